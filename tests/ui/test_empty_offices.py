"""Offices that have hardly anything, and addresses that mean nothing: every page works or says why not, in Chinese."""

import re
from datetime import date
from pathlib import Path

import pytest

from inspection.text import say
from tests.ui.dashboard import PROJECT, fault, opened, own_data, row, small_county, words

PAGES = sorted(str(path.relative_to(PROJECT / "pages").with_suffix("")) for path in (PROJECT / "pages").glob("*/*.py"))
REVIEW = [page for page in PAGES if page.startswith(("review/", "explore/"))]
NEEDED = ("terms", "rounds", "organisations", "inspections")
LATIN = re.compile(r"[A-Za-z]{4,}")
KNOWN = re.compile(r":[a-z]+-badge|`[^`]*`|https?://\S+|\]\([^)]*\)|xlsx|parquet|settings\.toml|python -m inspection \w+")


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    return tmp_path


LEFT_OUT = say("pages.address_dropped", "zh", names="").rstrip("。")  # it names the parts of the address as they stand there


def sound(at) -> None:
    assert not fault(at)
    assert at.title or at.header or at.markdown, "an empty page"
    said = [text for text in words(at).splitlines() if not text.startswith(LEFT_OUT)]
    foreign = [found for text in said for found in LATIN.findall(KNOWN.sub("", text))]
    assert not foreign, foreign


@pytest.mark.parametrize("page", REVIEW)
def test_an_office_that_imported_only_what_it_must_sees_every_page(home, page):
    ledgers = {name: rows for name, rows in small_county().items() if name in NEEDED}
    own_data(home, ledgers)
    at = opened(page)
    sound(at)
    assert say("pages.no_inspections", "zh") not in words(at)


@pytest.mark.parametrize("page", [page for page in REVIEW if page.startswith("review/")])
def test_an_office_that_has_imported_its_organisations_alone_is_told_that_nothing_is_recorded(home, page):
    own_data(home, {name: rows for name, rows in small_county().items() if name in ("terms", "organisations")})
    at = opened(page)
    sound(at)
    assert say("pages.no_inspections", "zh") in words(at)


@pytest.mark.parametrize("page", REVIEW)
def test_before_anything_had_happened_every_page_says_so(home, page):
    own_data(home, small_county())
    sound(opened(page, as_of="1999-01-01"))


@pytest.mark.parametrize("page", ["review/overview", "review/clues"])
def test_a_county_all_of_whose_clues_are_pending_has_no_rate_and_no_verdict(home, page):
    clues = [
        row("clues", clue_id=f"C{n}", inspection_id="13-01-1", transferred_on=date(2022, 3, 1), outcome="pending",
            subject_level="general")
        for n in range(40)
    ]
    own_data(home, small_county() | {"clues": clues})
    at = opened(page)
    sound(at)
    rate = next(metric for metric in at.metric if metric.label == "问题线索查实率")
    assert rate.value == "—" and not rate.delta


ADDRESSES = {
    "an unknown organisation": {"org": "NOPE"},
    "a term that is a word": {"term": "abc"},
    "a term there never was": {"term": "99"},
    "a day that is none": {"as_of": "2025-13-45"},
    "a tab there is not": {"tab": "zzz"},
    "a mark there is not": {"pick": "nowhere?x=1"},
    "a language nobody speaks": {"lang": "xx"},
    "a class there is not": {"class": "palace,<script>alert(1)</script>"},
    "a version that is not kept": {"version": "999"},
    "a version that is a word": {"version": "last"},
    "a round of nowhere": {"round": "'; drop table clues; --"},
    "a period the wrong way round": {"from": "2025-01-01", "to": "2020-01-01"},
    "ten thousand characters": {"sector": "甲" * 10_000},
    "weights of nothing": {"weights": "0-0-0"},
    "weights of words": {"weights": "a-b-c"},
}


@pytest.mark.parametrize("what", ADDRESSES)
def test_an_address_that_means_nothing_opens_a_page_all_the_same(demo, what):
    sound(opened("review/organisation" if "organisation" in what else "review/ranking", **ADDRESSES[what]))
