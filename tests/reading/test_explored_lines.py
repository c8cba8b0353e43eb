"""What stands below and beside the groups of the explorer: small ledgers in, sums, shares, the rest and verdicts out."""

from dataclasses import replace

import pytest

from inspection.indicators import indicators
from inspection.reading import explored_rows, statements
from inspection.reading.asked import Asked, able, adds_up, beside, lacking, parsed, sortable
from inspection.reading.changes import change, change_words
from inspection.reading.explored import scope_words, title
from inspection.reading.explored_lines import lines
from inspection.reading.explored_sides import bounds_of, in_part
from inspection.reading.explored_table import column_words, columns, crossed, notes, sides_words, told
from inspection.reading.years import own_years, with_verdicts
from inspection.text import say
from tests.reading.county import COUNTY
from tests.reading.test_years import CLUES
from tests.small import set_to, view_of
from tests.small import source as office_of

OFFICE = office_of(**COUNTY)
VIEW = view_of(OFFICE)
COUNT, RATE = ("indicator", "findings"), ("indicator", "completion_rate")


def rows(asked: Asked, *names: str) -> list[tuple]:
    return list(told(VIEW, OFFICE, asked)[list(names)].itertuples(index=False, name=None))


def test_groups_come_to_their_sums_below_them_and_to_the_whole_at_the_end():
    found = rows(Asked(COUNT, ("org_class", "year"), totals=True), "org_class", "year", "value", "level")
    leaves, whole = [v for *_, v, level in found if level == 2], found[-1]
    assert whole[:2] == (say("explore.total", "zh"), "") and whole[2] == sum(leaves)
    for group in {first for first, _, _, level in found if level == 2}:
        parts = [v for first, _, v, level in found if first == group and level == 2]
        sums = [v for first, second, v, level in found if first == group and second == say("explore.subtotal", "zh")]
        assert sums == ([sum(parts)] if len(parts) > 1 else [])


def test_a_sum_of_rates_is_the_rate_of_the_sums_and_says_so():
    asked = Asked(RATE, ("org_class",), totals=True)
    *groups, (_, value, n, of) = rows(asked, "org_class", "value", "numerator", "denominator")
    assert (n, of) == (sum(g[2] for g in groups), sum(g[3] for g in groups)) and value == pytest.approx(n / of)
    assert notes(VIEW, asked) == (say("explore.sums_of_rate", "zh"),)


def test_a_persons_two_groups_are_one_person_together_and_no_shares():
    asked = Asked(("indicator", "organisations_inspected"), ("round",), totals=True, share="all")
    *groups, (_, total) = rows(asked, "round", "value")
    assert total < sum(value for _, value in groups)
    assert notes(VIEW, asked) == (say("explore.no_share", "zh"), say("explore.sums_anew", "zh"))
    assert "share" not in [c.name for c in columns(VIEW, OFFICE, asked, cross=False)]


@pytest.mark.parametrize("share, base", [("all", 0), ("group", 1)])
def test_shares_are_of_everything_or_of_the_own_group(share, base):
    found = lines(VIEW, OFFICE, Asked(COUNT, ("org_class", "year"), totals=True, share=share))
    cells = found[["org_class", "year", "level", "value", "share"]].itertuples(index=False, name=None)
    at = {(first, second)[:level]: (value, part) for first, second, level, value, part in cells}
    for key, (value, part) in at.items():
        if len(key) >= base:
            whole = at[key[:base]][0] if key[:base] in at else sum(v for k, (v, _) in at.items() if k[:1] == key[:1])
            assert part == pytest.approx(value / whole)


def test_a_rate_a_mean_and_a_middle_have_no_shares():
    assert not adds_up(Asked(RATE))
    measures = ("count", "sum", "mean", "median", "distinct")
    assert [m for m in measures if adds_up(Asked(("ledger", "inspections"), (), m, "talks"))] == ["count", "sum"]


def test_the_rest_is_named_by_how_many_it_is_and_stands_for_their_things_together():
    every = rows(Asked(COUNT, ("org",), sort="-value"), "org", "value")
    assert len(every) == 4
    found = rows(Asked(COUNT, ("org",), top=2), "org", "value")
    assert found == [*every[:2], ("其余 2 家", sum(value for _, value in every[2:]))]
    assert rows(Asked(COUNT, ("year",), top=1), "year", "value")[-1][0] == "其余 1 项"
    assert rows(Asked(COUNT, ("org",), top=4), "org", "value") == every


def test_rows_stand_in_the_order_of_any_column_and_the_missing_last():
    for sort, largest in (("-denominator", True), ("pending", False)):
        name = sort.removeprefix("-")
        values = [value for (value,) in rows(Asked(RATE, ("org",), sort=sort), name)]
        assert values == sorted(values, reverse=largest)
    names = rows(Asked(RATE, ("org_class",), sort="-org_class"), "org_class")
    assert names == rows(Asked(RATE, ("org_class",)), "org_class")[::-1]


def test_indicators_side_by_side_are_what_each_is_alone_and_one_that_lacks_a_grouping_is_left_out_and_said():
    asked = Asked(RATE, ("org_class",), also=("findings", "clue_conclusion_rate"), totals=True)
    found = told(VIEW, OFFICE, asked)
    for at, id in enumerate(("completion_rate", *asked.also)):
        alone = told(VIEW, OFFICE, Asked(("indicator", id), ("org_class",), totals=True))
        both = dict(zip(found["org_class"], found["value" + (f"_{at}" if at else "")], strict=True))
        for word, value in zip(alone["org_class"], alone["value"], strict=True):
            assert both[word] == value or (both[word] != both[word] and value != value)
    by_round = replace(asked, by=("round",), also=("coverage_rate", "findings"))
    assert lacking(by_round, "coverage_rate") == ("round",) and beside(by_round) == ("findings",)
    said = say("explore.lacks", "zh", title=indicators()["coverage_rate"].title("zh"), names=say("breakdown.by_round", "zh"))
    assert said in notes(VIEW, by_round) and indicators()["coverage_rate"].title("zh") not in title(VIEW, by_round)


def test_a_cross_table_has_its_sums_beside_and_below():
    asked = Asked(COUNT, ("org_class", "year"), totals=True)
    found = crossed(VIEW, OFFICE, asked)
    numbers = found.drop(columns="org_class").fillna(0)
    cells = numbers.iloc[:-1].drop(columns="cross_total")
    assert numbers["cross_total"].tolist()[:-1] == cells.sum(axis=1).tolist()
    assert numbers.iloc[-1].tolist() == [*cells.sum().tolist(), cells.sum().sum()]


def test_two_years_have_the_verdict_of_the_page_of_clues():
    for chosen in (set_to(), set_to(base__break_year=2023)):
        office = office_of(**COUNTY | {"clues": CLUES}, set=chosen)
        view, seen = view_of(office), []
        own, table = own_years(view, office), with_verdicts(view, office)
        for at, year in list(enumerate(own["year"].tolist()))[1:]:
            if year - own["year"].iloc[at - 1] != 1 or not own["concluded"].iloc[at]:
                continue
            asked = Asked(("indicator", "clue_verification_rate"), (), against=("year", str(year - 1), str(year)))
            (row,) = told(view, office, asked).to_dict("records")
            assert row["verdict"] == table["verdict"].iloc[at], (year, row)
            seen.append(row["verdict"])
        assert len({*seen}) == 4, seen


def test_two_terms_have_the_verdict_of_the_cards():
    seen = 0
    for id, definition in indicators().items():
        if not definition.rate or definition.census or "term" not in definition.dimensions:
            continue
        asked = Asked(("indicator", id), (), against=("term", "13", "14"))
        (row,) = told(VIEW, OFFICE, asked).to_dict("records")
        expected = change_words(VIEW, definition, change(VIEW, OFFICE, id))[0]
        if expected:
            seen += 1
            assert row["verdict"] == expected, id
    assert seen > 5


def test_a_period_that_is_covered_in_part_is_not_compared():
    assert in_part(VIEW, "year", "2025") and not in_part(VIEW, "year", "2024") and in_part(VIEW, "found_on@month", "2025-10")
    assert [day.isoformat() for day in bounds_of(VIEW, "quarter", "2024-Q4")] == ["2024-10-01", "2024-12-31"]
    (row,) = told(VIEW, OFFICE, Asked(COUNT, (), against=("year", "2024", "2025"))).to_dict("records")
    assert row["verdict"] == say("pages.verdict_partial", "zh") and row["difference"] is None


def test_a_count_of_two_periods_has_a_difference_and_no_verdict():
    asked = Asked(COUNT, (), against=("year", "2017", "2022"))
    (row,) = told(VIEW, OFFICE, asked).to_dict("records")
    assert row["difference"] == row["value"] - row["before"] and row["verdict"] == ""
    assert "verdict" not in [c.name for c in columns(VIEW, OFFICE, asked, cross=False)]
    assert sides_words(VIEW, OFFICE, asked, None) == (say("explore.compared_periods", "zh", before="2017 年", now="2022 年"),)


def test_every_column_that_is_headed_is_there_and_every_order_has_a_word():
    for asked in (
        Asked(RATE, ("org_class", "year", "sector"), also=("findings",), totals=True),
        Asked(RATE, ("org_class",), against=("year", "2017", "2022"), also=("findings",), sort="-difference"),
        Asked(COUNT, ("category", "year"), top=5, share="group", totals=True),
        Asked(("ledger", "findings"), ("category",), share="all", totals=True, against=("found_on@year", "2017", "2022")),
        Asked(("ledger", "inspections"), ("kind",), "median", "talks", totals=True),
    ):
        there = set(told(VIEW, OFFICE, asked))
        assert {c.name for c in columns(VIEW, OFFICE, asked, cross=False)} <= there, asked
        assert set(column_words(VIEW, asked)) == set(sortable(asked))
        assert parsed(asked.texts()) == asked


def test_a_question_is_written_whole_into_its_address_also_with_odd_values():
    odd = ("甲|乙;丙", "a=b~c", "50%", "，", "")
    asked = Asked(COUNT, ("team",), keep=(("team", odd),), also=("clues",), totals=True, share="all", top=10, sort="-value_1")
    assert parsed(asked.texts()) == asked
    wrong = {"of": "indicator:findings", "also": "findings,nothing,clues", "top": "7", "share": "most", "sort": "nothing",
             "against": "year:2023~2023"}  # fmt: skip
    assert parsed(wrong) == replace(Asked(COUNT, ()), also=("clues",))
    assert parsed({"of": "ledger:findings", "against": "found_on@year:2023~abcd"}).against == ()
    assert parsed({"of": "indicator:findings", "against": "version:0"}).against == ()


def test_the_rows_behind_a_line_are_as_many_as_it_counts():
    asked = Asked(COUNT, ("org", "year"), top=2, totals=True)
    found = told(VIEW, OFFICE, asked)
    assert (found["rest"] > 0).any()
    for at in range(len(found)):
        (thing,) = explored_rows.narrowed(VIEW, OFFICE, asked, None, at).values()
        assert len(thing.figures(())) == 1 and thing.figures(())[()]["value"] == found["value"].iloc[at]


def test_a_comparison_names_what_it_is_of_and_has_a_statement_for_each_side():
    keep = (("year", ("2017",)), ("org_class", ("village",)))
    asked = Asked(COUNT, ("org_class",), keep=keep, against=("year", "2017", "2022"))
    assert "2017" not in scope_words(VIEW, OFFICE, asked)
    texts = statements.all_as_sql(VIEW, OFFICE, asked)
    assert len(texts) == 2 and "2022" in texts[0] and "2022" not in texts[1].replace(VIEW.as_of.isoformat(), "")


def test_drawings_that_say_nothing_of_the_question_are_not_offered():
    three = Asked(COUNT, ("org_class", "year", "sector"))
    assert not able("bar", three) and able("multiples", three) and not able("heatmap", three)
    beside_it = replace(three, also=("clues",))
    assert able("multiples", replace(beside_it, by=("org_class",))) and not able("bar", beside_it)
    assert able("bar", replace(three, against=("year", "2017", "2022"))) and able("none", replace(three, by=(), also=("clues",)))
    assert not able("line", replace(three, by=("org_class",), against=("year", "2017", "2022")))


@pytest.mark.parametrize("asked", [Asked(COUNT, ("org_class", "year"), totals=True), Asked(RATE, ("org", "year"), top=5)])
def test_the_rows_behind_a_cell_of_a_cross_table_come_to_what_it_says(asked):
    table = crossed(VIEW, OFFICE, asked)
    there = 0
    for row in range(len(table)):
        for column in table.columns[1:]:
            found, value = explored_rows.of_cell(VIEW, OFFICE, asked, row, column), table[column].iloc[row]
            if found is None:
                whole = asked.totals and row == len(table) - 1 and column == "cross_total"
                assert whole or value != value, (row, column)  # no number
                continue
            one, picked = found
            (thing,) = explored_rows.narrowed(VIEW, OFFICE, one, None, picked).values()
            assert thing.figures(())[()]["value"] == value
            told_words = explored_rows.told(VIEW, OFFICE, one, None, picked)
            total = asked.totals and row == len(table) - 1
            assert total or str(table[asked.by[0]].iloc[row]) in told_words
            there += 1
    assert there >= 5


def test_a_name_in_a_cross_table_stands_for_all_of_its_line():
    asked = Asked(COUNT, ("org_class", "year"), totals=True)
    by_name, by_total = (explored_rows.of_cell(VIEW, OFFICE, asked, 0, name) for name in ("org_class", "cross_total"))
    assert by_name == by_total and by_name[0].by == ("org_class",)


def test_what_a_rate_counts_is_named_in_its_own_words_in_the_table_and_where_it_is_ordered():
    asked = Asked(("indicator", "clue_verification_rate"), ("year",))
    heads = {c.name: c.zh for c in columns(VIEW, OFFICE, asked, cross=False)}
    assert (heads["numerator"], heads["denominator"]) == ("已查实", "已办结")
    ordered = column_words(VIEW, asked)
    assert {name: ordered[name] for name in ("numerator", "denominator") if name in ordered}.items() <= heads.items()
