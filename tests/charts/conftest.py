"""Whatever a test here draws, plotly checks: pages do not wait for it."""

import json

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from inspection.charts import template


@pytest.fixture(autouse=True)
def checked_by_plotly(monkeypatch):
    made = template.Finished.__init__

    def strict(self, *given, **options):
        made(self, *given, **options)
        options.pop("_validate", None)
        read = go.Figure(*given, **options)  # raises ValueError for what it does not know
        assert as_sent(go.Figure.to_dict(self)) == as_sent(read.to_dict())

    monkeypatch.setattr(template.Finished, "__init__", strict)


def as_sent(figure: dict) -> dict:
    return json.loads(pio.to_json(figure, validate=False))
