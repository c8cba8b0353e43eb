"""What a place says it is of, where that is not what the header says."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.indicators import indicator, table_definition
from inspection.reading.scope import own_scope
from inspection.reading.view import Term, View

TERMS = (Term(13, "第十三届", date(2016, 7, 1), date(2021, 6, 30)), Term(14, "第十四届", date(2021, 7, 1), None))
TERM = View("zh", date(2025, 9, 30), TERMS, 14)
PERIOD = replace(TERM, from_date=date(2022, 1, 1), to_date=date(2022, 12, 31))
ROUND = replace(TERM, rounds=("14-01",))
VILLAGES = replace(TERM, classes=("village",))


@pytest.mark.parametrize(
    "headed, read, of, said",
    [
        (TERM, TERM, indicator("clues"), ""),
        (TERM, TERM.all_terms(), indicator("clues"), "此处范围：各届"),
        (TERM, TERM, indicator("talent_in_pool"), "此处范围：各届"),
        (ROUND, ROUND.all_terms(), indicator("clues"), ""),
        (ROUND, ROUND.all_years(), indicator("clues"), "此处范围：各届、各轮合计"),
        (ROUND, ROUND, indicator("coverage_rate"), "此处范围：各轮合计"),
        (PERIOD, PERIOD, indicator("clues"), ""),
        (PERIOD, PERIOD.all_terms(), indicator("clues"), ""),
        (PERIOD, PERIOD.all_years(), indicator("clues"), "此处范围：不限时段"),
        (PERIOD, PERIOD, indicator("coverage_rate"), "此处范围：第十四届整届"),
        (PERIOD, PERIOD, table_definition("coverage_by_class"), "此处范围：第十四届整届"),
        (PERIOD, PERIOD, table_definition("clue_ageing"), ""),
        (VILLAGES, VILLAGES, indicator("clues"), ""),
        (VILLAGES, VILLAGES, indicator("person_times_trained"), "此处范围：全县"),
        (VILLAGES, VILLAGES.whole(), None, "此处范围：各届、全县"),
        (VILLAGES, VILLAGES.all_terms(), table_definition("talent_flow"), "此处范围：各届、全县"),
    ],
)
def test_what_of_the_header_is_not_obeyed_is_said_and_nothing_where_all_is(headed, read, of, said):
    assert own_scope(headed, read, of) == said


def test_the_scope_is_said_in_the_language_of_the_page():
    english = replace(ROUND, lang="en")
    assert own_scope(english, english.all_years(), indicator("clues")) == "Here: all terms, all rounds"
