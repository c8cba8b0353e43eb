"""The pieces of the ranking page: the ranking of a class, weights tried, the funnel, movement, the bottom group."""

import re

import streamlit as st

from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.ranking import contributions, places
from inspection.indicators import table_definition
from inspection.reading import ranking as reading
from inspection.reading import standing
from inspection.reading.answers import Source
from inspection.reading.behind import part_words
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import label, whole_number, whole_shares
from inspection.statistics.ranks import DRAWS
from inspection.ui.pieces import address, grids, panels, paper
from inspection.ui.pieces.choices import choice
from inspection.ui.pieces.damage import unanswered
from inspection.ui.pieces.plain import plain

RANKING = (
    *("rank_in_class", "moved_words", "org_name", "interval", "sure_words", "state", "composite", "gap_to_next", "hold"),
    *("ballots_score", "completion_share", "done_of", "on_time_share", "on_time_of", "satisfaction", "satisfied_of"),
    *("groups_missing", "rank_overall"),
)
OWING = ("rank_in_class", "org_name", "interval", "sure_words", "composite", "state", "done_of", "on_time_of", "satisfied_of")
TRIED = ("rank_tried", "org_name", "rank_in_class", "change", "score_tried", "interval_tried", "hold_tried")
ASSESSED = ("round_id", "first_held_on", "last_held_on", "organisations", "valid_votes")
_PER_CENT = re.compile("100|[0-9]{1,2}")
WEIGHTS = "weights"  # in the address: 60-25-15


def chosen(view: View, source: Source) -> str | None:
    """The class chosen (?ranked=); None, and a sentence, where there is nothing to rank."""
    there = standing.classes(view, source)
    if not there:
        st.header(table_definition("rectification_ranking").title(view.lang), anchor=False)
        st.caption(view.say("pages.no_ranking"))
        return None
    return choice("ranked", there, view.say("ranking.class"))


def _title(view: View, code: str) -> str:
    return view.say("ranking.title", label=label("org_class", code, view.lang))


def _help(view: View) -> str:
    caveats = [c(view.lang) for c in table_definition("rectification_ranking").caveats]
    link = f"[{view.say('pages.to_definition')}](definitions?table=rectification_ranking&lang={view.lang})"
    notes = view.say("ranking.interval_note", draws=whole_number(DRAWS)), view.say("ranking.sure_note")
    return "\n\n".join([*caveats, *notes, link])


def of_all(view: View, code: str) -> None:
    """Above the figures, that they are of all organisations looked at, where that is more than the class ranked."""
    if view.classes != (code,):
        st.caption(view.say("ranking.of_all", label=label("org_class", code, view.lang)))


def ranking(view: View, source: Source, code: str) -> None:
    """The ranking of the class, with interval, movement, parts and votes; the rule below."""
    st.header(_title(view, code), help=_help(view), anchor=False)
    name, answer = f"ranking_{code}", ask(reading.ranked, view, source, code)
    grids.grid(view, source, name, reading.columns(), answer, shown=RANKING, rows=13)
    notes = reading.notes(view, source, code)
    paper.note(" ".join(plain(note) for note in notes), view.lang)
    caveats = [c(view.lang) for c in table_definition("rectification_ranking").caveats]
    grids.downloads(view, source, name, _title(view, code), reading.columns(), answer, [*caveats, *notes])


def intervals(view: View, source: Source, code: str) -> None:
    """Each place with the places it might have by chance; the title says how sure the last ones are."""
    sure = reading.last_words(view, source, code)
    panels.chart(
        view,
        source,
        places,
        ask(reading.with_a_rank, view, source, code),
        low="low_rank",
        high="high_rank",
        title=sure,
        question=sure,
        behind=("completion_rate", "satisfaction_rate"),
        name=f"places_{code}",
    )


def funnel(view: View, source: Source, code: str) -> None:
    """Whose rate lies outside what chance allows for its size."""
    labels = {name: view.say(f"ranking.what_{name}") for name in reading.RATES}
    rate = choice("funnel", labels, view.say("ranking.funnel_of"))
    panels.chart(
        view,
        source,
        funnel_plot,
        ask(reading.funnel_units, view, source, code, rate),
        what=labels[rate],
        of=part_words(reading.RATES[rate][2], "denominator", view.lang),
        name=f"funnel_{code}_{rate}",
        behind=reading.RATES[rate][2],
        question=view.say("ranking.funnel_question"),
    )
    paper.note(view.say("ranking.funnel_note"), view.lang)


def parts(view: View, source: Source, code: str) -> None:
    """What each score is made of."""
    panels.chart(
        view,
        source,
        contributions,
        ask(reading.with_a_rank, view, source, code),
        weights=ask(reading.weights, view, source, code),
        name=f"contributions_{code}",
        behind=("completion_rate", "on_time_rate", "satisfaction_rate"),
        question=view.say("ranking.contributions_question"),
    )


def owing(view: View, source: Source, code: str) -> None:
    """The bottom group with its explanation, done or owing."""
    st.header(view.say("ranking.owing"), anchor=False)
    answer = ask(reading.owing, view, source, code)
    if answer().empty:
        st.caption(view.say("ranking.nobody_last"))
        return
    grids.grid(view, source, f"owing_{code}", reading.columns(), answer, shown=OWING)
    grids.downloads(view, source, f"owing_{code}", view.say("ranking.owing"), reading.columns(), answer)


def assessments(view: View, source: Source, code: str) -> None:
    """When what was assessed, of all classes."""
    grids.show(view, source, "assessments", shown=ASSESSED)


def _in_per_cent(weights: dict[str, float]) -> dict[str, int]:
    total = sum(weights.values())
    return {name: round(value / total * 100) for name, value in weights.items()}


def _asked_weights(usual: dict[str, int]) -> dict[str, int]:
    """The weights of the address, else those set, in per cent. An address that was opened with weights nobody can read
    loses them, and the page says so."""
    texts = st.query_params.get(WEIGHTS, "").split("-")
    if len(texts) == len(usual) and all(map(_PER_CENT.fullmatch, texts)) and any(map(int, texts)):
        return dict(zip(usual, map(int, texts), strict=True))
    if WEIGHTS in st.query_params and not any(f"weight_{name}" in st.session_state for name in usual):
        address.leave_out(WEIGHTS)
    return usual


@st.fragment
def weights(view: View, source: Source, code: str) -> None:
    """Sliders for the weights, and at once the ranking under them: who moves, and whose place hangs on them."""
    with unanswered(view.lang):  # moving them runs this alone, and nothing around it
        _weighed(view, source, code)


def _weighed(view: View, source: Source, code: str) -> None:
    set_ones = _in_per_cent(reading.weights(view, source, code))
    usual = _asked_weights(set_ones)
    for name, value in usual.items():
        st.session_state.setdefault(f"weight_{name}", value)

    def moved() -> None:
        now = [int(st.session_state[f"weight_{name}"]) for name in usual]
        if now == list(set_ones.values()):
            st.query_params.pop(WEIGHTS, None)
        else:
            st.query_params[WEIGHTS] = "-".join(map(str, now))

    def back() -> None:
        for name, value in set_ones.items():
            st.session_state[f"weight_{name}"] = value
        st.query_params.pop(WEIGHTS, None)

    values = {
        name: column.slider(view.say(f"ranking.part_{name}"), 0, 100, step=5, key=f"weight_{name}", on_change=moved)
        for column, name in zip(st.columns(len(usual), gap="medium"), usual, strict=True)
    }
    if not sum(values.values()):
        st.warning(view.say("ranking.weights_nothing"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        shares = dict(zip(values, whole_shares(list(values.values())), strict=True))
        st.caption(view.say("ranking.weights_sum", **shares), width="content")
        if values != set_ones:
            st.button(view.say("ranking.weights_reset"), on_click=back, type="tertiary", icon=":material/undo:")
    asked, key = tuple(values.items()), "-".join(map(str, values.values()))
    finding = reading.trial(view, source, code, asked).finding
    st.header(plain(finding), anchor=False)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        answer, name = ask(reading.trial_rows, view, source, code, asked), f"tried_{code}_{key}"
        grids.grid(view, source, name, reading.tried_columns(), answer, shown=TRIED, rows=16, beside=True)
        grids.downloads(view, source, name, _title(view, code), reading.tried_columns(), answer, [finding])
    with right:
        panels.chart(
            view,
            source,
            places,
            ask(reading.trial_places, view, source, code, asked),
            low="low_tried",
            high="high_tried",
            title=view.say("ranking.weights_places"),
            name=f"places_{code}_{key}",
        )


TABS = {"weights": weights, "funnel": funnel, "parts": parts, "owing": owing, "assessments": assessments}
