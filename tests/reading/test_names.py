"""Two organisations of one name stay two: in every list, chart and row, each with the township above it."""

import pytest

from inspection.charts import breakdown, rectification
from inspection.indicators import evaluate, read_table, rows
from inspection.reading import explored, explored_table
from inspection.reading.answers import names
from inspection.reading.asked import Asked
from inspection.warehouse.naming import told_apart
from tests.reading.county import COUNTY
from tests.small import source, view_of

BOTH = ["王庄村党支部（甲镇党委）", "王庄村党支部（乙镇党委）"]
ORGANISATIONS = COUNTY["organisations"].replace("甲村党支部", "王庄村党支部").replace("丁村党支部", "王庄村党支部")
INSPECTIONS = COUNTY["inspections"] + "        BV3 | 14-01 | V3 | 四组 | village | routine | true | 2022-03-01 | 2022-06-01\n"
FINDINGS = COUNTY["findings"] + "".join(
    f"        F9{at} | {one} | four-1 | 学习 | common | 2022-03-10 | deadline | intensive | 2022-09-01 | in_progress | | |\n"
    for at, one in enumerate(["BV1", "BV1", "BV3"])
)


@pytest.fixture(scope="module")
def county():
    changed = {"organisations": ORGANISATIONS, "inspections": INSPECTIONS, "findings": FINDINGS}
    return source(**(COUNTY | changed))


def test_a_name_borne_once_stays_as_it_is_and_equal_ones_carry_their_township(county):
    known = names(county, "org")
    assert [known["V1"], known["V3"], known["V2"]] == [*BOTH, "丙村党支部"]
    assert len(set(known.values())) == len(known)


@pytest.mark.parametrize("table", ["coverage_each", "rectification_by_org", "overdue_findings"])
def test_a_table_tells_them_apart(county, table):
    frame = read_table(county.mart, table, settings=county.settings)
    there = frame[frame["org_id"].isin(["V1", "V3"])]
    assert set(there["org_name"]) == set(BOTH)


def test_the_rows_behind_a_figure_tell_them_apart(county):
    found = rows(county.mart, "findings", where={"org": ("V1", "V3")}, settings=county.settings)
    assert found["org_name"].tolist() == [BOTH[0], BOTH[0], BOTH[1]] and "at_org_id" not in found


def test_each_has_a_row_and_a_bar_of_its_own(county):
    _, made = rectification.overdue_by_organisation(
        read_table(county.mart, "overdue_findings", settings=county.settings), lang="zh"
    )
    assert set(BOTH) <= set(made.layout.yaxis.ticktext)
    counted = evaluate(county.mart, "findings", by=("org",), settings=county.settings)
    _, made = breakdown.ranked(counted, lang="zh", id="findings", dimension="org", names=names(county, "org"))
    labels = [label.replace("<br>", "") for label in made.data[0].y]
    assert len(set(labels)) == len(labels) and set(BOTH) <= set(labels)


def test_the_explorer_answers_each_by_itself(county):
    asked = Asked(source=("indicator", "findings"), by=("org",))
    said = explored_table.told(view_of(county), county, asked)
    values = dict(zip(said["org"], said["value"], strict=True))
    assert [values[name] for name in BOTH] == [2, 1]


def test_the_rows_of_the_ledger_tell_them_apart_in_the_explorer_and_behind_a_figure(county):
    view = view_of(county).whole()
    for source_of in (("ledger", "organisations"), ("indicator", "coverage_rate")):
        found = explored.rows_behind(view, county, Asked(source=source_of), 100)
        there = found[found["org_id"].isin(["V1", "V3"])]
        assert set(there["name"]) == set(BOTH)


@pytest.mark.parametrize(
    "ids, bare, above, told",
    [
        ([1, 2], ["甲", "甲"], ["X", "X"], ["甲（X）（1）", "甲（X）（2）"]),
        ([1, 2, 3], ["甲", "甲", "甲（X）"], ["X", "Y", None], ["甲（X）（1）", "甲（Y）", "甲（X）（3）"]),
        ([1, 2], ["甲", "乙"], ["X", "X"], ["甲", "乙"]),
    ],
)
def test_whatever_names_there_are_no_two_are_alike(ids, bare, above, told):
    assert told_apart(ids, bare, above) == told
