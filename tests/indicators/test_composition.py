"""What is put around an indicator's statement: grouping, filters, periods, terms, and the rows behind a figure."""

from datetime import date

import duckdb
import pandas as pd
import pytest

from inspection.indicators import Unknown, evaluate, indicators, read_table, rows, tables
from inspection.warehouse import table_mart

DAY = date(2025, 9, 30)
GIVEN = {
    "terms": [
        {"term_no": 13, "name": "第十三届", "started_on": "2016-06-01", "ended_on": "2021-06-30", "planned_years": 5},
        {"term_no": 14, "name": "第十四届", "started_on": "2021-06-30", "planned_years": 5},
    ],
    "rounds": [{"round_id": "R1", "term_no": 13, "name": "第一轮"}, {"round_id": "R2", "term_no": 14, "name": "第二轮"}],
    "organisations": [
        {"org_id": "T1", "name": "一镇", "org_class": "township", "in_scope_from": "2016-01-01"},
        {"org_id": "V1", "name": "一村", "org_class": "village", "parent_id": "T1", "in_scope_from": "2016-01-01"},
    ],
    "inspections": [
        {"inspection_id": "I1", "round_id": "R1", "org_id": "T1", "team": "一组", "kind": "routine",
         "counts_toward_coverage": True, "onsite_start": "2017-03-01"},
        {"inspection_id": "I2", "round_id": "R2", "org_id": "V1", "team": "村组", "kind": "village",
         "counts_toward_coverage": True, "onsite_start": "2022-03-01"},
    ],
    "clues": [
        {"clue_id": 1, "inspection_id": "I1", "transferred_on": "2017-12-31", "outcome": "substantiated",
         "concluded_on": "2018-05-01", "handler": "一室", "subject_level": "general"},
        {"clue_id": 2, "inspection_id": "I2", "transferred_on": "2022-01-01", "outcome": "pending",
         "handler": None, "subject_level": "village_cadre"},
        {"clue_id": 3, "inspection_id": "I2", "transferred_on": "2022-06-30", "outcome": "unsubstantiated",
         "concluded_on": "2022-09-01", "handler": "一室", "subject_level": "general"},
    ],
    "recoveries": [
        {"recovery_id": "a", "org_id": "T1", "recovered_on": "2021-06-29", "amount_wan": "1.5"},
        {"recovery_id": "b", "org_id": "T1", "recovered_on": "2021-06-30", "amount_wan": "0.25"},
        {"recovery_id": "c", "org_id": "T1", "recovered_on": "2016-05-31", "amount_wan": "9"},
        {"recovery_id": "d", "org_id": "T1", "inspection_id": "I1", "recovered_on": "2023-01-01", "amount_wan": "4"},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def mart():
    mart = table_mart(GIVEN, DAY)
    yield mart
    mart.close()


def groups(frame, *columns):
    return [
        tuple(None if pd.isna(v) else v for v in row) for row in frame[list(columns)].itertuples(index=False, name=None)
    ]


def test_a_group_is_named_as_asked_and_an_empty_one_is_kept_last(mart):
    frame = evaluate(mart, "clue_verification_rate", by=("handler",))
    assert groups(frame, "handler", "numerator", "denominator", "pending") == [("一室", 1, 2, 0), (None, 0, 0, 1)]


@pytest.mark.parametrize(
    "by, expected",
    [
        ("year", [2017, 2022]),
        ("quarter", ["2017-Q4", "2022-Q1", "2022-Q2"]),
        ("month", ["2017-12", "2022-01", "2022-06"]),
        ("term", [13, 14]),
        ("round", ["R1", "R2"]),
        ("org", ["T1", "V1"]),
        ("org_class", ["township", "village"]),
        ("sector", [None]),
        ("parent", ["T1", None]),
        ("team", ["一组", "村组"]),
        ("kind", ["routine", "village"]),
        ("subject_level", ["general", "village_cadre"]),
    ],
)
def test_every_dimension_has_its_own_spelling(mart, by, expected):
    assert [g[0] for g in groups(evaluate(mart, "clues", by=(by,)), by)] == expected


def test_without_a_dimension_there_is_one_row_even_over_nothing(mart):
    frame = evaluate(mart, "clue_verification_rate", where={"year": [1999]})
    assert groups(frame, "numerator", "denominator", "pending", "value", "low") == [(0, 0, 0, None, None)]


def test_a_count_has_no_denominator_and_its_value_is_its_numerator(mart):
    frame = evaluate(mart, "clues")
    assert groups(frame, "numerator", "denominator", "pending", "value", "low", "high") == [(3, None, 0, 3, None, None)]


def test_where_every_one_is_counted_a_rate_has_no_interval(mart):
    frame = evaluate(mart, "coverage_rate")
    assert groups(frame, "numerator", "denominator", "value", "low", "high") == [(1, 2, 0.5, None, None)]
    assert frame["settled_low"].isna().all() and evaluate(mart, "clue_conclusion_rate")["low"].notna().all()


def test_a_period_bounds_the_own_date_with_both_ends_in(mart):
    kept = evaluate(mart, "clues", from_date=date(2017, 12, 31), to_date=date(2022, 1, 1))
    assert kept["numerator"].tolist() == [2]


def test_what_has_no_round_stands_in_the_term_running_on_its_date_and_a_shared_day_in_the_later_one(mart):
    frame = evaluate(mart, "recovered_wan", by=("term",))
    assert groups(frame, "term", "numerator") == [(13, 5.5), (14, 0.25), (None, 9.0)]


def test_filters_take_several_values_and_the_empty_group(mart):
    assert evaluate(mart, "clues", where={"handler": ["一室", None]})["numerator"].tolist() == [3]
    assert evaluate(mart, "clues", where={"handler": [None]})["numerator"].tolist() == [1]
    assert evaluate(mart, "clues", where={"org_class": ["village"], "year": ["2022"]})["numerator"].tolist() == [2]


def test_a_filter_value_is_bound_and_never_becomes_sql(mart):
    assert evaluate(mart, "clues", where={"handler": ["' or 1=1 --"]})["numerator"].tolist() == [0]


def test_coverage_without_a_term_is_of_the_term_running(mart):
    assert groups(evaluate(mart, "coverage_rate", by=("org_class",)), "org_class", "numerator", "denominator") == [
        ("township", 0, 1),
        ("village", 1, 1),
    ]
    assert evaluate(mart, "coverage_rate", where={"term": [13]})["numerator"].tolist() == [1]
    assert evaluate(mart, "coverage_rate", as_of=date(2020, 1, 1))["numerator"].tolist() == [1]


@pytest.mark.parametrize("by", ["year", "round", "month", "quarter", "team"])
def test_coverage_has_no_date_and_no_round(mart, by):
    with pytest.raises(Unknown, match=by):
        evaluate(mart, "coverage_rate", by=(by,))


def test_an_unknown_name_is_refused_with_the_nearest(mart):
    with pytest.raises(Unknown) as refused:
        evaluate(mart, "clue_verification_rat")
    assert "clue_verification_rate" in refused.value.nearest
    with pytest.raises(Unknown) as refused:
        evaluate(mart, "clues", by=("org_clas",))
    assert refused.value.nearest[0] == "org_class"
    with pytest.raises(Unknown):
        evaluate(mart, "clues", where={"outcome; drop table clues": ["x"]})


def test_the_rows_behind_a_figure_are_as_many_as_it_counts(mart):
    for part, expected in ((None, 3), ("numerator", 1), ("denominator", 2), ("pending", 1)):
        assert len(rows(mart, "clue_verification_rate", part=part)) == expected
    pending = rows(mart, "clue_verification_rate", part="pending", where={"year": [2022]})
    assert groups(pending, "org_name", "clue_id", "outcome") == [("一村", 2, "pending")]


def test_the_rows_behind_every_indicator_add_up_to_it_on_every_ledger(mart):
    for id, definition in indicators().items():
        whole = evaluate(mart, id)
        behind = rows(mart, id)
        if not definition.shape.distinct:
            assert float(behind["numerator"].astype(float).sum()) == float(whole["numerator"].iloc[0]), id


@pytest.mark.parametrize("id", indicators())
def test_an_indicator_can_be_cut_by_each_of_its_dimensions(mart, id):
    whole = evaluate(mart, id)["numerator"].astype(float).iloc[0]
    for dimension in indicators()[id].dimensions:
        if indicators()[id].shape.grain == "term" and dimension == "term":
            continue
        parts = evaluate(mart, id, by=(dimension,))["numerator"].astype(float).sum()
        assert parts >= whole if indicators()[id].shape.distinct else parts == whole, dimension


@pytest.mark.parametrize("id", tables())
def test_a_table_can_be_narrowed_and_has_the_columns_it_declares(mart, id):
    for where in ({}, {"org_class": ["village"]}, {"term": [14]}, {"round": ["R2"], "kind": ["village"]}):
        if set(where) <= set(tables()[id].filters):
            frame = read_table(mart, id, where=where)
            assert list(frame.columns) == [c.name for c in tables()[id].columns]
        else:
            with pytest.raises(Unknown):
                read_table(mart, id, where=where)


def test_no_statement_of_ours_reads_a_table_that_a_mart_does_not_have(mart):
    with pytest.raises(duckdb.Error):
        mart.query("select description from findings")
