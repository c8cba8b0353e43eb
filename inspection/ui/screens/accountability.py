"""The pieces of the accountability page."""

import streamlit as st

from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids

NOTICE = ("org_name", "notice_kind", "batch", "issued_on", "decided_on", "days", "within_week", "measure", "form")


def forms(view: View, source: Source) -> None:
    """Decisions and persons by form, and by the level of whom they concern."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.beside(view, source, "accountability_decisions", "accountable_persons", "form")
    with right:
        breakdowns.beside(view, source, "accountability_decisions", "accountable_persons", "subject_level")


def decisions(view: View, source: Source) -> None:
    breakdowns.years(view, source, "accountability_decisions", "measure")


def money(view: View, source: Source) -> None:
    breakdowns.years(view, source, "recovered_wan")


def after_notice(view: View, source: Source) -> None:
    """The decisions that followed a notice, one by one."""
    grids.show(view, source, "notice_decisions", shown=NOTICE, heading=False, rows=16)


TABS = {"forms": forms, "decisions": decisions, "money": money, "after_notice": after_notice}
