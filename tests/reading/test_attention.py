"""What needs attention: whose alerts a term's are, and who of the last has not explained itself."""

from dataclasses import replace
from datetime import date

import pytest

from inspection.reading.attention import _everything, alerts, alerts_elsewhere, alerts_title
from tests.reading.county import COUNTY
from tests.small import set_to, source, view_of


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY, set=set_to(bottom__last_k=2))


def listed(frame) -> list[tuple]:
    return [(r.level, r.org_name, r.alert, int(r.items)) for r in frame.itertuples(index=False)]


def test_alerts_of_the_term_and_those_of_no_term_stand_with_the_running_one(office):
    assert listed(alerts(view_of(office), office)) == [
        ("red", "水利局党组", "rectification_overdue", 1),
        ("red", "甲镇党委", "rectification_overdue", 1),
        ("red", "村(社区)党组织", "coverage_behind", 1),
        ("yellow", "甲镇党委", "notice_overdue", 1),
        ("yellow", "卫健局党组", "notice_overdue", 1),  # names no inspection, so no term
        ("yellow", "甲镇党委", "bottom_unexplained", 1),
        ("yellow", "财政局党组", "bottom_unexplained", 1),
        ("blue", "县直党组织", "publication_due", 3),
        ("blue", "乡镇党委", "publication_due", 2),
        ("blue", "县直党组织", "publication_due", 2),
        ("blue", "村(社区)党组织", "publication_due", 1),
        ("blue", "财政局党组", "clue_warning", 1),
    ]


def test_of_a_past_term_stand_its_own_alerts_only(office):
    assert listed(alerts(view_of(office, term=13), office)) == [
        ("red", "卫健局党组", "rectification_overdue", 1),
        ("yellow", "教育局党组", "notice_overdue", 1),
    ]


def test_what_other_terms_left_behind_is_counted_and_nothing_twice(office):
    now, past = view_of(office), view_of(office, term=13)
    assert alerts_elsewhere(now, office) == len(alerts(past, office)) == 2
    # whose ranking explains itself is asked of the term looked at, and of no other
    assert alerts_elsewhere(past, office) == len(alerts(now, office)) - 2


def test_the_title_counts_each_level(office):
    assert alerts_title(view_of(office, term=13), office) == "需要关注：红 1、黄 1、蓝 0"


def test_days_of_who_owes_an_explanation_are_since_its_last_ballot(office):
    frame = alerts(view_of(office), office)
    days = frame[frame["alert"] == "bottom_unexplained"].set_index("org_id")["oldest_days"].to_dict()
    assert days == {"T1": 1032, "C3": 298}
    earlier = alerts(view_of(office, as_of=date(2025, 1, 6)), office)
    assert earlier[earlier["alert"] == "bottom_unexplained"].set_index("org_id")["oldest_days"].to_dict() == {
        "T1": 765,
        "C3": 31,
    }


def test_an_alert_of_a_class_is_named_by_the_class_and_one_of_an_organisation_by_itself(office):
    frame = alerts(view_of(office, lang="en"), office)
    of_classes = frame[frame["org_id"].isna()]
    assert dict(zip(of_classes["org_class"], of_classes["org_name"], strict=True)) == {
        "village": "village organisation",
        "county": "county-level organisation",
        "township": "township Party committee",
    }
    assert frame["org_name"].notna().all()


def test_without_a_term_on_the_day_what_is_owing_stands_with_the_alerts_of_none(office):
    """All that is late has a term of its own, and still what is owing has none."""
    ledgers = {name: text for name, text in COUNTY.items() if name not in ("notices", "explanations", "publications")}
    late = source(**ledgers, set=set_to(bottom__last_k=2))
    view = replace(view_of(late), term=None)
    assert listed(alerts(view, late)) == [] and alerts_title(view, late) == ""
    assert alerts_elsewhere(view, late) == alerts_elsewhere(replace(view, lang="en"), late) > 0
    frame = _everything(view, late)
    owing = frame[frame["alert"] == "bottom_unexplained"]
    assert len(owing) and owing["term_no"].isna().all()
    assert frame.loc[frame["alert"] != "bottom_unexplained", "term_no"].notna().all()
