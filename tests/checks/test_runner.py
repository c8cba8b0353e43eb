"""Running the checks: counted in one statement, told row by row, over a mart and over a full file alike."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.demonstration import county as demonstration_county
from inspection.indicators import Unknown, checks, counts, rows_violating, violated, violations
from inspection.indicators.checks import _check
from inspection.indicators.definition import DefinitionError
from inspection.warehouse import dictionary, ledger_tables, memory_full, memory_mart, settings, table_mart
from tests.second.random_county import random_county

SEEDS = (3, 17, 20)


@pytest.fixture(scope="module")
def counties():
    """Random counties, each as a mart and as its full twin, with a day to ask about."""
    made = []
    for seed in SEEDS:
        county = random_county(seed)
        ledgers = ledger_tables(county.ledgers)
        made.append((memory_mart(ledgers), memory_full(ledgers), county.days[0]))
    yield made
    for mart, full, _ in made:
        mart.close()
        full.close()


@pytest.fixture(scope="module")
def demonstration():
    ledgers, as_of = demonstration_county()
    mart = memory_full(ledger_tables(ledgers), as_of)
    yield mart
    mart.close()


def setting(section, key, value):
    chosen = settings()
    entries = tuple((s, k, value if (s, k) == (section, key) else v) for s, k, v in chosen.entries)
    return replace(chosen, entries=entries)


def test_the_demonstration_county_breaks_no_rule_that_refuses_and_few_that_warn(demonstration):
    assert not any(counts(demonstration, full=True, level="refuses").values())
    warned = {id: n for id, n in counts(demonstration, full=True).items() if n}
    assert warned and sum(warned.values()) < 100


def test_a_count_is_the_number_of_rows_that_a_check_returns(counties):
    mart, _, as_of = counties[0]
    for id, count in counts(mart, as_of=as_of, previous={"clues": 999}).items():
        assert count == len(violations(mart, id, as_of=as_of, previous={"clues": 999})), id


def test_a_mart_and_its_full_file_break_the_same_rules(counties):
    for mart, full, as_of in counties:
        in_full = counts(full, as_of=as_of, full=True)
        for id, count in counts(mart, as_of=as_of).items():
            # of what the inspected say of the teams the mart has whole groups alone (queries/mart/)
            assert in_full[id] == count or checks()[id].rows == "team_reviews", id
        assert not counts(mart, as_of=as_of)["team_reviews_too_few"]
        assert set(in_full) - set(counts(mart)) == {c.id for c in checks().values() if c.full}


def test_an_empty_warehouse_breaks_nothing_but_what_it_lost():
    mart = memory_mart({})
    assert not any(counts(mart).values())
    assert {id for id, n in counts(mart, previous={"terms": 2}).items() if n} == {"ledgers_shrunk"}
    mart.close()


def test_violations_carry_the_keys_of_the_file_they_were_found_in(counties):
    id = "clues_concluded_before_transferred"
    _, full, as_of = max(counties, key=lambda made: counts(made[0], as_of=made[2])[id])
    found = violated(full, as_of=as_of)
    assert {v.check.rows for v in found} > {"clues", "findings", "inspections"}
    keys = {v.key for v in found if v.check.rows == "clues"}
    known = set(full.query("select clue_id from clues")["clue_id"])
    assert keys and all(isinstance(key, str) and key in known for (key,) in keys)
    assert [v.check.level for v in found] == sorted(v.check.level for v in found)  # those that refuse come first


def test_only_one_level_may_be_asked_for_and_only_some_of_the_rows(counties):
    _, full, as_of = counties[0]
    everything = violated(full, as_of=as_of)
    refusing = violated(full, as_of=as_of, level="refuses")
    assert refusing == [v for v in everything if v.check.level == "refuses"]
    found = counts(full, as_of=as_of, full=True)
    most = max(found, key=found.get)
    assert found[most] > 2
    assert len(violations(full, most, as_of=as_of, limit=2)) == 2
    assert len([v for v in violated(full, as_of=as_of, limit=2) if v.check.id == most]) == 2


def test_the_rows_shown_to_a_reader_hold_no_secret_and_name_the_organisation(counties):
    mart, _, as_of = counties[0]
    found = counts(mart, as_of=as_of)
    assert sum(1 for n in found.values() if n) > 30
    for id, count in found.items():
        check = checks()[id]
        if not count or check.ledger is None:
            continue
        frame = rows_violating(mart, id, as_of=as_of)
        assert len(frame) == count, id
        shown = {name for name in frame.columns if check.ledger.has(name) and name not in check.others}
        assert shown <= set(mart.query(f"select * from {check.rows} limit 0").columns), id
        assert {c.name for c in check.ledger.columns if not c.secret} <= shown | set(check.others), id
        named = check.rows in ("measures", "clue_reviews")
        named = named or check.ledger.has("org_id") or check.ledger.has("inspection_id")
        assert not named or check.ledger.has("name") or frame.columns[0] == "org_name", id


def test_rows_of_a_review_and_of_a_measure_are_told_with_their_organisation():
    mart = table_mart(
        {
            "organisations": [{"org_id": "C1", "name": "甲局"}],
            "inspections": [{"inspection_id": "I1", "org_id": "C1"}],
            "findings": [{"finding_id": "F1", "inspection_id": "I1", "completion": "done"}],
            "measures": [{"measure_id": "M1", "finding_id": "F1"}],
            "clues": [{"clue_id": 7, "inspection_id": "I1", "outcome": "unable", "concluded_on": "2024-05-01"}],
            "clue_reviews": [{"review_id": "V1", "clue_id": 7, "reviewed_on": "2024-04-30"}],
        }
    )
    for id in ("measures_open_on_done_finding", "clue_reviews_before_conclusion", "clue_reviews_of_other_outcome"):
        assert rows_violating(mart, id)["org_name"].tolist() == ["甲局"], id
    mart.close()


@pytest.mark.parametrize(
    "percent, lost", [(0, {"clues", "rounds", "terms"}), (20, {"clues", "rounds"}), (50, {"clues"}), (100, set())]
)
def test_how_much_a_ledger_may_lose_is_a_setting(percent, lost):
    mart = table_mart(
        {
            "terms": [{"term_no": n} for n in range(9)],
            "rounds": [{"round_id": n} for n in ("R1", "R2")],
            "clues": [{"clue_id": 1}],
            "meetings": [{"meeting_id": n} for n in ("M1", "M2")],
        }
    )
    previous = {"terms": 10, "rounds": 3, "clues": 3, "meetings": 1}
    frame = violations(mart, "ledgers_shrunk", previous=previous, settings=setting("check", "ledger_loss", percent))
    assert set(frame["ledger"]) == lost
    mart.close()


def test_how_long_feedback_and_a_first_round_may_be_awaited_are_settings():
    mart = table_mart(
        {
            "terms": [{"term_no": 14, "started_on": "2025-06-22"}],
            "inspections": [{"inspection_id": "I1", "onsite_end": "2025-06-22"}],
        }
    )
    for key, id in (("feedback_missing", "inspections_feedback_missing"), ("round_missing", "terms_without_rounds")):
        days = 100  # from 22 June to 30 September
        wanted = [1, 1, 0] if key == "round_missing" else [1, 0, 0]
        chosen = [setting("check", key, days + shift) for shift in (-1, 0, 1)]
        assert [len(violations(mart, id, settings=s)) for s in chosen] == wanted
    mart.close()


def test_an_unknown_check_is_refused_with_the_nearest():
    mart = memory_mart({})
    with pytest.raises(Unknown) as refused:
        violations(mart, "clues_concluded_before_transfered")
    assert "clues_concluded_before_transferred" in refused.value.nearest
    mart.close()


HEADER = """/*
level = "warns"
rows = "clues"
column = "outcome"
title.zh = "题"
title.en = "Title"
wrong.zh = "错"
wrong.en = "wrong"
mend.zh = "改"
mend.en = "mend"
reader.zh = "读。"
reader.en = "Read."
why.zh = "因"
why.en = "why"
*/
select c.clue_id as clue_id from clues c order by c.clue_id
"""


@pytest.mark.parametrize(
    "old, new, words",
    [
        ('"warns"', '"notes"', "level must be one of refuses, warns"),
        ('"clues"', '"clue"', "rows must be one of"),
        ('"outcome"', '"result"', "no column of clues"),
        ('wrong.en = "wrong"', "", "wrong must be"),
        ('column = "outcome"', 'column = "outcome"\ncolour = "red"', "unknown header field colour"),
        ('column = "outcome"', 'column = "outcome"\naffects = ["clue_rate"]', "clue_rate, which is no indicator"),
        ('why.en = "why"', 'why.en = "why"\n[columns]\nday = "clues.day"', "no column of the dictionary"),
        ('why.en = "why"', 'why.en = "why"\n[columns]\nday = { zh = "日" }', "give zh, en and type"),
    ],
)
def test_a_header_that_does_not_keep_to_its_form_is_refused_with_file_and_field(old, new, words, tmp_path):
    path = tmp_path / "a_check.sql"
    path.write_text(HEADER, encoding="utf-8")
    assert _check(path).id == "a_check"
    path.write_text(HEADER.replace(old, new), encoding="utf-8")
    with pytest.raises(DefinitionError, match=f"a_check.sql: .*{words}"):
        _check(path)


def test_every_ledger_has_checks():
    assert {c.rows for c in checks().values()} - {"ledgers"} == set(dictionary().ledgers)


def test_as_of_is_the_versions_own_unless_asked():
    tables = {"meetings": [{"meeting_id": "M1", "held_on": "2025-01-02"}]}
    mart = table_mart(tables, date(2025, 1, 1))
    assert counts(mart)["meetings_after_as_of"] == 1
    assert counts(mart, as_of=date(2025, 1, 2))["meetings_after_as_of"] == 0
    mart.close()
