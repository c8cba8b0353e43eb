"""Under filters that leave nothing to draw there stands a sentence, never axes without a mark."""

import json

import pytest

from inspection.charts.marks import has_marks
from inspection.charts.template import figure
from inspection.ui.screens import clues, rectification
from tests.ui.dashboard import fault, opened, words

NARROW = {"class": "village", "from": "2024-03-01", "to": "2024-03-20"}
"""Twenty days in which no village of the demonstration was inspected."""


@pytest.mark.parametrize(
    "trace, drawn",
    [
        ({"type": "bar", "x": [1, 2], "y": ["a", "b"]}, True),
        ({"type": "bar", "x": [None, 2], "y": ["a", None]}, False),
        ({"type": "bar", "x": [], "y": []}, False),
        ({"type": "scatter", "x": [float("nan")], "y": [1]}, False),
        ({"type": "heatmap", "x": ["a"], "y": ["b"], "z": [[None]]}, False),
        ({"type": "heatmap", "x": ["a"], "y": ["b"], "z": [[0.0]]}, True),
        ({"type": "box", "y": [1, 2, 3]}, True),
    ],
)
def test_a_drawing_is_one_where_something_stands_on_it(trace, drawn):
    assert has_marks(figure(trace)) is drawn


@pytest.mark.parametrize("page, tabs", [("review/clues", clues.TABS), ("review/rectification", rectification.TABS)])
def test_twenty_days_without_anything_leave_no_axes_behind(demo, page, tabs):
    for tab in tabs:
        at = opened(page, tab=tab, **NARROW)
        assert not fault(at), (tab, fault(at))
        for chart in at.get("plotly_chart"):
            made = json.loads(chart.proto.spec)
            assert any((trace.get("x") and trace.get("y")) or trace.get("z") for trace in made["data"]), (tab, chart.proto.id)
        assert "所选范围内没有记录" in words(at), tab
