"""A dated note stands where a reader meets its figure or its organisation, and below what moved since the last meeting."""

import json
from datetime import date

import pytest

from tests.ui.dashboard import fault, opened, own_data, row, small_county, words

TOLD = {"kind": "instruction", "office": "县委主要领导"}
NOTES = [
    row("notes", note_id="N1", noted_on=date(2025, 1, 5), figure="coverage_rate", words="加快进度", **TOLD),
    row("notes", note_id="N2", noted_on=date(2025, 6, 2), org_id="A", words="*要从制度上*找原因", **TOLD),
    row("notes", note_id="N4", noted_on=date(2025, 6, 3), words="举一反三，" * 40, **TOLD),
    row("notes", note_id="N3", noted_on=date(2025, 10, 1), org_id="A", words="明天才有", **TOLD),
]


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("notes")
    held = row("meetings", meeting_id="M1", kind="secretary", held_on=date(2025, 3, 1))
    own_data(folder, small_county() | {"notes": NOTES, "meetings": [held]})
    return folder


@pytest.fixture(autouse=True)
def here(home, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(home))


def test_the_curve_of_coverage_carries_the_note_on_it_and_its_words_stand_below():
    page = opened("review/coverage")
    assert not fault(page), fault(page)
    assert "① 2025-01-05 县委主要领导批示（全覆盖率）：加快进度" in words(page)
    layouts = [json.loads(chart.proto.spec)["layout"] for chart in page.get("plotly_chart")]
    drawn = [note["text"] for layout in layouts for note in layout.get("annotations", ()) if note.get("name") == "note"]
    assert drawn == ["①"]


def test_the_page_of_an_organisation_carries_what_was_said_of_it_and_nothing_of_tomorrow():
    page = opened("review/organisation", org="A")
    assert not fault(page), fault(page)
    assert "2025-06-02 县委主要领导批示（县某局党组）：*要从制度上*找原因" in words(page)
    assert "明天才有" not in words(page) and "加快进度" not in words(page)


def test_what_was_said_since_the_last_meeting_stands_below_what_moved():
    page = opened("review/overview")
    assert not fault(page), fault(page)
    said = next(c.value for c in page.caption if "其间的批示与备注" in c.value)
    assert "2025" in said and said.count("批示（") == 1
    assert "加快进度" not in said


def test_a_long_instruction_is_cut_with_a_sign_on_top_and_stands_whole_under_what_has_changed():
    page = opened("review/overview")
    page.session_state["since"] = True  # the expander, opened
    page.run()
    assert not fault(page), fault(page)
    above, below = (c.value.replace("\\", "") for c in page.caption if "其间的批示与备注" in c.value)
    cut = next(line for line in above.splitlines() if "2025-06-03" in line)
    assert cut.rstrip().endswith("…") and len(cut.rstrip()) <= 130
    assert "举一反三，" * 40 in below
