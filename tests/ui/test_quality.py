"""The page of data quality: what is broken now, since when, which rows; and a county that breaks nothing."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest

from inspection.indicators import checks
from inspection.reading.answers import Source
from inspection.reading.quality import history, rules_frame, since, standing_frame
from inspection.warehouse import Store, ledger_tables, open_mart, settings
from tests.ui.dashboard import AS_OF, fault, opened, own_data, row, small_county, words

CHINESE = re.compile(r"[㐀-䶿一-鿿]")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path


def clean_county() -> dict[str, list[tuple]]:
    """The small county, its organisation with the sector that one of the county level must have."""
    named = {"org_id": "A", "name": "县某局党组", "org_class": "county", "sector": "economy"}
    return small_county() | {"organisations": [row("organisations", in_scope_from=date(2021, 7, 1), **named)]}


def faulty_county(late: int) -> dict[str, list[tuple]]:
    """The clean county with clues, `late` of them concluded a day before they were transferred."""
    county = clean_county()
    days = {"transferred_on": date(2024, 5, 2), "outcome": "unable", "disposal": "inquiry"}
    clue = {"inspection_id": "13-01-1", "subject_level": "general", "disposed_on": date(2024, 5, 2), **days}
    clue["persons"] = 1
    county["clues"] = [
        row("clues", clue_id=f"C{n}", concluded_on=date(2024, 5, 1 if n < late else 3), **clue) for n in range(4)
    ]
    return county


def page(**address: str):
    at = opened("data/quality", **address)
    assert not fault(at)
    return at


def published(home: Path, *counties: dict) -> Source:
    """The counties as versions one after the other, and the last of them as the pages see it."""
    for number, county in enumerate(counties):
        made = datetime(2025, 10, 1 + number)
        version = Store(home).publish(ledger_tables(county), as_of=AS_OF, files=(), built_at=made)
    return Source(open_mart(version), settings(), version)


def test_a_county_that_breaks_no_rule_says_so(home):
    own_data(home, clean_county())
    at = page()
    assert re.search(r"\d+ 条规则都合，截至 2025-09-30 没有发现问题", words(at))
    assert not at.dataframe


def test_what_is_broken_stands_in_a_sentence_and_a_list(home):
    own_data(home, faulty_county(3))
    at = page()
    shown = words(at)
    assert "条规则中有 2 条不合，共 6 行：须改 0 行，提醒 6 行" in shown
    frame = at.dataframe[0].value
    assert set(frame["id"]) == {"clues_concluded_before_transferred", "clues_concluded_before_disposed"}
    assert frame["rows"].tolist() == [3, 3] and frame["share"].tolist() == [75, 75]
    assert "since" not in frame  # there is one version


def test_a_link_opens_a_rule_with_its_rows_its_meaning_and_the_figures_it_touches(home):
    own_data(home, faulty_county(3))
    at = page(check="clues_concluded_before_transferred")
    shown = words(at)
    assert "办结早于移交" in shown and "一年内查实率可能偏高" in shown
    rows = at.dataframe[1].value
    assert rows["wrong"].tolist() == ["办结日期 2024-05-01 早于移交日期 2024-05-02"] * 3
    assert rows["org_name"].tolist() == ["县某局党组"] * 3
    assert not {"summary", "subject_name", "C0"} & {*rows.columns, *rows["clue_id"]}


def test_a_rule_that_nobody_breaks_and_one_that_is_not_there_say_so(home):
    own_data(home, clean_county())
    assert "没有行不合这条规则" in words(page(check="clues_pending_with_date"))
    assert "没有“no\\_such”这条规则" in words(page(check="no_such"))
    assert "只在导入时检查" in words(page(check="findings_same_text"))


def test_since_which_version_a_rule_is_broken_is_told_and_a_gap_begins_anew(home, monkeypatch):
    source = published(home, faulty_county(1), faulty_county(0), faulty_county(2), faulty_county(3))
    past, unreadable = history(source)
    assert [counted.version.number for counted in past] == [1, 2, 3, 4] and unreadable == []
    assert [c.counts["clues_concluded_before_transferred"] for c in past] == [1, 0, 2, 3]
    assert since(past, "clues_concluded_before_transferred") == 3
    frame = standing_frame(past, source.version.manifest["rows"], "zh")
    assert frame["since"].tolist() == [3, 3] and frame["trend"].tolist() == [[1, 0, 2, 3]] * 2
    monkeypatch.setattr("inspection.reading.quality.VERSIONS_SHOWN", 2)
    assert [counted.version.number for counted in history(source)[0]] == [3, 4]


def test_the_versions_are_compared_in_the_title_of_the_chart(home):
    published(home, faulty_county(1), faulty_county(3))
    at = page()
    assert "第 1 版 2 行，第 2 版 6 行，多了 4 行" in words(at)
    assert len(at.get("plotly_chart")) == 1


def test_all_rules_are_listed_with_level_and_rows(home):
    own_data(home, faulty_county(2))
    at = page(tab="all_checks")
    frame = at.dataframe[0].value
    assert frame["id"].tolist() == list(checks())
    assert frame.set_index("id")["rows"]["clues_concluded_before_transferred"] == 2


def test_the_page_is_english_where_english_is_asked_for(home):
    own_data(home, faulty_county(2))
    at = page(lang="en", check="clues_concluded_before_transferred")
    shown = [line for line in words(at).splitlines() if "县" not in line]
    assert not [line for line in shown if CHINESE.search(line)]
    assert not CHINESE.search(str(rules_frame({}, "en").drop(columns="level").astype(str).to_csv()))


def test_the_demonstration_county_is_marked_and_shows_only_reminders(demo):
    at = page()
    assert "须改 0 行" in words(at)
    assert {tuple(level) for level in at.dataframe[0].value["level"]} == {("提醒",)}
