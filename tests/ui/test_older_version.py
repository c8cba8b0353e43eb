"""Versions that a program with other ledgers published, on the screen: older ones open, newer ones are refused."""

import pytest

from inspection.warehouse import dictionary
from tests.ui.dashboard import fault, opened, words
from tests.warehouse.other_program import Program


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """What the program as it was before findings had a source left: two versions, 3 and then 5 of 7 findings done."""
    older = Program(tmp_path_factory.mktemp("older")).without(2)
    return older.publish(tmp_path_factory.mktemp("home"), 3, 5)


@pytest.mark.long
@pytest.mark.parametrize(
    "page", ["review/overview", "review/rectification", "explore/explorer", "data/quality", "data/versions"]
)
def test_a_page_of_an_older_version_opens(home, monkeypatch, page):
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    at = opened(page, version="1", lang="en")
    assert not fault(at) and not at.error and "Old version 1 of 2025-09-30; present: 2" in words(at)
    said = "7 findings past the intensive period: 57.1% reported done"
    assert page != "review/rectification" or said in words(at)


def test_a_version_of_a_newer_program_is_refused_and_not_called_damaged(tmp_path, monkeypatch):
    newer = Program(tmp_path / "newer").with_column("cases", "weather", dictionary().schema + 1)
    monkeypatch.setenv("INSPECTION_DATA", str(newer.publish(tmp_path / "home", 3)))
    at = opened("review/overview", lang="en")
    assert not fault(at) and [title.value for title in at.title] == ["The program is too old"]
    assert "made by a newer program" in words(at) and "damaged" not in words(at).replace("nothing is damaged", "")
