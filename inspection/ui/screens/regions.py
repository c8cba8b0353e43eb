"""What only the pages of a level above the counties show: figures of a region, the regions below it, counties beside each
other."""

import streamlit as st

from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.ranking import places
from inspection.indicators import indicator
from inspection.reading import regions as reading
from inspection.reading.cards import definition_words
from inspection.reading.keeping import ask
from inspection.reading.regions import LevelSource
from inspection.reading.view import View
from inspection.ui.pieces import grids, panels
from inspection.ui.pieces.choices import choice
from inspection.ui.pieces.plain import plain
from inspection.ui.pieces.regions import show_way

FIGURES = ("coverage_rate", "completion_rate", "clue_verification_rate", "satisfaction_rate", "findings", "clues")
RANKED = (
    *("region_name", "place", "places", "value", "of", "interval", "stands"),
    *("ratio", "place_like", "young", "as_of", "region"),
)


def terms(view: View) -> bool:
    """Whether of each county the running term is looked at, and not all its terms."""
    words = {"running": view.say("regions.of_running"), "all": view.say("regions.of_all_terms")}
    return choice("terms", words, view.say("regions.terms")) == "running"


def sentence(view: View, source: LevelSource, id: str = reading.JUDGED) -> None:
    """The way up, and the answer in a sentence."""
    show_way(view, source)
    st.markdown(f"**{plain(reading.sentence(view, source, id))}**")  # it names counties


def cards(view: View, source: LevelSource) -> None:
    """The region's figures, each what its counties add up to."""
    for column, id in zip(st.columns(len(FIGURES), border=True), FIGURES, strict=True):
        value, below = reading.shown(view, source, id)
        with column.container(gap=None):
            help = definition_words(indicator(id), source.settings, view.lang)
            st.metric(indicator(id).title(view.lang), value, help=help)
            st.caption(below)


def notes(view: View, source: LevelSource) -> None:
    """What is not offered here, and which counties rule otherwise than the level."""
    if n := source.ruled_otherwise:
        st.caption(view.say("regions.other_settings", n=n))
    if not source.running:
        st.caption(view.say("regions.coverage_of_running"))
    st.caption(view.say("regions.not_here"))


def rate(view: View) -> str:
    """The rate that regions are compared by."""
    titles = {id: indicator(id).title(view.lang) for id in reading.RATES}
    return choice("rate", titles, view.say("regions.rate"), default=reading.JUDGED)


def table(view: View, source: LevelSource) -> None:
    """The regions right below, each a way to its own page; of a county its classes of organisations."""
    inner = reading.below(source.standing, source.region)
    title, columns = view.say("regions.table" if inner else "regions.table_classes"), reading.columns(source)
    answer = ask(reading.table, view, source)
    st.header(title, anchor=False)
    grids.grid(view, source, "regions", columns, answer, rows=14)
    grids.downloads(view, source, "regions", title, columns, answer)


def funnel(view: View, source: LevelSource, id: str) -> None:
    """Which counties stand out from what chance allows for their size."""
    _funnel(view, source, id, like=False)
    st.caption(view.say("ranking.funnel_note"))


def like(view: View, source: LevelSource, id: str) -> None:
    """The same against what each county's mix of classes lets expect."""
    _funnel(view, source, id, like=True)
    st.caption(view.say("regions.like_note"))


def _funnel(view: View, source: LevelSource, id: str, *, like: bool) -> None:
    title = indicator(id).title(view.lang)
    panels.chart(
        view,
        source,
        funnel_plot,
        ask(reading.units, view, source, id, like),
        what=view.say("regions.like_what", title=title) if like else title,
        name=f"counties_{id}_{like}",
        question=view.say("regions.funnel_question"),
        **({"poisson": True} if like else {}),
    )


def intervals(view: View, source: LevelSource, id: str) -> None:
    """Each county's place with the places that chance leaves it."""
    words = view.say("regions.places")
    answer = ask(reading.placed, view, source, id)
    ends = {"low": "low_rank", "high": "high_rank"}
    told = {"title": words, "question": words, "among": "regions.places_axis"}
    panels.chart(view, source, places, answer, **ends, **told, name=f"county_places_{id}")


def ranked(view: View, source: LevelSource, id: str) -> None:
    """The counties by the rate, the best first, each a way to its own pages."""
    title, columns, answer = indicator(id).title(view.lang), reading.ranked_columns(), ask(reading.ranked, view, source, id)
    st.header(title, help=definition_words(indicator(id), source.settings, view.lang), anchor=False)
    if answer().empty:
        st.caption(view.say("regions.nothing"))
        return
    grids.grid(view, source, f"counties_{id}", columns, answer, shown=RANKED, rows=16)
    grids.downloads(view, source, f"counties_{id}", title, columns, answer, [view.say("regions.like_note")])


TABS = {"county_funnel": funnel, "county_like": like}
