"""Problems that organisations of a sector share: two at least, against the other sectors, and examples that name nobody."""

from dataclasses import replace

import pytest

from inspection.reading import common
from inspection.statistics import newcombe_difference
from tests.small import source, view_of

SECTORS = {"education": 10, "health": 10, "economy": 10}
HAVE = {"教育收费": {"education": 9, "health": 1, "economy": 0}, "财务": {"education": 5, "health": 5, "economy": 4},
        "采购": {"education": 1, "health": 6}, "学习": {"health": 2}}  # fmt: skip


def county() -> dict[str, str]:
    """Thirty organisations of three sectors, a township and a village; so many of the first of each have a problem."""
    orgs = [(f"{s[:2].upper()}{n:02d}", "county", s) for s, count in SECTORS.items() for n in range(count)]
    orgs += [("T1", "township", ""), ("T2", "township", "")]
    organisations = ["org_id | name | org_class | sector | in_scope_from"]
    days = "onsite_start | feedback_on"
    inspections = [f"inspection_id | round_id | org_id | team | team_level | kind | counts_toward_coverage | {days}"]
    columns = ("finding_id", "inspection_id", "category", "aspect", "description", "found_on", "channel", "scope", "nature",
               "due_on", "completion", "completed_on", "closed_off_on", "repeat_of")  # fmt: skip
    findings = [" | ".join(columns)]
    for id, code, sector in orgs:
        organisations.append(f"{id} | 某{id}党组 | {code} | {sector} | 2016-07-01")
        inspections.append(f"I{id} | R | {id} | 一组 | county | routine | true | 2022-03-01 | 2022-06-01")
    for aspect, counts in HAVE.items():
        for sector, count in counts.items():
            for n in range(count):
                id, state = f"{sector[:2].upper()}{n:02d}", ("in_progress | |" if n else "done | 2022-08-01 | 2022-09-01")
                again = "F财务ED00" if (aspect, id) == ("财务", "ED03") else ""
                words = f"{aspect} | 不得外传的原文 | 2022-03-{n + 1:02d} | deadline | common | intensive"
                findings.append(f"F{aspect}{id} | I{id} | four-2 | {words} | 2022-09-01 | {state} | {again}")
    late = "2022-09-01 | in_progress | | |"
    findings += [f"FT{n} | IT{n} | four-2 | 教育收费 | x | 2022-03-01 | deadline | common | intensive | {late}" for n in (1, 2)]
    findings.append(f"F2 | IED00 | four-2 | 财务 | x | 2022-03-09 | deadline | common | immediate | {late}")
    rounds = "round_id | term_no | seq | name | kind | category_scheme | started_on\n"
    rounds += "R | 14 | 1 | 第一轮 | routine | four | 2022-03-01"
    return {name: "\n".join(lines) for name, lines in (("organisations", organisations), ("inspections", inspections),
                                                      ("findings", findings))} | {"rounds": rounds}  # fmt: skip


@pytest.fixture(scope="module")
def office():
    return source(**county())


def told(office, sector: str, **chosen) -> list[tuple]:
    frame = common.shared(view_of(office, **chosen), office, sector)
    names = ("aspect", "organisations", "organisations_inspected", "elsewhere", "elsewhere_inspected", "findings", "compared")
    return list(frame[list(names)].itertuples(index=False, name=None))


def test_what_two_or_more_of_a_sector_have_stands_by_its_spread_against_the_other_sectors(office):
    # the townships, which have no sector, are in neither; the second finding of one organisation makes it no second one
    assert told(office, "education") == [
        ("教育收费", 9, 10, 1, 20, 9, "up"),
        ("财务", 5, 10, 9, 20, 6, "not_significant"),
    ]
    assert told(office, "health")[0] == ("采购", 6, 10, 1, 20, 6, "up")
    assert [row[0] for row in told(office, "health")] == ["采购", "财务", "学习"]
    assert told(office, "economy")[0][:3] == ("财务", 4, 10)
    assert newcombe_difference(9, 10, 1, 20)[0] > 0 > newcombe_difference(5, 10, 9, 20)[0]


def test_a_filter_by_the_sector_takes_nothing_away_from_the_others(office):
    assert told(office, "health", sectors=("health",)) == told(office, "health")
    assert common.sectors(view_of(office), office) == {"economy": 1, "education": 2, "health": 3}
    assert common.sectors(view_of(office, sectors=("health",)), office) == {"health": 3}


def test_where_no_other_sector_was_inspected_nothing_is_compared(office):
    alone = county()
    kept = [line for line in alone["inspections"].splitlines() if "IED" in line or "inspection_id" in line]
    small = source(**alone | {"inspections": "\n".join(kept), "findings": "\n".join(
        line for line in alone["findings"].splitlines() if "IED" in line or "finding_id" in line)})  # fmt: skip
    assert {row[-1] for row in told(small, "education")} == {"none"}
    frame = common.shared(view_of(small), small, "education")
    assert frame["elsewhere_share"].isna().all() and common.chance_words(frame, "zh") == ""


def test_examples_are_of_different_organisations_the_worst_first_and_name_nobody(office):
    view = view_of(office)
    found = common.examples(view, office, "education", "four-2", "财务", 9)
    assert len(found) == 5 and found[0] == "2022 年发现、集中整改期完成、逾期未完成"
    # the organisation whose one finding is closed off has another that is late: that one is its example
    assert "2022 年发现、立行立改、逾期未完成" in found and not any("已销号" in words for words in found)
    assert sum("以前发现过" in words for words in found) == 1
    assert common.examples(view, office, "education", "four-2", "教育收费", 9)[-1] == "2022 年发现、集中整改期完成、已销号"
    assert common.examples(replace(view, lang="en"), office, "health", "four-2", "学习", 1) == (
        "found in 2022, within the intensive period, late",
    )
    assert not any(word in "".join(found) for word in ("某", "不得外传", "ED"))
