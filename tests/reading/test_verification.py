"""The third completion rate: what was claimed, closed off, and found true when somebody went there."""

import io
from collections import Counter
from dataclasses import replace
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook

from inspection.papers.verification import draw_files, drawn
from inspection.reading.verification import (
    by_class,
    closed,
    finding,
    latest,
    plans,
    rate_numbers,
    sizes,
    three_rates,
    verified,
)
from inspection.statistics import Stratum, allocated, chosen, estimated, shown_by
from tests.small import source, view_of

MANY = 40
"""Findings of the townships, all done; of these 30 closed off, and 10 of the department's all closed off."""


def rows(kind: str, first: int, count: int, closed_off: str) -> str:
    return "\n".join(
        f"{kind}{n:02d} | I{kind} | four-1 | common | 2024-01-02 | deadline | intensive | done | 2024-06-01 | {closed_off}"
        for n in range(first, first + count)
    )


LEDGERS = {
    "organisations": """
        org_id | name   | org_class | in_scope_from
        T      | 甲镇   | township  | 2020-01-01
        C      | 教育局 | county    | 2020-01-01
    """,
    "rounds": "round_id | term_no | seq | name | kind | category_scheme | started_on\n"
    "R | 14 | 1 | 第一轮 | routine | four | 2023-09-01",
    "inspections": """
        inspection_id | round_id | org_id | team | team_level | kind    | counts_toward_coverage | onsite_start | feedback_on
        IT            | R        | T      | 一组 | county     | routine | true                   | 2023-12-01   | 2024-02-01
        IC            | R        | C      | 一组 | county     | routine | true                   | 2023-12-01   | 2024-02-01
    """,
    "findings": "finding_id | inspection_id | category | scope | found_on | channel | nature | completion"
    " | completed_on | closed_off_on\n"
    + "\n".join((rows("T", 0, 30, "2024-07-01"), rows("T", 30, 10, ""), rows("C", 0, 10, "2024-07-01"))),
}
VISITS = "sample_id | finding_id | drawn_on | verified_on | found | verified_by\n" + "\n".join(
    [f"S1 | T{n:02d} | 2025-03-01 | 2025-04-01 | {'held' if n < 9 else 'partly'} | 李四" for n in range(12)]
    + ["S1 | C00 | 2025-03-01 | 2025-04-01 | held |", "S1 | C01 | 2025-03-01 | 2025-12-01 | held |"]
)


@pytest.fixture(scope="module")
def office():
    # a paper says the version it was made from
    return replace(source(**LEDGERS, verifications=VISITS), version=SimpleNamespace(number=1))


@pytest.fixture(scope="module")
def view(office):
    return view_of(office)


def test_the_share_is_of_all_closed_findings_each_class_by_its_number(office, view):
    found = verified(view, office)
    share, interval = estimated([Stratum(10, 1, 1), Stratum(30, 12, 9)])
    assert (found.closed, found.drawn, found.visited, found.partly) == (40, 14, 13, 3)
    assert found.share == pytest.approx(share) == pytest.approx((10 + 30 * 0.75) / 40)
    assert found.interval == pytest.approx(interval)
    assert finding(view, office) == (
        "抽样 S1（2025-03-01）：40 个已销号问题中抽中 14 个（抽样时的类别和数目没有记下，按现在的台账），已核验 13 个；"
        "推算销号属实 81.3%（95%区间 "
        f"{interval[0] * 100:.1f}%–{interval[1] * 100:.1f}%）。部分属实 3 个，不计入属实；未核验 1 个。"
    )
    # a visit made later has not been made; of one visit nothing is said of a class by itself
    words = dict(zip(by_class(view, office)["org_class"], by_class(view, office)["rate"], strict=True))
    assert words["county"] == "核验不足5个，不单独推算"
    assert words["township"].startswith("75.0% (")


def test_three_rates_stand_beside_each_other_and_the_third_is_of_all_findings(office, view):
    told = three_rates(view, office)
    numbers = rate_numbers(view, office)
    assert numbers[["rate", "counted", "of"]].values.tolist() == [["claimed", 50, 50], ["closed", 40, 50], ["verified", 13, 14]]
    shown = [f"{100 * share:.1f}%" for share in numbers["share"]]
    assert shown == told["rate"].tolist() and numbers["low"].isna().tolist() == [True, True, False]
    assert f"{100 * numbers['low'].iloc[2]:.1f}%–{100 * numbers['high'].iloc[2]:.1f}%" == told["interval"].iloc[2]
    assert told["counts"].tolist() == ["50/50", "40/50", "抽中 14 个，核验 13 个"]
    assert told["rate"].tolist() == ["100.0%", "80.0%", "65.0%"]  # 80 % of 81.25 %
    low, high = verified(view, office).interval
    assert told["interval"].iloc[2] == f"{low * 80:.1f}%–{high * 80:.1f}%"


def test_without_a_draw_or_a_visit_there_is_no_third_rate():
    for visits, said in (
        (None, "还没有登记在册的销号核验抽样。"),
        (
            "sample_id | finding_id | drawn_on\nS1 | T00 | 2025-03-01",
            "抽样 S1（2025-03-01）：40 个已销号问题中抽中 1 个（抽样时的类别和数目没有记下，按现在的台账），尚未核验。",
        ),
        ("sample_id | finding_id | drawn_on\nS1 | T00 | 2026-03-01", "还没有登记在册的销号核验抽样。"),
    ):
        one = source(**LEDGERS, **({"verifications": visits} if visits else {}))
        assert finding(view_of(one), one) == said
        assert len(three_rates(view_of(one), one)) == len(rate_numbers(view_of(one), one)) == 2
    nothing = source()
    assert (verified(view_of(nothing), nothing), len(latest(view_of(nothing), nothing))) == (None, 0)
    assert three_rates(view_of(nothing), nothing)["rate"].tolist() == ["—", "—"]
    assert plans(view_of(nothing), nothing).empty


NOTED = "sample_id | finding_id | drawn_on | verified_on | found | drawn_class | class_closed | class_drawn\n" + "\n".join(
    [f"S1 | T{n:02d} | 2025-03-01 | 2025-04-01 | {'held' if n < 9 else 'partly'} | township | 30 | 12" for n in range(12)]
    + [f"S1 | C{n:02d} | 2025-03-01 | 2025-04-01 | held | county | 10 | 2" for n in range(2)]
)


def test_what_the_draw_noted_stands_whatever_the_ledgers_say_later():
    """The department is taken for a township since, and ten more findings are closed off as of a day before the draw."""
    before = source(**LEDGERS, verifications=NOTED)
    held = verified(view_of(before), before)
    assert (held.noted, held.whole, held.closed, held.drawn, held.of_all) == (True, True, 40, 14, True)
    assert held.share == pytest.approx((10 + 30 * 0.75) / 40)
    assert finding(view_of(before), before).startswith("抽样 S1（2025-03-01）：40 个已销号问题中抽中 14 个，已核验 14 个；")
    later = LEDGERS | {
        "organisations": LEDGERS["organisations"].replace("county  ", "township"),
        "findings": LEDGERS["findings"] + "\n" + rows("T", 40, 10, "2024-07-01"),
    }
    now = source(**later, verifications=NOTED)
    moved = verified(view_of(now), now)
    assert (moved.share, moved.interval, moved.closed) == (held.share, held.interval, held.closed)
    # of an older shape the same change moves what is said
    old = [source(**ledgers, verifications=VISITS) for ledgers in (LEDGERS, later)]
    assert verified(view_of(old[0]), old[0]).share != verified(view_of(old[1]), old[1]).share


def test_of_a_part_each_finding_drawn_stands_for_as_many_as_it_does_of_its_class():
    one = source(**LEDGERS, verifications=NOTED)
    part = view_of(one, orgs=("T",))
    found = verified(part, one)
    assert (found.whole, found.closed, found.drawn) == (True, 30, 12)
    lost = source(**LEDGERS, verifications="\n".join(NOTED.splitlines()[:7]))  # six of the townships' twelve
    found = verified(view_of(lost), lost)
    assert (found.whole, found.closed, found.drawn) == (False, 15, 6)
    assert "本范围抽中 6 个，约代表抽样时的 15 个已销号问题" in finding(view_of(lost), lost)


def test_a_draw_from_a_part_is_not_carried_over_to_all():
    township = source(**LEDGERS, verifications="\n".join(NOTED.splitlines()[:13]))
    whole = view_of(township)
    assert verified(whole, township).of_all is False
    assert three_rates(whole, township).iloc[2].tolist() == [
        "核验属实（推算）",
        "抽样只代表 40 个已销号问题中的 30 个，不推算到全部",
        "—",
        "—",
    ]
    assert three_rates(view_of(township, orgs=("T",)), township)["rate"].iloc[2] != "—"


def test_what_so_many_visits_would_show_is_said_before_going(office, view):
    told = plans(view, office)
    assert told["visits"].tolist() == [30]  # of 40 closed ones there are no 60
    assert told["by_class"].tolist() == ["县直党组织 8 · 乡镇党委 22"]
    low, high = shown_by([10, 30], 30, 0.8125)
    assert told["interval"].tolist() == [f"{low * 100:.1f}%–{high * 100:.1f}%"]
    assert told["reach"].tolist() == pytest.approx([(high - low) / 2])


def test_a_draw_is_made_again_from_its_seed_and_the_list(office, view):
    made = drawn(view, office, 8, "0123abcd")
    again = [
        id
        for code, count in zip(("county", "township"), allocated([10, 30], 8), strict=True)
        for id in chosen(closed(view, office).query("org_class == @code")["finding_id"], "0123abcd", count)
    ]
    assert (made.sample_id, sorted(made.rows["finding_id"])) == ("20250930-0123", sorted(again))
    assert not set(made.rows["finding_id"]) & {f"T{n}" for n in range(30, 40)}  # not closed off
    assert sizes(closed(view, office)) == {"county": 10, "township": 30}
    assert draw_files(view, office, made) == draw_files(view, office, drawn(view, office, 8, "0123abcd"))
    for wrong in ((0, "0123abcd"), (1, "0123abcd"), (8, "01")):  # one visit cannot be of two classes
        with pytest.raises(ValueError, match="visits by the seed"):
            drawn(view, office, *wrong)


def test_the_sheet_is_the_ledger_to_come_and_the_list_holds_all_it_was_drawn_from(office, view):
    made = drawn(view, office, 8, "0123abcd")
    files = {name.rpartition(".")[2]: data for name, data in draw_files(view, office, made).items()}
    sheet = load_workbook(io.BytesIO(files["xlsx"])).worksheets[0]
    head, *lines = sheet.iter_rows(values_only=True)
    assert sheet.title == "销号核验"
    noted = ("抽样时党组织类别", "抽样时该类已销号", "该类抽中")
    assert head == ("抽样批次", "问题编号", "抽样日期", "核验日期", "核验结果", "核验人", *noted)
    assert [line[1] for line in lines] == made.rows["finding_id"].tolist()
    assert {(line[0], line[3], line[4], line[5]) for line in lines} == {("20250930-0123", None, None, None)}
    assert Counter(line[6:] for line in lines) == {("县直党组织", 10, 2): 2, ("乡镇党委", 30, 6): 6}
    assert len(files["csv"].decode("utf-8-sig").split()) == 41
