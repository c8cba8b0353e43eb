"""The pieces of the rectification page: the ranking within a class, and what its tables show."""

import pandas as pd
import streamlit as st

from inspection.indicators import TableColumn
from inspection.indicators import table as table_of
from inspection.text import catalogue
from inspection.ui import tables
from inspection.ui.data import Source, narrowed, table
from inspection.ui.keeping import Shelf
from inspection.ui.plain import plain
from inspection.ui.view import View
from inspection.warehouse import dictionary

_RANKED = Shelf(500)
RANKING = (
    *("rank_in_class", "org_name", "state", "composite", "gap_to_next", "ballots_score", "completion_share"),
    *("on_time_share", "satisfaction", "valid_votes", "groups_present", "groups_missing", "done_of", "on_time_of"),
    "rank_overall",
)
ROUND = (
    *("round_name", "organisations", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
ORGANISATION = (
    *("org_name", "org_class", "parent_id", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
LATE = (
    *("org_name", "round_id", "category", "nature", "responsible", "due_on", "days_overdue", "completion"),
    "finding_id",
)
BARS = ("completion_share", "closed_off_share")


def tabs(view: View) -> list:
    """Progress, organisations, the overdue one by one; only the open one need be filled."""
    names = ("progress", "organisations", "late")
    return st.tabs([view.say(f"pages.tab_{name}") for name in names], key="tabs_rectification", on_change="rerun")


def _column(name: str) -> TableColumn:
    words = catalogue()["pages"][f"column_{name}"]
    return TableColumn(name, words["zh"], words["en"], "text", None)


def _rule(source: Source, view: View) -> str:
    """The bottom rule and the weights in words."""
    weights = source.settings.section("score_weight")
    total = sum(weights.values())
    parts = {name: f"{value / total * 100:.0f}%" for name, value in weights.items()}
    rule, value = next(iter(source.settings.section("bottom").items()))
    return view.say("pages.ranking_rule", **parts, bottom=view.say(f"pages.bottom_{rule}", n=f"{value:g}"))


def ranking(view: View, source: Source) -> None:
    """The ranking of one class; those ranked last with whether they have explained themselves."""
    frame = table(source, view, "rectification_ranking")
    if frame.empty:
        st.subheader(table_of("rectification_ranking").title(view.lang), anchor=False)
        st.caption(view.say("pages.no_ranking"))
        return
    classes = _RANKED.get((source, view), lambda: _by_class(frame, view))
    codes = list(classes)
    labels = {code: dictionary().label("org_class", code, view.lang) for code in codes}
    heading = st.container()
    chosen = st.segmented_control(
        view.say("pages.ranking_class"),
        codes,
        default=codes[0],
        required=True,
        format_func=lambda code: f"{labels.get(code, code)} {len(classes[code]) if code in classes else ''}",
        key="ranking_class",
        persist_state="session",
        label_visibility="collapsed",
    )
    chosen = chosen if chosen in codes else codes[0]
    ranked = classes[chosen]
    heading.subheader(view.say("pages.ranking_title", label=labels[chosen]), help=_help(view), anchor=False)
    definition = table_of("rectification_ranking")
    columns = (*definition.columns, *(_column(name) for name in ("state", "done_of", "on_time_of")))
    name = f"ranking_{chosen}"
    tables.grid(view, source, name, columns, ranked, shown=RANKING, rows=11)
    words = _RANKED.get((source, view, chosen), lambda: " ".join([*_last(view, ranked), _rule(source, view)]))
    st.caption(words)
    title = view.say("pages.ranking_title", label=labels[chosen])
    tables.downloads(view, source, name, title, columns, ranked, [c(view.lang) for c in definition.caveats])


def _by_class(frame: pd.DataFrame, view: View) -> dict[str, pd.DataFrame]:
    """Class -> its ranking, in the order of the code list."""
    there = [c.code for c in dictionary().codes["org_class"] if c.code in set(frame["org_class"])]
    return {code: _with_state(narrowed(frame, "org_class", code), view) for code in there}


def _with_state(ranked: pd.DataFrame, view: View) -> pd.DataFrame:
    """The ranking with words for those ranked last, and the counts behind completion and on-time."""
    words = [
        None if not bottom else view.say("pages.bottom_explained" if explained else "pages.bottom_not_explained")
        for bottom, explained in zip(_true(ranked["is_bottom"]), _true(ranked["explained"]), strict=True)
    ]
    return ranked.assign(
        state=pd.Series(words, index=ranked.index, dtype=object),
        done_of=[f"{n} / {whole}" for n, whole in zip(ranked["done"], ranked["fed_back"], strict=True)],
        on_time_of=[f"{n} / {whole}" for n, whole in zip(ranked["on_time"], ranked["due"], strict=True)],
    )


def _true(values: pd.Series) -> pd.Series:
    return values.astype("boolean").fillna(False)


def _last(view: View, ranked: pd.DataFrame) -> list[str]:
    """Who is ranked last, in a sentence; nothing where nobody is."""
    last = ranked[_true(ranked["is_bottom"])]
    if last.empty:
        return []
    named = view.say("pages.joint").join(plain(name) for name in last["org_name"])
    missing = int((~_true(last["explained"])).sum())
    return [view.say("pages.bottom_words", n=len(last), names=named, missing=missing)]


def _help(view: View) -> str:
    caveats = [c(view.lang) for c in table_of("rectification_ranking").caveats]
    link = f"[{view.say('pages.to_definition')}](definitions?table=rectification_ranking&lang={view.lang})"
    return "\n\n".join([*caveats, link])
