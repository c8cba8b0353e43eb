"""What is asked of a delivery stands beside what it is warned of, and nothing is accepted before it is answered."""

from datetime import date

import pandas as pd
import pytest

from inspection.text import say
from inspection.warehouse import Store
from tests.ui.dashboard import as_read, fault, opened, own_data, row, small_county, words
from tests.ui.test_import import PAGE, accepted, checked, home  # noqa: F401 - the fixture

ROWS = 12


def clues(prefix: str) -> list[tuple]:
    """A dozen clues under keys of that prefix, each with a rule broken that only warns."""
    task = small_county()["inspections"][0][0]
    return [
        row("clues", clue_id=f"{prefix}{n}", inspection_id=task, transferred_on=date(2023, 9, 1),
            subject_level="general", outcome="substantiated", concluded_on=date(2023, 8, 1))
        for n in range(ROWS)
    ]


@pytest.mark.long
def test_a_ledger_under_other_keys_is_asked_about_beside_warnings_and_accepted_once_confirmed(home):  # noqa: F811
    own_data(home, small_county() | {"clues": clues("旧")})
    at = checked(opened(PAGE), {"clues": clues("新")})
    assert not fault(at)
    said = words(at)
    assert "编号整体更换" in said and say("intake.keys_changed_advice", "zh") in said and say("importing.questions", "zh") in said
    assert at.button(key="import_accept").disabled
    accepted(at)
    assert not fault(at) and Store(home).current().number == 2


def test_the_page_of_versions_says_so_in_place_of_what_is_new_and_gone(home):  # noqa: F811
    own_data(home, small_county() | {"clues": clues("旧")})
    own_data(home, small_county() | {"clues": clues("新")})
    at = opened("data/versions")
    assert not fault(at)
    told = "“线索台账”的编号整体更换：原有 12 行，现有 12 行，编号相同的只有 0 行"
    assert [box.value for box in at.warning if told in as_read(box.value)]
    (line,) = [r for frame in at.dataframe for r in frame.value.to_numpy().tolist() if r[0] == "线索台账"]
    assert [pd.isna(cell) for cell in line[3:]] == [True, False, True, False]
