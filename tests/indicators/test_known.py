"""What was known on the as-of day: each relation of queries/known/ on a mart and a full file, and what rests on it."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.demonstration import county as demonstration_county
from inspection.indicators import evaluate, indicators, rows_violating, settings_read
from inspection.warehouse import ledger_tables, memory_full, memory_mart, settings, table_mart
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.known import PREFIX, known, read_by
from inspection.warehouse.violating import violating
from tests.second.random_county import random_county

DAY = date(2025, 9, 30)
SEEDS = (1, 2, 8, 17, 20)


@pytest.fixture(scope="module")
def counties():
    """The demonstration county and random ones, each as a mart and as its full twin, with days to ask about."""
    invented, as_of = demonstration_county()
    ledgers = ledger_tables(invented)
    made = [(memory_mart(ledgers), memory_full(ledgers), (as_of,))]
    for seed in SEEDS:
        county = random_county(seed)
        ledgers = ledger_tables(county.ledgers)
        made.append((memory_mart(ledgers), memory_full(ledgers), (*county.days[:2], county.days[-1])))
    yield made
    for mart, full, _ in made:
        mart.close()
        full.close()


def rows_of(mart, statement: str, as_of: date):
    text, params = violating(statement, as_of=as_of, previous=None, settings=settings())
    return mart.query(text, params)


def ruled(key: str, value: int):
    chosen = settings()
    entries = tuple((s, k, value if (s, k) == ("ruling", key) else v) for s, k, v in chosen.entries)
    return replace(chosen, entries=entries)


@pytest.mark.long
@pytest.mark.parametrize("name", known())
def test_a_relation_has_a_row_for_each_thing_once_and_reads_the_same_on_a_mart_and_on_a_full_file(name, counties):
    met = 0
    ledger = dictionary().ledgers.get(name.removeprefix(PREFIX))
    for mart, full, days in counties:
        for as_of in days:
            found = rows_of(mart, known()[name].statement, as_of)
            again = rows_of(full, known()[name].statement, as_of)
            assert list(found.columns) == list(again.columns)
            assert len(found) == len(again)
            if ledger:
                assert not found.duplicated([c.name for c in ledger.key]).any()
            met += len(found)
    assert met


@pytest.mark.parametrize("name", known())
def test_no_secret_is_named_in_a_relation(name):
    secret = {c.name for ledger in dictionary().ledgers.values() for c in ledger.columns if c.privacy == "secret"}
    ids = {"clue_id", "person_code", "judge"}  # integers in a mart
    assert not (secret - ids) & set(known()[name].statement.replace(".", " ").replace(",", " ").split())


@pytest.mark.parametrize("name", [n for n in known() if n.removeprefix(PREFIX) in dictionary().ledgers])
def test_nothing_of_a_later_day_is_known(name, counties):
    """A day of the future may stand only where it is a deadline."""
    for mart, _, days in counties:
        for as_of in days:
            found = rows_of(mart, known()[name].statement, as_of)
            for column in found.columns:
                if (column.endswith("_on") and column != "due_on") or column in ("onsite_start", "onsite_end"):
                    later = found[column].dropna().astype("datetime64[ns]") > str(as_of)
                    assert not later.any(), (column, as_of)


@pytest.mark.parametrize("id", indicators())
def test_an_indicator_lacks_the_dimensions_that_all_its_rows_have_empty(id, counties):
    definition = indicators()[id]
    empty = {"org_id": True, "inspection_id": True, "round_id": True}
    met = 0
    for mart, _, days in counties:
        found = rows_of(mart, definition.shape.statement, days[-1])
        met += len(found)
        for column in empty:
            empty[column] &= column not in found.columns or bool(found[column].isna().all())
    assert met
    lacks = set(definition.lacks)
    if definition.shape.grain == "term":
        assert not lacks
        return
    assert empty == {"org_id": "org" in lacks, "inspection_id": "team" in lacks, "round_id": "round" in lacks}


def by_indicator(counties, chosen) -> dict[str, list]:
    """Indicator -> its figures in each county under these settings."""
    return {
        id: [
            evaluate(mart, id, by=("term",) if defined.shape.grain == "term" else ("year",), as_of=days[-1], settings=chosen)
            for mart, _, days in counties
        ]
        for id, defined in indicators().items()
    }


@pytest.fixture(scope="module")
def by_default(counties):
    return by_indicator(counties, settings())


@pytest.mark.long
@pytest.mark.parametrize("key", dict(settings().section("ruling")))
def test_a_ruling_moves_only_the_figures_that_say_they_rest_on_it(key, counties, by_default):
    chosen = ruled(key, 1 - int(settings().get("ruling", key)))
    moved = {
        id
        for id, otherwise in by_indicator(counties, chosen).items()
        if not all(one.equals(other) for one, other in zip(by_default[id], otherwise, strict=True))
    }
    rest = {
        id
        for id, definition in indicators().items()
        if ("ruling", key) in {(s, k) for s, k, _ in settings_read(definition, settings())}
    }
    assert moved and moved <= rest


def test_partly_substantiated_is_verified_unless_the_office_rules_otherwise():
    clue = {"inspection_id": "I1", "transferred_on": "2024-01-10", "concluded_on": "2024-06-01"}
    outcomes = ("substantiated", "partly", "unsubstantiated")
    mart = table_mart({"clues": [clue | {"clue_id": n, "outcome": o} for n, o in enumerate(outcomes)]}, DAY)

    def counted(chosen) -> list[tuple[int, int]]:
        frame = evaluate(mart, "clue_verification_rate", settings=chosen)
        return list(zip(frame["numerator"], frame["denominator"], strict=True))

    assert counted(settings()) == [(2, 3)]
    assert counted(ruled("partly_is_verified", 0)) == [(1, 3)]


MOSTLY = [
    {"finding_id": "F1", "completion": "mostly_done", "completed_on": "2024-05-01"},
    {"finding_id": "F2", "completion": "mostly_done"},
    {"finding_id": "F3", "completion": "mostly_done", "completed_on": "2025-10-01"},
    {"finding_id": "F4", "completion": "done", "completed_on": "2024-05-01"},
    {"finding_id": "F5", "completion": "mostly_done", "closed_off_on": "2024-06-01"},
]


def test_mostly_done_is_done_from_its_date_on_where_the_office_rules_so():
    """F1 has its date, F2 and F5 have none, F3's is the day after the as-of day."""
    inspections = [{"inspection_id": "I1", "org_id": "A", "feedback_on": "2024-02-01"}, {"inspection_id": "I2"}]
    findings = [{"inspection_id": "I1", "found_on": "2024-01-10"} | f for f in MOSTLY]
    findings.append(MOSTLY[0] | {"finding_id": "F6", "inspection_id": "I2", "nature": "later", "found_on": "2025-10-01"})
    measures = [{"measure_id": "M1", "finding_id": "F3"}]
    mart = table_mart({"inspections": inspections, "findings": findings, "measures": measures}, DAY)
    chosen = ruled("mostly_done_is_done", 1)
    assert evaluate(mart, "completion_rate")["numerator"].tolist() == [1]
    frame = evaluate(mart, "completion_rate", settings=chosen)
    assert (frame["numerator"].tolist(), frame["denominator"].tolist(), frame["pending"].tolist()) == ([2], [5], [3])

    def wrong(id: str, at) -> list[str]:
        return sorted(rows_violating(mart, id, settings=at)["finding_id"])

    assert wrong("findings_date_without_done", settings()) == ["F1", "F3", "F6"]
    assert wrong("findings_date_without_done", chosen) == []
    assert wrong("findings_closed_off_not_done", settings()) == ["F5"]
    assert wrong("findings_closed_off_not_done", chosen) == []
    assert wrong("findings_done_without_date", settings()) == []
    assert wrong("findings_done_without_date", chosen) == ["F2", "F5"]
    assert wrong("measures_open_on_done_finding", settings()) == []
    assert wrong("measures_open_on_done_finding", chosen) == ["F3"]
    assert wrong("findings_done_without_feedback", settings()) == []
    assert wrong("findings_done_without_feedback", chosen) == ["F6"]


def test_an_outcome_of_an_unknown_day_counts_from_the_versions_own_day_on_and_is_pending_before():
    """A clue and a finding that ended on a day nobody knows, in ledgers made up to DAY; a second clue has its day."""
    inspections = [{"inspection_id": "I1", "org_id": "A", "feedback_on": "2024-02-01"}]
    finding = {"finding_id": "F1", "inspection_id": "I1", "found_on": "2024-01-10", "due_on": "2024-03-01"}
    clue = {"inspection_id": "I1", "transferred_on": "2024-01-10"}
    tables = {
        "inspections": inspections,
        "findings": [finding | {"completion": "done", "completed_undated": "true"}],
        "clues": [
            clue | {"clue_id": 1, "outcome": "partly", "concluded_undated": "true"},
            clue | {"clue_id": 2, "outcome": "partly", "concluded_on": "2024-06-01"},
        ],
    }
    mart = table_mart(tables, DAY)

    def counts(id: str, as_of: date) -> tuple:
        row = evaluate(mart, id, as_of=as_of).iloc[0]
        return tuple(int(row[name]) for name in ("numerator", "denominator", "pending", "undated"))

    for id, on_the_day, before in (
        ("clue_verification_rate", (2, 2, 0, 0), (1, 1, 1, 1)),
        ("clue_conclusion_rate", (2, 2, 0, 0), (1, 2, 1, 1)),
        ("clue_verification_within_year", (1, 1, 0, 1), (1, 1, 0, 1)),
        ("clue_verification_by_conclusion", (1, 1, 0, 1), (1, 1, 0, 0)),
        ("completion_rate", (1, 1, 0, 0), (0, 1, 1, 1)),
        ("overdue_rate", (0, 1, 0, 0), (0, 0, 0, 1)),
        ("on_time_rate", (0, 0, 0, 1), (0, 0, 0, 1)),
    ):
        assert counts(id, DAY) == on_the_day, id
        assert counts(id, date(2025, 9, 29)) == before, id


def test_a_statement_is_given_the_relations_it_reads_each_behind_those_that_it_reads_itself():
    assert [r.name for r in read_by("select finding_id from known_findings")] == ["known_completions", "known_findings"]
    assert read_by("select finding_id from findings") == ()
