"""The figures of the work summary: what is chosen and said so, what an empty ledger is, and the fields they are for forms."""

from dataclasses import replace
from datetime import date

import pytest

import inspection.papers  # noqa: F401 - registers the summary's names
from inspection.reading import fields
from inspection.reading.field_text import FieldUnknown
from inspection.reading.summary import by_name
from inspection.reading.summary_catalogue import entries
from inspection.text import LANGUAGES, catalogue
from inspection.warehouse import Settings, settings
from tests.small import set_to, source, view_of

YEARS = """
    clue_id | inspection_id | transferred_on | subject_level | outcome | concluded_on
"""


def clues(*years: tuple[int, int, int]) -> str:
    """A ledger of clues: (year, verified, unverified) each."""
    lines, number = [YEARS.strip()], 0
    for year, verified, unverified in years:
        for outcome, n in (("substantiated", verified), ("unsubstantiated", unverified)):
            for _ in range(n):
                number += 1
                lines.append(f"{number} | I1 | {year}-03-01 | general | {outcome} | {year}-05-01")
    return "\n".join(lines)


BASE = {
    "organisations": """
        org_id | name | org_class | village_class | in_scope_from
        C1     | 教育局党组 | county | | 2016-07-01
        V1     | 甲村党支部 | village | poor | 2016-07-01
    """,
    "rounds": """
        round_id | term_no | seq | name | kind | theme | category_scheme | started_on
        R1       | 14      | 1   | 第一轮 | special | 粮食购销 | four | 2022-03-01
        R2       | 14      | 2   | 第二轮 | special | 学校和乡镇卫生院 | four | 2023-03-01
    """,
    "inspections": """
        inspection_id | round_id | org_id | team | team_level | kind | counts_toward_coverage | onsite_start
        I1            | R1       | C1     | 一组 | county | special | true | 2022-03-01
        I2            | R2       | V1     | 一组 | county | special | true | 2023-03-01
    """,
    "findings": """
        finding_id | inspection_id | category | scope | found_on | channel | nature | completion
        F1 | I1 | four-1 | common | 2022-03-05 | drive | intensive | not_started
        F2 | I1 | four-1 | common | 2022-03-05 | drive | intensive | not_started
        F3 | I2 | four-1 | common | 2023-03-05 | drive | intensive | not_started
    """,
}


def told(view=None, **ledgers: str):
    made = source(**(BASE | ledgers))
    return by_name(view or view_of(made), made), made


def test_an_empty_ledger_is_no_data_with_its_name_and_never_nought_and_a_ledger_without_the_thing_is_nought():
    found, made = told(staff_events="event_id | kind | held_on | persons\nE1 | training | 2023-01-01 | 20")
    assert (found["clues"].value, found["clues"].missing) == (None, "无数据（空台账：线索台账）")
    assert found["person_times_trained"].value == 20
    assert (found["stars"].value, found["stars"].missing) == (0, "")
    assert found["special_rules"].value is None and "建章立制" in found["special_rules"].missing
    english = by_name(replace(view_of(made), lang="en"), made)["clues"].missing
    assert english == "no data (empty ledger: clues)"


def test_the_special_round_is_the_one_of_the_preferred_theme_then_the_one_with_most_findings_and_the_definition_says_so():
    found, made = told()
    assert (found["special_year"].value, found["special_findings"].value) == (2023, 1)
    assert any("学校" in said for said in found["special_year"].definition)
    of_2022 = by_name(replace(view_of(made), from_date=date(2022, 1, 1), to_date=date(2022, 12, 31)), made)
    told_of = [of_2022[f"special_{name}"].value for name in ("year", "theme", "findings")]
    assert told_of == [2022, "粮食购销", 2]
    other = told(rounds=BASE["rounds"].replace("学校和乡镇卫生院", "优化营商环境"))[0]
    assert (other["special_year"].value, other["special_findings"].value) == (2022, 2)


@pytest.mark.parametrize(("own", "year"), [
    (("prefers_special", ("粮食",)), 2022), (("choose_special", "R1"), 2022), (("choose_special", "R9"), 2023),
])  # fmt: skip
def test_the_office_prefers_other_words_or_names_the_round_it_means(own, year):
    made = source(set=Settings((*settings().entries, ("summary", *own))), **BASE)
    found = by_name(view_of(made), made)["special_year"]
    said = own[1] if isinstance(own[1], str) else own[1][0]
    assert found.value == year and any(said in words for words in found.definition)


@pytest.mark.parametrize(
    ("years", "asked", "base", "later"),
    [
        (((2018, 1, 9), (2020, 5, 5), (2023, 9, 1)), {"term": None}, (2018, 0.1), (2023, 0.9)),
        (((2018, 1, 9), (2022, 5, 5), (2023, 9, 1)), {"term": 14}, (2022, 0.5), (2023, 0.9)),
        # 2024 has not had its year by 30 September 2025, and 2016 began before the first term
        (((2016, 1, 9), (2023, 5, 5), (2024, 9, 1)), {"term": None}, (None, None), (2023, 0.5)),
        (((2018, 1, 9), (2019, 5, 5)), {"from_date": date(2019, 1, 1), "to_date": date(2019, 12, 31)}, (2018, 0.1), (2019, 0.5)),
    ],
)
def test_the_rates_compared_are_of_whole_years_that_have_had_their_time(years, asked, base, later):
    made = source(**(BASE | {"clues": clues(*years)}))
    found = by_name(replace(view_of(made), **asked), made)
    assert (found["rate_base_year"].value, found["rate_base"].value) == base
    assert (found["rate_later_year"].value, found["rate_later"].value) == later


def test_a_year_before_a_break_of_the_series_is_not_compared():
    made = source(set=set_to(base__break_year=2020), **(BASE | {"clues": clues((2018, 1, 9), (2020, 5, 5), (2023, 9, 1))}))
    found = by_name(replace(view_of(made), term=None), made)
    assert (found["rate_base_year"].value, found["rate_later_year"].value) == (2020, 2023)


def test_filters_other_than_the_period_are_nothing_to_a_summary():
    found, made = told()
    narrowed = by_name(replace(view_of(made), classes=("township",), rounds=("R1",)), made)
    assert narrowed["findings"].value == found["findings"].value == 3


def test_a_figure_of_the_summary_is_a_field_of_forms_within_a_year_or_a_term():
    made = source(**BASE)
    asked = fields.parse("summary.findings year=2022", made)
    assert fields.answer(asked, made, "zh").number == 2
    assert fields.answer(fields.parse("summary.findings term=14", made), made, "zh").words() == "3 个"
    assert fields.answer(fields.parse("summary.clues", made), made, "zh").no_data == "clues"
    assert fields.answer(fields.parse("summary.special_theme", made), made, "en").words() == "学校和乡镇卫生院"
    for wrong in ("summary.finding", "summary.findings kind=special", "summary.findings term=99"):
        with pytest.raises(FieldUnknown):
            fields.answer(fields.parse(wrong, made), made, "zh")


def test_every_figure_has_a_section_with_words_in_both_languages():
    for section in {entry.section for entry in entries()}:
        assert set(catalogue()["summary"][f"section_{section.replace('.', '_')}"]) == set(LANGUAGES)
