"""What a chart's title may claim, with the least there can be."""

from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pandas as pd
import pytest

from inspection.charts.clues import verification_by_year
from inspection.charts.coverage import by_class, pace
from inspection.charts.rectification import overdue_by_organisation
from inspection.charts.template import GROUND, PRESENT
from inspection.indicators import TableColumn
from inspection.reading.years import year_finding
from inspection.ui.pieces import address
from inspection.ui.pieces.grids import _on_paper, _ways
from inspection.ui.pieces.plain import linked, plain
from tests.ui.dashboard import fault, opened


def _years(*rows: tuple) -> pd.DataFrame:
    """(year, verified, concluded, pending, partial, immature) as the table clue_years returns them."""
    made = []
    for year, verified, concluded, pending, partial, immature in rows:
        whole = concluded + pending
        made.append(
            {
                "year": year,
                "transferred": whole,
                "concluded": concluded,
                "substantiated": verified,
                "pending": pending,
                "young": 0,
                "rate": verified / concluded if concluded else None,
                "low_bound": verified / whole if whole else None,
                "high_bound": (verified + pending) / whole if whole else None,
                "within_year_verified": verified,
                "within_year_of": concluded,
                "within_year_pending": pending,
                "within_year_rate": verified / concluded if concluded else None,
                "is_partial": partial,
                "is_immature": immature,
                "is_break": False,
            }
        )
    return pd.DataFrame(made)


def test_the_title_compares_the_last_two_years_that_can_be_compared():
    settled = [(2021, 20, 100, 0, False, False), (2022, 60, 100, 0, False, False), (2023, 62, 100, 1, False, False)]
    young = (2024, 9, 10, 40, False, True)
    assert year_finding(_years(*settled[:2], young), "zh") == "2022年移交线索查实率 60.0%，较上年升 40.0 个百分点"
    words = "2023年移交线索查实率 62.0%，较上年变化不显著；"
    words += "2021–2023年总体上升（20.0%→62.0%，每年约 +21.0 个百分点，趋势检验 p<0.001）"
    assert year_finding(_years(*settled, young), "zh") == words
    assert year_finding(_years(young), "zh") == "移交的线索，历年查实了多少？"
    assert year_finding(_years(settled[0], settled[2]), "zh") == "移交的线索，历年查实了多少？"  # 2022 is missing


def test_a_year_that_may_still_change_is_a_ring_and_one_that_will_not_is_solid():
    frame = _years((2022, 5, 10, 0, False, False), (2023, 1, 4, 6, False, True), (2024, 0, 0, 3, True, True))
    _, figure = verification_by_year(frame, lang="zh")
    solid, ring = figure.data[0], figure.data[1]
    assert list(solid.x) == [0] and solid.marker.color == PRESENT
    assert list(ring.x) == [1, 2] and ring.marker.color == GROUND and ring.mode == "markers"
    assert all("未结" in figure.layout.xaxis.ticktext[at] for at in (1, 2))


def test_figures_hold_with_the_least_there_can_be():
    curve = pd.DataFrame(
        {
            "term_no": [13],
            "org_class": [None],
            "on_day": [pd.Timestamp("2021-07-01")],
            "covered": [0],
            "in_scope": [1],
            "share": [0.0],
            "planned_share": [None],
        }
    )
    assert pace(curve, lang="zh", term_no=13, names={})[0] == "全覆盖率 0.0%"
    classes = pd.DataFrame(
        {
            "term_no": [13],
            "org_class": [None],
            "covered": [0],
            "in_scope": [1],
            "remaining": [1],
            "share": [0.0],
            "planned_share": [None],
            "short_of_plan": [None],
        }
    )
    assert by_class(classes, lang="zh")[0] == "应巡 1 个党组织，还有 1 个未巡"
    nobody = pd.DataFrame(columns=["finding_id", "org_id", "org_name", "category", "due_on", "days_overdue"])
    assert overdue_by_organisation(nobody, lang="zh")[0] == "没有逾期未完成的问题"


def test_chosen_classes_are_added_up_where_no_row_pools_all():
    rows = [(13, "township", 1, 2, 1), (13, "village", 3, 6, 3)]
    frame = pd.DataFrame(rows, columns=["term_no", "org_class", "covered", "in_scope", "remaining"])
    frame = frame.assign(on_day=pd.Timestamp("2022-07-01"), share=0.5, planned_share=0.25, short_of_plan=0)
    assert pace(frame, lang="zh", term_no=13, names={})[0] == "全覆盖率 50.0%，快于匀速计划 25.0 个百分点"
    assert by_class(frame, lang="zh")[0] == "应巡 8 个党组织，还有 4 个未巡"


def test_names_of_the_ledgers_are_drawn_and_not_read_as_markup():
    columns = ["finding_id", "org_id", "org_name", "category", "due_on", "days_overdue"]
    one = pd.DataFrame([["F1", "A", "<b>县某局</b>&", "four-1", pd.Timestamp("2025-09-25"), 5]], columns=columns)
    _, figure = overdue_by_organisation(one, lang="zh")
    assert list(figure.layout.yaxis.ticktext) == ["&lt;b>县某局&lt;/b>&"]
    assert figure.data[0].customdata[0].startswith("&lt;b>县某局&lt;/b>&")


def test_a_number_of_the_ledgers_does_not_end_the_link_it_is_in():
    org = "T1)[here](https://elsewhere.example)\\"
    cell = linked("[某镇](https://elsewhere.example)", address.link("organisation", (), org=org))
    label, _, way = cell.rpartition("](")
    assert label == "[" + plain("[某镇](https://elsewhere.example)")
    assert way.endswith(")") and not set(way[:-1]) & set("()\\ ")
    assert parse_qs(urlsplit(way[:-1]).query)["org"] == [org]


def test_a_number_of_the_ledgers_leads_nowhere_else_from_a_table_as_text():
    org, name = 'T1" onclick="x)[here](https://elsewhere.example)\\', "[某镇](https://elsewhere.example)<b>"
    shown = pd.DataFrame({"org_id": [org], "org_name": [name]})
    columns = [TableColumn("org_name", "党组织", "organisation", "text", None)]
    words = {"org_name": shown["org_name"]}
    table = ElementTree.fromstring(_on_paper(columns, words, "zh", _ways(shown, words, ()), shown))
    (link,) = table.iter("a")
    assert link.text == name and set(link.attrib) == {"href", "target"}
    assert parse_qs(urlsplit(link.get("href")).query)["org"] == [org]


@pytest.mark.long
def test_a_first_start_without_data_makes_the_demonstration_county(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "not yet there"))
    at = opened("review/overview")
    assert not fault(at)
    assert at.metric and (tmp_path / "not yet there" / "demo" / "versions" / "current").exists()
