"""What the figures of re-inspections draw is what their tables hold: parts of all, what is old, and the rows of each part."""

import pandas as pd

from inspection.charts.reinspections import found_again, promises_kept
from inspection.reading.reinspections import OUTCOMES


def split() -> pd.DataFrame:
    lines = [("county", "R2", 3, 1, 4, 2), ("village", "R1", 0, 5, 5, 0), ("county", "R1", 0, 0, 0, 0)]
    frame = pd.DataFrame(lines, columns=["org_class", "round_id", *OUTCOMES])
    return frame.assign(findings=frame[list(OUTCOMES)].sum(axis=1))


def test_each_part_is_its_share_of_what_was_found_with_its_number_and_its_own_rows():
    title, made = found_again(split(), lang="zh", by="org_class")
    assert [list(bar.x) for bar in made.data] == [[0.3, 0], [0.1, 0.5], [0.4, 0.5], [0.2, 0]]
    assert [list(bar.customdata) for bar in made.data] == [[3, 0], [1, 5], [4, 5], [2, 0]]
    assert [note.text for note in made.layout.annotations] == ["老问题 4/8", "老问题 5/10"]
    assert "还看不出：改后反弹 3 个、未改 6 个、新问题 9 个" in title and title.endswith("另有 2 个没有记载；数量少，只作个案看")
    assert made.layout.meta["picks"][1] == [
        "?kind=reinspection&reinspection_outcome=not_rectified&org_class=county",
        "?kind=reinspection&reinspection_outcome=not_rectified&org_class=village",
    ]
    assert made.layout.meta["picks"][3][0] == "?kind=reinspection&reinspection_outcome=&org_class=county"


def test_rounds_bear_their_names_and_open_their_own_findings():
    title, made = found_again(split(), lang="zh", by="round_id", names={"R1": "第一轮", "R2": "第<二>轮"})
    assert list(made.layout.yaxis.ticktext) == ["第&lt;二>轮", "第一轮"]
    assert made.layout.meta["picks"][0][0] == "?kind=reinspection&reinspection_outcome=reopened&round=R2"
    assert title == "各轮“回头看”发现的，老问题多少、新问题多少"


def test_what_was_reported_done_and_what_was_closed_off_stand_in_a_row_each_by_class():
    lines = [
        ("township", True, True, True, "reopened"),
        ("township", True, False, False, None),
        ("village", True, False, False, None),
        ("village", False, False, True, "not_rectified"),
    ]
    frame = pd.DataFrame(lines, columns=["org_class", "reported_done", "closed_off", "found_again", "found_as"])
    title, made = promises_kept(frame, lang="en")
    held, again = made.data
    assert (list(held.customdata), list(again.customdata)) == ([1, 0, 1], [1, 1, 0])
    assert [note.text for note in made.layout.annotations] == ["again 1/2", "again 1/1", "again 0/1"]
    assert "3 had been reported done; at least 1 did not hold" in title
