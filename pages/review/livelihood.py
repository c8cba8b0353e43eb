"""利民实效: which notices were issued and settled, how many matters were solved, and who gained?"""

import streamlit as st

from inspection.ui import breakdowns, figures, frame, panels, tables

FIGURES = ("notice_rate", "matters_solved", "beneficiaries", "livelihood_findings", "rules_made", "cases")
CASE = ("title", "case_kind", "org_name", "occurred_on", "thing", "quantity", "unit", "recovered_wan", "returned_wan")

view, data = frame.page("livelihood")
figures.row(view, data, FIGURES)
left, right = st.columns([1, 1], gap="medium")
with left:
    breakdowns.by(view, data, "notice_rate", "notice_kind")
with right:
    breakdowns.years(view, data, "matters_solved")
cases, notices, findings, rules = panels.tabs(view, "livelihood", ("cases", "notices", "livelihood", "rules"))
if cases.open:
    with cases:
        tables.show(view, data, "case_list", shown=CASE, heading=False, rows=16)
if notices.open:
    with notices:
        breakdowns.years(view, data, "notices", "notice_kind")
if findings.open:
    with findings:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            breakdowns.years(view, data, "livelihood_findings")
        with right:
            breakdowns.by(view, data, "livelihood_findings", "category")
if rules.open:
    with rules:
        left, right = st.columns([1, 1], gap="medium")
        with left:
            breakdowns.years(view, data, "rules_made", "rule_kind")
        with right:
            breakdowns.by(view, data, "rules_made", "org_class")
