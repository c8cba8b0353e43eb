"""One finding or clue: what it is, its whole course drawn and as a list, and what stands beside it."""

import streamlit as st

from inspection.charts.case import course as drawn
from inspection.indicators import table_definition
from inspection.reading import case as cases
from inspection.reading.answers import Source, names
from inspection.reading.case import Case
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import address, grids, panels
from inspection.ui.pieces.plain import linked, plain
from inspection.ui.pieces.visitor import noted_once

NUMBER = "number"
STEPS = ("on_day", "step", "state", "detail")
FINDING = (
    "finding_id",
    "standing",
    "days_late",
    "days",
    "aspect",
    "category",
    "responsible",
    "nature",
    "due_on",
    "completed_on",
)
CLUE = (
    "clue_id",
    "outcome",
    "days",
    "warning",
    "handler",
    "subject_level",
    "disposal",
    "transferred_on",
    "concluded_on",
)
STORY = ("title", "case_kind", "occurred_on", "thing", "quantity", "unit", "recovered_wan", "returned_wan")


def chosen(view: View, source: Source, kind: str) -> Case | None:
    """The finding or clue that the address names, as known on the view's day; None, and why, where it names none."""
    number = address.asked(NUMBER)
    if not number:
        st.info(view.say(f"case.choose_{kind}"))
        return None
    one = cases.case(view, source, kind, number)
    if one is None:
        st.info(plain(view.say(f"case.none_{kind}", number=number, day=view.as_of.isoformat())))
        return None
    noted_once("rows_seen", table=kind, mark=number)
    return one


def opening(view: View, source: Source, one: Case) -> None:
    """What it is and where it stands: its name, the sentence, and the facts; organisation and round lead to their pages."""
    st.header(plain(view.say(f"case.title_{one.kind}", number=one.number, what=one.what)), anchor=False)
    with st.container(key="standing"):
        (st.error if one.attention else st.info)(plain(one.headline), icon=":material/flag:" if one.attention else None)
    along, known = address.chosen_along(), names(source, "org")
    facts = [("org", linked(known.get(one.org, one.org), address.link("organisation", along, org=one.org)))]
    if one.round is not None:
        page = "rectification" if one.kind == "finding" else "clues"
        place = {"term": cases.term_of(source, one.round), "round": str(one.round)}
        told = names(source, "round").get(one.round, one.round)
        facts.append(("round", linked(str(told), address.link(page, address.carried(view), **place))))
    facts += [(name, plain(words)) for name, words in one.facts]
    if back := cases.recovered(view, source, one.org, one.round):
        facts.append(("recovered", plain(back)))
    st.markdown(" · ".join(f"**{view.say(f'case.fact_{name}')}** {words}" for name, words in facts))
    st.caption(view.say("case.wording" if one.kind == "finding" else "case.wording_clue"))


def course(view: View, source: Source, one: Case) -> None:
    """Its course, drawn beside the same as a list."""
    answer = ask(cases.course, view, source, one.kind, one.number)
    left, right = st.columns([5, 6], gap="medium")
    with left:
        title, day = view.say("case.course"), view.as_of.isoformat()
        panels.chart(view, source, drawn, answer, title=title, as_of=day, name=f"course_{one.kind}", question=title)
    with right:
        name = f"course_{one.kind}_{one.number}"
        grids.grid(view, source, name, cases.course_columns(), answer, shown=STEPS, rows=16)
        grids.downloads(view, source, name, f"{view.say('case.course')} {one.number}", cases.course_columns(), answer)


def beside(view: View, source: Source, one: Case) -> None:
    """What else was found and transferred there in the same round, and the cases told of the organisation."""
    st.caption(view.say("case.no_link"))
    for kind, shown in (("finding", FINDING), ("clue", CLUE)):
        but = one.number if kind == one.kind else ""
        answer = ask(cases.beside, view, source, kind, one.org, one.round, but)
        title = view.say(f"case.{kind}s_beside")
        grids.show(view, source, cases.KINDS[kind][0], answer, shown=shown, title=title, name=f"beside_{kind}", rows=8)
    told = ask(cases.cases_of, view, source, one.org)
    if not told().empty:
        st.header(view.say("case.cases_beside"), anchor=False)
        columns = table_definition("case_list").columns
        grids.grid(view, source, "cases_beside", columns, told, shown=STORY, rows=6)
