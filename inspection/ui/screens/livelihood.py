"""The pieces of the livelihood page."""

import streamlit as st

from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids

CASE = ("title", "case_kind", "org_name", "occurred_on", "thing", "quantity", "unit", "recovered_wan", "returned_wan")


def cases(view: View, source: Source) -> None:
    grids.show(view, source, "case_list", shown=CASE, heading=False, rows=16)


def notices(view: View, source: Source) -> None:
    breakdowns.years(view, source, "notices", "notice_kind")


def findings(view: View, source: Source) -> None:
    """Findings that touch livelihood, year by year and by kind."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.years(view, source, "livelihood_findings")
    with right:
        breakdowns.by(view, source, "livelihood_findings", "category")


def rules(view: View, source: Source) -> None:
    """Rules made, year by year and by class."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.years(view, source, "rules_made", "rule_kind")
    with right:
        breakdowns.by(view, source, "rules_made", "org_class")


TABS = {"cases": cases, "notices": notices, "livelihood": findings, "rules": rules}
