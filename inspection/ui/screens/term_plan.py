"""The pieces of the term's plan: what a team or a round more gives, what is left, and a plan in rounds of one's own."""

from collections.abc import Iterator
from datetime import datetime

import streamlit as st

from inspection.formats.exports import Sheet, book_bytes
from inspection.indicators import table_definition
from inspection.reading import term_plan as reading
from inspection.reading.answers import Source
from inspection.reading.keeping import ask
from inspection.reading.term_plan import Way
from inspection.reading.view import View
from inspection.reading.words import column_in_words, decimal
from inspection.ui.pieces import address, grids
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.visitor import may, taking

TEAM = ("round_id", "team", "org_class", "started_on", "covered", "team_covered", "team_days")
BOUNDS = {"teams": (1, 60), "days": (1, 200), "rounds": (0.5, 12.0)}
"""An assumption in the address (?teams=) -> its lowest and highest."""


def ways(view: View, source: Source) -> None:
    """What a team or a round more gives; why it is not worked out, where it is not."""
    st.header(view.say("plan.ways"), anchor=False)
    if words := reading.refusal(view, source):
        st.caption(plain(words))
        return
    found = reading.past(view, source)
    way, usual = _asked(reading.usual(found)), reading.usual(found)
    own = None if way == usual else way
    of = table_definition("coverage_teams")
    columns = reading.columns(reading.WAYS)
    grids.grid(view, source, "ways", columns, ask(reading.ways, view, source, own), of=of)
    st.caption(view.say("plan.ways_note"))


def classes(view: View, source: Source) -> None:
    """What is left of each class, and how fast it went; below, team by team and round by round."""
    st.header(view.say("plan.classes"), anchor=False)
    of, columns = table_definition("coverage_teams"), reading.columns(reading.CLASSES)
    grids.grid(view, source, "plan_classes", columns, ask(reading.classes, view, source), of=of)
    with st.expander(of.title(view.lang)):
        grids.show(view, source, "coverage_teams", ask(reading.teams, view, source), shown=TEAM, heading=False)


def plan(view: View, source: Source) -> None:
    """A plan by assumptions that stand in the address; whoever may take tables away has it as a workbook."""
    if reading.refusal(view, source):
        return
    st.header(view.say("plan.plan"), anchor=False)
    way = _inputs(view, _asked(reading.usual(reading.past(view, source))))
    st.markdown(f"**{plain(reading.plan_finding(view, source, way))}**")
    answer, columns = ask(reading.planned, view, source, way), reading.columns(reading.PLANNED)
    if answer().empty:
        return
    grids.grid(view, source, "planned", columns, answer, of=table_definition("coverage_teams"))
    for line in reading.assumptions(view, source, way):
        st.caption(plain(line))
    if may("analysis"):
        title = view.say("plan.file")
        st.download_button(
            view.say("plan.download"),
            data=taking(lambda: book(view, source, way), table=title, of=view.words(), form="xlsx"),
            file_name=grids.file_name(title, view, source, "xlsx"),
            mime=grids.EXCEL,
            key="xlsx_plan",
            on_click="ignore",
            type="tertiary",
            icon=":material/download:",
        )


def book(view: View, source: Source, way: Way) -> bytes:
    """The plan as a workbook: all rounds on one sheet, then a sheet per round, the assumptions below each."""
    marks = [view.say("pages.demonstration_note")] if source.mart.demonstration else []
    lines = [*marks, view.words(), *reading.assumptions(view, source, way)]
    columns = reading.columns(reading.PLANNED)
    formats = {c.label(view.lang): f"0.{'0' * c.places}" for c in columns if c.type == "decimal"}
    sheets = list(_sheets(view, source, reading.planned(view, source, way), columns, lines))
    return book_bytes(sheets, created=datetime.now(), number_formats=formats)


def _sheets(view: View, source: Source, rows, columns, lines) -> Iterator[Sheet]:
    words = rows.assign(**{c.name: column_in_words(view, source, c, rows[c.name]) for c in columns})
    words["starts_on"] = [day.date() for day in rows["starts_on"]]
    heads = [c.label(view.lang) for c in columns]
    yield Sheet(view.say("plan.sheet_all"), heads, words.itertuples(index=False), lines)
    for number, part in words.groupby("number", sort=True):
        yield Sheet(view.say("plan.sheet_round", n=number), heads, part.itertuples(index=False), lines)


def _asked(usual: Way) -> Way:
    """The way that the address asks, what it does not say as usual; what cannot be read is left out of it, and said."""
    found = {}
    for name, (low, high) in BOUNDS.items():
        text = address.asked(name)
        if text is None:
            found[name] = getattr(usual, name)
        elif text.replace(".", "", 1).isdecimal() and text.isascii() and low <= float(text) <= high:
            found[name] = float(text)
        else:
            address.leave_out(name)
    return Way(**found)


def _inputs(view: View, way: Way) -> Way:
    """The three assumptions to be typed; what is typed goes into the address."""

    def typed(name: str) -> None:
        address.put(name, decimal(st.session_state[f"plan_{name}"]))

    with st.container(horizontal=True, gap="small"):
        for name, (low, high) in BOUNDS.items():
            whole = name != "rounds"
            kind = int if whole else float
            label, step = view.say(f"plan.input_{name}"), kind(1) if whole else 0.5
            st.number_input(label, kind(low), kind(high), kind(getattr(way, name)), step, key=f"plan_{name}", width=170,
                            format="%d" if whole else "%.1f", on_change=typed, args=(name,))  # fmt: skip
    return way
