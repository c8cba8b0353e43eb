"""The pieces of the ranking page: the ranking of a class, weights tried, the funnel, movement, the bottom group."""

import pandas as pd
import streamlit as st

from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.ranking import contributions, places
from inspection.indicators import TableColumn
from inspection.indicators import table as table_of
from inspection.statistics.ranks import DRAWS
from inspection.text import catalogue
from inspection.ui import panels, tables
from inspection.ui.choices import choice
from inspection.ui.data import Source, names, table
from inspection.ui.keeping import Shelf
from inspection.ui.plain import plain
from inspection.ui.standing import Standing, last_by_chance, standing, tried
from inspection.ui.view import View
from inspection.warehouse import dictionary

_SHOWN = Shelf(500)
TABS = ("weights", "funnel", "parts", "owing", "assessments")
RANKING = (
    *("rank_in_class", "moved_words", "org_name", "interval", "state", "composite", "gap_to_next", "hold"),
    *("ballots_score", "completion_share", "done_of", "on_time_share", "on_time_of", "satisfaction", "satisfied_of"),
    *("groups_missing", "rank_overall"),
)
OWING = ("rank_in_class", "org_name", "interval", "composite", "state", "done_of", "on_time_of", "satisfied_of")
TRIED = ("rank_tried", "org_name", "rank_in_class", "change", "score_tried", "interval_tried", "hold_tried")
ASSESSED = ("round_id", "first_held_on", "last_held_on", "organisations", "valid_votes")
RATES = {
    "completion": ("done", "fed_back", "completion_rate"),
    "on_time": ("on_time", "due", "on_time_rate"),
    "satisfaction": ("satisfied_votes", "valid_votes", "satisfaction_rate"),
}
WEIGHTS = "weights"  # in the address: 60-25-15


def _column(name: str, words: str, type: str = "text") -> TableColumn:
    known = catalogue()["ranking"][words]
    return TableColumn(name, known["zh"], known["en"], type, None)


MADE = (
    _column("interval", "column_interval"),
    _column("moved_words", "column_movement"),
    _column("hold", "column_hold"),
    _column("state", "column_state"),
    _column("done_of", "column_done_of"),
    _column("on_time_of", "column_on_time_of"),
    _column("satisfied_of", "column_satisfied_of"),
)
TRIED_COLUMNS = (
    _column("rank_tried", "column_tried", "int"),
    _column("rank_in_class", "column_rank", "int"),
    _column("change", "column_change"),
    _column("score_tried", "column_tried_score", "decimal"),
    _column("interval_tried", "column_tried_interval"),
    _column("hold_tried", "column_hold"),
)


def _true(values: pd.Series) -> pd.Series:
    return values.astype("boolean").fillna(False)


def _pair(low: object, high: object) -> str:
    return "—" if pd.isna(low) else str(int(low)) if low == high else f"{int(low)}–{int(high)}"


def _moved(view: View, places_up: object) -> str:
    if pd.isna(places_up):
        return view.say("ranking.new")
    up = int(places_up)
    return view.say("ranking.unchanged") if not up else f"▲{up}" if up > 0 else f"▼{-up}"


def _hold(view: View, low: object, high: object) -> str:
    if pd.isna(low):
        return "—"
    return view.say("ranking.stable") if low == high else view.say("ranking.sensitive", low=int(low), high=int(high))


def _with_words(view: View, found: Standing) -> pd.DataFrame:
    """The ranking with words for what stands beside each place."""
    rows = found.frame
    states = [
        None if not last else view.say("ranking.explained" if told else "ranking.not_explained")
        for last, told in zip(_true(rows["is_bottom"]), _true(rows["explained"]), strict=True)
    ]
    moved = [
        "—" if found.before_on is None or pd.isna(r) else _moved(view, m)
        for r, m in zip(rows["rank_in_class"], rows["moved"], strict=True)
    ]
    return rows.assign(
        state=pd.Series(states, index=rows.index, dtype=object),
        interval=[_pair(a, b) for a, b in zip(rows["low_rank"], rows["high_rank"], strict=True)],
        hold=[_hold(view, a, b) for a, b in zip(rows["low_weights"], rows["high_weights"], strict=True)],
        moved_words=moved,
        **{
            f"{name}_of": [f"{n}/{whole}" for n, whole in zip(rows[counted], rows[out_of], strict=True)]
            for name, counted, out_of in (
                ("done", "done", "fed_back"),
                ("on_time", "on_time", "due"),
                ("satisfied", "satisfied_votes", "valid_votes"),
            )
        },
    )


def chosen(view: View, source: Source) -> tuple[str, Standing] | None:
    """The class chosen (?ranked=) and its standing; None, and a sentence, where there is nothing to rank."""
    frame = table(source, view, "rectification_ranking")
    there = [c.code for c in dictionary().codes["org_class"] if c.code in set(frame["org_class"].dropna())]
    if not there:
        st.header(table_of("rectification_ranking").title(view.lang), anchor=False)
        st.caption(view.say("pages.no_ranking"))
        return None
    counts = frame["org_class"].value_counts()
    labels = {code: f"{dictionary().label('org_class', code, view.lang)} {int(counts[code])}" for code in there}
    code = choice("ranked", labels, view.say("ranking.class"))
    return code, standing(view, source, frame, code)


def _title(view: View, code: str) -> str:
    return view.say("ranking.title", label=dictionary().label("org_class", code, view.lang))


def _help(view: View) -> str:
    caveats = [c(view.lang) for c in table_of("rectification_ranking").caveats]
    link = f"[{view.say('pages.to_definition')}](definitions?table=rectification_ranking&lang={view.lang})"
    return "\n\n".join([*caveats, view.say("ranking.interval_note", draws=f"{DRAWS:,}"), link])


def _notes(view: View, source: Source, found: Standing) -> list[str]:
    """Who is last, who lacks a group, what the movement is against, and the rule."""
    rows, said = found.frame, []
    last = rows[_true(rows["is_bottom"])]
    if len(last):
        named = view.say("ranking.joint").join(plain(name) for name in last["org_name"])
        missing = int((~_true(last["explained"])).sum())
        said.append(view.say("ranking.bottom_words", n=len(last), names=named, missing=missing))
    lacking = int((found.ranked["groups_missing"] > 0).sum())
    said += [view.say("ranking.missing_words", n=lacking)] if lacking else []
    if found.before_on is None:
        said.append(view.say("ranking.movement_none"))
    else:
        name = plain(str(names(source, "round").get(found.round_id, found.round_id)))
        said.append(view.say("ranking.movement_words", round=name, day=found.before_on.isoformat()))
    total = sum(found.weights.values())
    shares = {name: f"{value / total * 100:.0f}%" for name, value in found.weights.items()}
    rule, value = next(iter(source.settings.section("bottom").items()))
    said.append(view.say("ranking.rule", **shares, bottom=view.say(f"pages.bottom_{rule}", n=f"{value:g}")))
    return said


def ranking(view: View, source: Source, code: str, found: Standing) -> None:
    """The ranking of the class, with interval, movement, parts and votes; the rule below."""
    st.header(_title(view, code), help=_help(view), anchor=False)
    definition = table_of("rectification_ranking")
    columns = (*definition.columns, *MADE)
    rows = _SHOWN.get((source, view, code, "rows"), lambda: _with_words(view, found))
    name = f"ranking_{code}"
    tables.grid(view, source, name, columns, rows, shown=RANKING, rows=13)
    notes = _SHOWN.get((source, view, code, "notes"), lambda: _notes(view, source, found))
    st.caption(" ".join(notes))
    caveats = [c(view.lang) for c in definition.caveats]
    tables.downloads(view, source, name, _title(view, code), columns, rows, [*caveats, *notes])


def intervals(view: View, source: Source, code: str, found: Standing) -> None:
    """Each place with the places it might have by chance; the title says how sure the last ones are."""
    k = found.bottom
    sure, maybe = _SHOWN.get((source, view, code, "last"), lambda: last_by_chance(found))
    title = view.say("ranking.intervals_last", k=k, sure=sure, maybe=maybe) if k else view.say("ranking.intervals_none")
    options = {"low": "low_rank", "high": "high_rank", "title": title, "name": f"places_{code}"}
    panels.chart(view, source, places, found.ranked, behind=("completion_rate", "satisfaction_rate"), **options)


def funnel(view: View, source: Source, code: str, found: Standing) -> None:
    """Whose rate lies outside what chance allows for its size."""
    labels = {name: view.say(f"ranking.what_{name}") for name in RATES}
    rate = choice("funnel", labels, view.say("ranking.funnel_of"))
    counted, out_of, id = RATES[rate]
    rows = found.frame[found.frame[out_of] > 0]
    frame = pd.DataFrame(
        {
            "id": rows["org_id"],
            "name": rows["org_name"],
            "counted": rows[counted].astype("int64"),
            "out_of": rows[out_of].astype("int64"),
        }
    )
    panels.chart(
        view,
        source,
        funnel_plot,
        frame,
        what=labels[rate],
        name=f"funnel_{code}_{rate}",
        behind=id,
        question=view.say("ranking.funnel_question"),
    )
    st.caption(view.say("ranking.funnel_note"))


def parts(view: View, source: Source, code: str, found: Standing) -> None:
    """What each score is made of."""
    panels.chart(
        view,
        source,
        contributions,
        found.ranked,
        weights=dict(found.weights),
        name=f"contributions_{code}",
        behind=("completion_rate", "on_time_rate", "satisfaction_rate"),
        question=view.say("ranking.contributions_question"),
    )


def owing(view: View, source: Source, code: str, found: Standing) -> None:
    """The bottom group with its explanation, done or owing."""
    st.header(view.say("ranking.owing"), anchor=False)
    rows = _SHOWN.get((source, view, code, "rows"), lambda: _with_words(view, found))
    rows = rows[_true(rows["is_bottom"])]
    if rows.empty:
        st.caption(view.say("ranking.nobody_last"))
        return
    columns = (*table_of("rectification_ranking").columns, *MADE)
    tables.grid(view, source, f"owing_{code}", columns, rows, shown=OWING)
    tables.downloads(view, source, f"owing_{code}", view.say("ranking.owing"), columns, rows)


def assessments(view: View, source: Source) -> None:
    """When what was assessed."""
    tables.show(view, source, "assessments", shown=ASSESSED)


def _asked_weights(found: Standing) -> dict[str, int]:
    """The weights of the address, else those set, in per cent."""
    total = sum(found.weights.values())
    usual = {name: round(value / total * 100) for name, value in found.weights.items()}
    texts = st.query_params.get(WEIGHTS, "").split("-")
    if len(texts) == len(usual) and all(t.isdigit() and int(t) <= 100 for t in texts) and any(int(t) for t in texts):
        return dict(zip(usual, map(int, texts), strict=True))
    return usual


@st.fragment
def weights(view: View, source: Source, code: str, found: Standing) -> None:
    """Sliders for the weights, and at once the ranking under them: who moves, and whose place hangs on them."""
    usual = _asked_weights(found)
    set_ones = {name: round(value / sum(found.weights.values()) * 100) for name, value in found.weights.items()}
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
        shares = {name: f"{value / sum(values.values()) * 100:.0f}%" for name, value in values.items()}
        st.caption(view.say("ranking.weights_sum", **shares), width="content")
        if values != set_ones:
            st.button(view.say("ranking.weights_reset"), on_click=back, type="tertiary", icon=":material/undo:")
    key = "-".join(map(str, values.values()))
    rows, finding = _SHOWN.get((source, view, code, key), lambda: _tried(view, found, values))
    st.header(finding, anchor=False)
    left, right = st.columns([6, 5], gap="medium")
    with left:
        columns = (*table_of("rectification_ranking").columns[:2], *TRIED_COLUMNS)
        name = f"tried_{code}_{key}"
        tables.grid(view, source, name, columns, rows, shown=TRIED, rows=16)
        tables.downloads(view, source, name, _title(view, code), columns, rows, [finding])
    with right:
        drawn = rows.assign(rank_in_class=rows["rank_tried"])
        panels.chart(
            view,
            source,
            places,
            drawn,
            low="low_tried",
            high="high_tried",
            title=view.say("ranking.weights_places"),
            name=f"places_{code}_{key}",
        )


def _tried(view: View, found: Standing, values: dict[str, int]) -> tuple[pd.DataFrame, str]:
    """The ranking under these weights, best first, and what it says."""
    result = tried(found, values)
    rows = found.ranked
    made = pd.DataFrame(
        {
            "org_id": rows["org_id"].tolist(),
            "org_name": rows["org_name"].tolist(),
            "is_bottom": _true(rows["is_bottom"]).tolist(),
            "rank_in_class": rows["rank_in_class"].astype("Int64").tolist(),
            "rank_tried": pd.array(result.ranks, dtype="Int64"),
            "score_tried": result.scores,
            "interval_tried": [_pair(*(pair or (None, None))) for pair in result.chance],
            "hold_tried": [_hold(view, *(pair or (None, None))) for pair in result.around],
            "low_tried": pd.array([pair and pair[0] for pair in result.around], dtype="Int64"),
            "high_tried": pd.array([pair and pair[1] for pair in result.around], dtype="Int64"),
        }
    )
    made["change"] = [
        "—" if pd.isna(now) else _moved(view, was - now)
        for was, now in zip(made["rank_in_class"], made["rank_tried"], strict=True)
    ]
    held = int((made["low_tried"] == made["high_tried"]).sum())
    swaying = [
        name
        for name, may, sure in zip(made["org_name"], result.may_be_last, result.surely_last, strict=True)
        if may and not sure
    ]
    k = found.bottom
    bottom = view.say("ranking.weights_bottom_stable", k=k)
    if swaying:
        named = view.say("ranking.joint").join(plain(n) for n in swaying[:6])
        more = view.say("ranking.and_more") if len(swaying) > 6 else ""
        bottom = view.say("ranking.weights_bottom_moves", k=k, names=named + more)
    finding = view.say("ranking.weights_finding", stable=held, sensitive=len(made) - held, bottom=bottom)
    return made.sort_values(["rank_tried", "org_id"]).reset_index(drop=True), finding
