"""Whatever a test here draws, plotly checks: pages do not wait for it."""

import json

import plotly.graph_objects as go
import plotly.io as pio
import pytest

from inspection.charts import template


@pytest.fixture(autouse=True)
def checked_by_plotly(monkeypatch):
    made, told = template.Finished.__init__, template.Finished.told

    def strict(self, *given, **options):
        made(self, *given, **options)
        if options.pop("_validate", True) is False:
            assert as_sent(go.Figure.to_dict(self)) == as_sent(go.Figure(*given, **options).to_dict())

    def strictly(whole):
        assert as_sent(whole) == as_sent(go.Figure(whole).to_dict())  # raises ValueError for what it does not know
        return told(whole)

    monkeypatch.setattr(template.Finished, "__init__", strict)
    monkeypatch.setattr(template.Finished, "told", strictly)


def as_sent(figure: dict) -> dict:
    return json.loads(pio.to_json(figure, validate=False))
