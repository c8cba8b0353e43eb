"""A figure is what plotly would make of it, though plotly is not asked at every page."""

import pickle

import numpy as np
import plotly.graph_objects as go
import pytest

from inspection.charts.marks import has_marks
from inspection.charts.template import Finished, figure

BARS = go.Bar(x=[1, 2], y=[3, 4])


def test_what_plotly_does_not_know_is_noticed_by_the_tests_here():
    with pytest.raises(ValueError, match="Invalid property"):
        figure(BARS, heigth=3)


def test_a_name_that_plotly_would_take_apart_is_noticed_by_the_tests_here():
    with pytest.raises(AssertionError):
        figure(BARS, title_text="标题")


def test_an_array_is_sent_as_plotly_sends_it():
    made = figure(go.Bar(x=np.array([1, 2]), y=np.array([3.5, 4.5])))
    assert made.to_dict()["data"][0]["y"]["dtype"] == "f8"
    assert has_marks(made) and not has_marks(figure(go.Bar(x=np.array([1.0]), y=np.array([np.nan]))))


def test_a_value_that_plotly_does_not_know_is_noticed_by_the_tests_here():
    with pytest.raises(ValueError, match="Invalid value"):
        figure(BARS, hovermode="nearest")


def test_what_is_empty_is_not_written():
    layout = figure(BARS, shapes=[], annotations=(), title=None).to_dict()["layout"]
    assert not {"shapes", "annotations", "title"} & set(layout)


def test_a_figure_told_by_its_dictionary_is_that_figure_kept_and_changed():
    whole = figure(BARS, height=200).to_dict()
    kept = pickle.loads(pickle.dumps(Finished.told(whole)))
    assert kept.to_dict() == whole
    assert (kept.layout.height, list(kept.data[0].y)) == (200, [3, 4])
    changed = go.Figure(kept).update_layout(height=100)
    assert (changed.layout.height, kept.to_dict()["layout"]["height"]) == (100, 200)
