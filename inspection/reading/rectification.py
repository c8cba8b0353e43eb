"""Rectification: the findings fed back by state, broken down."""

from collections.abc import Mapping

import pandas as pd

from inspection.reading.answers import Source, names, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels

BREAKDOWNS = {
    "round": "",
    "org": "",
    "category": "category",
    "responsible": "responsible",
    "channel": "disposition_channel",
    "nature": "rectify_nature",
}
"""By what findings can be broken down -> the code list of its values; nothing where they are ids."""


@kept
def broken_down(view: View, source: Source, by: str) -> pd.DataFrame:
    """The rows of rectification_breakdown of one of BREAKDOWNS."""
    return narrowed(tabled(view, source, "rectification_breakdown"), "breakdown", by)


def names_of(view: View, source: Source, by: str) -> Mapping[object, str]:
    """The values of one of BREAKDOWNS in words."""
    return labels(BREAKDOWNS[by], view.lang) if BREAKDOWNS[by] else names(source, by)
