"""The pieces of the rectification page: the ranking within a class, and what its tables show."""

import pandas as pd
import streamlit as st

from inspection.indicators import table as table_of
from inspection.ui import tables
from inspection.ui.data import Source, narrowed, table
from inspection.ui.view import View
from inspection.warehouse import dictionary

RANKING = (
    *("rank_in_class", "org_name", "composite", "gap_to_next", "ballots_score", "completion_share", "on_time_share"),
    *("satisfaction", "valid_votes", "groups_present", "groups_missing", "done", "fed_back", "on_time", "due"),
    *("is_bottom", "explained", "rank_overall"),
)
BOTTOM = ("rank_in_class", "org_name", "composite", "valid_votes", "explained")
ROUND = (
    *("round_name", "organisations", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
ORGANISATION = (
    *("org_name", "org_class", "parent_id", "fed_back", "done", "mostly_done", "completion_share", "closed_off"),
    *("closed_off_share", "due", "on_time", "on_time_share", "overdue", "overdue_share", "oldest_overdue_days"),
)
LATE = ("org_name", "round_id", "category", "nature", "responsible", "due_on", "days_overdue", "completion", "finding_id")
BARS = ("completion_share", "closed_off_share")


def tabs(view: View) -> list:
    """Ranking, progress, organisations, the overdue one by one."""
    return st.tabs([view.say(f"pages.tab_{name}") for name in ("ranking", "progress", "organisations", "late")])


def _rule(source: Source, view: View) -> str:
    """The bottom rule and the weights in words."""
    weights = source.settings.section("score_weight")
    total = sum(weights.values())
    parts = {name: f"{value / total * 100:.0f}%" for name, value in weights.items()}
    rule, value = next(iter(source.settings.section("bottom").items()))
    return view.say("pages.ranking_rule", **parts, bottom=view.say(f"pages.bottom_{rule}", n=f"{value:g}"))


def ranking(view: View, source: Source) -> None:
    """The ranking of one class, and beside it those ranked last with what became of their explanation."""
    frame = table(source, view, "rectification_ranking")
    if frame.empty:
        st.caption(view.say("pages.no_ranking"))
        return
    codes = [c.code for c in dictionary().codes["org_class"] if c.code in set(frame["org_class"])]
    chosen = st.segmented_control(
        view.say("pages.ranking_class"),
        codes,
        default=codes[0],
        required=True,
        format_func=lambda code: view.say(
            "pages.ranking_count",
            label=dictionary().label("org_class", code, view.lang),
            n=len(narrowed(frame, "org_class", code)),
        ),
        key="ranking_class",
        persist_state="session",
        label_visibility="collapsed",
    )
    ranked = narrowed(frame, "org_class", chosen)
    left, right = st.columns([5, 2], gap="medium")
    definition = table_of("rectification_ranking")
    with left:
        st.subheader(
            view.say("pages.ranking_title", label=dictionary().label("org_class", chosen, view.lang)),
            help=_help(view),
            anchor=False,
        )
        tables.show(
            view,
            source,
            "rectification_ranking",
            ranked,
            shown=RANKING,
            bars=("composite",),
            rows=15,
            heading=False,
            name=f"ranking_{chosen}",
        )
    with right:
        _bottom(view, source, ranked, definition.columns, chosen)
        st.caption(_rule(source, view))


def _help(view: View) -> str:
    caveats = [c(view.lang) for c in table_of("rectification_ranking").caveats]
    link = f"[{view.say('pages.to_definition')}](definitions?table=rectification_ranking&lang={view.lang})"
    return "\n\n".join([*caveats, link])


def _bottom(view: View, source: Source, ranked: pd.DataFrame, columns, chosen: str) -> None:
    last = ranked[ranked["is_bottom"].fillna(False).astype(bool)]
    missing = int((~last["explained"].fillna(False).astype(bool)).sum())
    st.subheader(view.say("pages.bottom_title", n=len(last), missing=missing), anchor=False)
    if last.empty:
        st.caption(view.say("pages.bottom_none"))
        return
    tables.grid(view, source, f"bottom_{chosen}", columns, last, shown=BOTTOM, rows=8)
