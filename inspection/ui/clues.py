"""The pieces of the clues page: the years with their verdicts, the rounds, the clues one by one."""

from dataclasses import replace
from datetime import date

import pandas as pd
import streamlit as st

from inspection.charts.clues import periods, verification_by_year
from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.mix import mix, points, taken_apart
from inspection.charts.resolution import ENDS, WINDOWS, resolution, within
from inspection.indicators import TableColumn, indicator
from inspection.indicators import table as table_of
from inspection.statistics import Mix, Period, bounds, rate_funnel, verdict, wilson
from inspection.text import catalogue
from inspection.ui import breakdowns, panels, tables
from inspection.ui.breakdowns import partial_years
from inspection.ui.choices import choice
from inspection.ui.data import Source, figure, names, table
from inspection.ui.figures import percent
from inspection.ui.keeping import Shelf
from inspection.ui.view import View

_JUDGED = Shelf(100)
YEAR = (
    *("year", "transferred", "concluded", "substantiated", "pending", "rate", "interval", "verdict", "bounds"),
    *("within_year_rate", "within_of"),
)
ROUND = ("round_name", "started_on", "clues", "concluded", "substantiated", "pending", "conclusion", "verification")
CLUE = (
    *("org_name", "round_id", "handler", "subject_level", "transferred_on", "disposal", "disposed_on", "outcome"),
    *("concluded_on", "case_filed_on", "days", "warning"),
)


DEFINITIONS = {
    "of_concluded": "clue_verification_rate",
    "of_transferred": "clue_verification_of_transferred",
    "by_conclusion": "clue_verification_by_conclusion",
    "within_year": "clue_verification_within_year",
}
TABS = ("course", "years", "make_up", "league", "stages", "clue_rounds", "each", "reviews")
STANDS = {-2: "below_2", -1: "below_1", 0: "within", 1: "above_1", 2: "above_2"}
LEAGUES = ("handler", "org", "parent")
LEAGUE = ("name", "counted", "out_of", "pending", "rate", "interval", "stands")
PARTED = ("subject_level", "kind", "discipline", "org_class", "handler")


def _periodless(view: View) -> View:
    """The view over all years: a comparison of years is not cut by a chosen period."""
    return replace(view, from_date=None, to_date=None)


def years_of(view: View, source: Source, id: str) -> pd.DataFrame:
    """A verification rate year by year in the columns of the table clue_years, as far as its definition has them."""
    definition = indicator(id)
    frame = figure(source, _periodless(view), id, ("year",), term=False)
    frame = frame[frame["year"].notna() & (frame["denominator"] + frame["pending"] > 0)]
    partial, breaks = partial_years(view, frame), source.settings.years("base", "break_year")
    counts = zip(frame["numerator"], frame["denominator"], frame["pending"], strict=True)
    ends = [bounds(int(n), int(whole), int(pending), definition.pending) for n, whole, pending in counts]
    of_year = frame["year"].astype(int)
    immature = [
        definition.immature_days is not None and (view.as_of - date(y, 12, 31)).days < definition.immature_days
        for y in of_year
    ]
    return pd.DataFrame(
        {
            "year": of_year,
            "transferred": frame["denominator"] + (frame["pending"] if definition.pending == "outside" else 0),
            "concluded": frame["denominator"],
            "substantiated": frame["numerator"],
            "pending": frame["pending"],
            "rate": frame["value"],
            "low_bound": [low for low, _ in ends],
            "high_bound": [high for _, high in ends],
            "is_partial": [y in partial for y in of_year],
            "is_immature": immature,
            "is_break": [y in breaks for y in of_year],
        }
    )


def by_year(view: View, source: Source) -> None:
    """The verification rate year over year under the definition chosen; the office's own first."""
    labels = {name: view.say(f"clues.{name}") for name in DEFINITIONS}
    chosen = choice("rate", labels, view.say("clues.definition"))
    id = DEFINITIONS[chosen]
    if chosen == "of_concluded":
        frame, name = table(source, view, "clue_years", term=False, rounds=False), ""
    else:
        frame, name = years_of(view, source, id), indicator(id).title(view.lang)
    behind = {"behind": id, "term": False, "height": 350, "rate": name, "name": f"verification_{chosen}"}
    panels.chart(view, source, verification_by_year, frame, **behind)


def course(view: View, source: Source, years: pd.DataFrame) -> None:
    """How the clues of each year come to their end: a curve per end, and the fixed windows in a table."""
    frame = table(source, view, "clue_resolution", term=False, rounds=False)
    if frame.empty:
        st.caption(view.say("pages.no_rows"))
        return
    for column, end in zip(st.columns(len(ENDS), gap="medium"), ENDS, strict=True):
        with column:
            panels.chart(
                view,
                source,
                resolution,
                frame,
                years,
                end=end,
                name=f"resolution_{end}",
                behind="clue_verification_rate",
                term=False,
            )
    st.caption(view.say("clues.resolution_note"))
    st.header(view.say("clues.windows"), anchor=False)
    columns, windows = _JUDGED.get((source, view, "windows"), lambda: _windows(view, frame))
    tables.grid(view, source, "windows", columns, windows, rows=12)
    tables.downloads(view, source, "windows", view.say("clues.windows"), columns, windows)


def _windows(view: View, frame: pd.DataFrame) -> tuple[tuple[TableColumn, ...], pd.DataFrame]:
    """Year by window: the share verified within it, its n of N."""
    words = catalogue()["clues"]
    transferred = frame.groupby("year")["clues"].sum()
    columns = [
        TableColumn("year", words["column_year"]["zh"], words["column_year"]["en"], "int", None),
        TableColumn("transferred", words["column_transferred"]["zh"], words["column_transferred"]["en"], "int", None),
    ]
    made = pd.DataFrame({"year": transferred.index.astype(int), "transferred": transferred.to_numpy()})
    for window in WINDOWS:
        counts = within(frame, window)
        name = f"within_{window}"
        made[name] = [
            f"{percent(n / whole)}  {n}/{whole}" if whole else view.say("clues.not_yet")
            for n, whole, _ in (counts[year] for year in made["year"])
        ]
        label = {lang: words["column_within"][lang].format(n=window) for lang in ("zh", "en")}
        columns.append(TableColumn(name, label["zh"], label["en"], "text", None))
    return tuple(columns), made


def change_of_mix(view: View, source: Source, years: pd.DataFrame) -> None:
    """How much of the change between two years is the rate, how much the mix; with what forbids reading it."""
    rows = years[years["concluded"] > 0]
    pairs = [int(y) for y in rows["year"] if int(y) - 1 in set(rows["year"])]
    if not pairs:
        st.caption(view.say("pages.no_rows"))
        return
    flags = {int(r.year): r for r in rows.itertuples(index=False)}
    settled = [y for y in pairs if not any(flags[x].is_partial or flags[x].is_immature for x in (y - 1, y))]
    usual, years_asked = str((settled or pairs)[-1]), {str(y): f"{y - 1}→{y}" for y in pairs[-6:]}
    with st.container(horizontal=True, vertical_alignment="center"):
        now = int(choice("mix_year", years_asked, view.say("clues.mix_years"), default=usual))
        dimension = choice("mix_by", {d: view.say(f"clues.by_{d}") for d in PARTED}, view.say("clues.mix_by"))
    id = "clue_verification_rate"
    frame = figure(source, _periodless(view), id, ("year", dimension), term=False)
    for words in _cautions(view, taken_apart(frame, dimension, now - 1, now), flags[now - 1], flags[now]):
        st.warning(words, icon=":material/balance:")
    panels.chart(
        view,
        source,
        mix,
        frame,
        id=id,
        dimension=dimension,
        before=now - 1,
        now=now,
        name=f"mix_{dimension}_{now}",
        behind=id,
        term=False,
        question=view.say("clues.mix_question"),
    )


def _cautions(view: View, found: Mix | None, before, now) -> list[str]:
    """Why the taking apart must not be read as it stands; gravest first."""
    if found is None:
        return []
    said = [view.say("clues.mix_partial", year=int(year.year)) for year in (before, now) if year.is_partial]
    said += [view.say("clues.mix_too_early", year=int(year.year)) for year in (before, now) if year.is_immature]
    if found.reversed:
        said.append(view.say("clues.mix_reversed"))
    elif found.masked:
        said.append(view.say("clues.mix_masked"))
    word = verdict(*[Period(int(y.substantiated), int(y.concluded), pending=int(y.pending)) for y in (before, now)])
    if word == "open":
        said.append(view.say("clues.mix_open"))
    if word == "not_significant":
        said.append(view.say("clues.mix_not_significant", change=points(found.change)))
    return said


def league(view: View, source: Source) -> None:
    """The rate of each department, organisation or township against what chance alone would give; nobody is ranked."""
    with st.container(horizontal=True, vertical_alignment="center"):
        id = DEFINITIONS[st.session_state.get("choice_rate", "of_concluded")]
        frames = {d: _JUDGED.get((source, view, "league", d, id), lambda d=d: _league(view, source, d, id)) for d in LEAGUES}
        several = next((d for d in LEAGUES if len(frames[d]) > 1), LEAGUES[0])  # one unit alone compares with nothing
        words = {d: view.say(f"clues.league_{d}") for d in LEAGUES}
        by = choice("league", words, view.say("clues.league_by"), default=several)
    frame = frames[by]
    panels.chart(
        view,
        source,
        funnel_plot,
        frame,
        what=indicator(id).title(view.lang),
        dimension=by,
        name=f"league_{by}_{id}",
        behind=id,
        question=view.say("ranking.funnel_question"),
    )
    if frame.empty:
        return
    st.caption(view.say("ranking.funnel_note"))
    words = catalogue()["clues"]
    types = {"name": "text", "counted": "int", "out_of": "int", "pending": "int", "rate": "percent"}
    columns = tuple(
        TableColumn(n, words[f"league_{n}"]["zh"], words[f"league_{n}"]["en"], types.get(n, "text"), None)
        for n in LEAGUE
    )
    tables.grid(view, source, f"league_{by}_{id}", columns, frame, shown=LEAGUE, rows=14)
    tables.downloads(view, source, f"league_{by}_{id}", view.say("pages.tab_league"), columns, frame)


def _league(view: View, source: Source, by: str, id: str) -> pd.DataFrame:
    """id, name, counted, out_of, pending, rate, its interval and where it stands in its funnel, one row per unit."""
    frame = figure(source, view, id, (by,))
    frame = frame[frame[by].notna() & (frame["denominator"] > 0)]
    known = names(source, "org") if by in ("org", "parent") else {}
    made = pd.DataFrame(
        {
            "id": frame[by],
            "name": [str(known.get(value, value)) for value in frame[by]],
            "counted": frame["numerator"].astype("int64"),
            "out_of": frame["denominator"].astype("int64"),
            "pending": frame["pending"].astype("int64"),
            "rate": frame["value"],
            "interval": [_range(ends) for ends in zip(frame["low"], frame["high"], strict=True)],
        }
    )
    judged = rate_funnel(made["counted"].tolist(), made["out_of"].tolist())
    sides = judged.outside if judged else ()
    made["stands"] = [view.say(f"clues.stands_{STANDS[side]}") for side in sides]
    return made.sort_values(["rate", "out_of"], ascending=False, kind="stable").reset_index(drop=True)


def reviews(view: View, source: Source) -> None:
    """How many of the unsubstantiated were reviewed, by whom they had been handled, and how many reviews changed it."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdowns.by(view, source, "clue_review_rate", "handler")
    with right:
        breakdowns.by(view, source, "clue_review_changed_rate", "handler")


def _column(name: str, type: str) -> TableColumn:
    words = catalogue()["pages"][f"column_{name}"]
    return TableColumn(name, words["zh"], words["en"], type, None)


def _with_verdicts(view: View, frame: pd.DataFrame) -> pd.DataFrame:
    judged = periods(frame)
    before = [None, *judged[:-1]]
    consecutive = frame["year"].diff().eq(1).tolist()
    words = [verdict(b if c else None, n) for b, n, c in zip(before, judged, consecutive, strict=True)]
    shown = []
    for word, b, n in zip(words, before, judged, strict=True):
        points = 0.0
        if word in ("up", "down"):
            points = abs(n.numerator / n.denominator - b.numerator / b.denominator) * 100
        shown.append(view.say(f"pages.verdict_{word}", points=f"{points:.1f}"))
    return frame.assign(
        verdict=shown,
        interval=[_range(wilson(p.numerator, p.denominator)) for p in judged],
        bounds=[_range(ends) for ends in zip(frame["low_bound"], frame["high_bound"], strict=True)],
        within_of=[
            f"{n} / {whole}" for n, whole in zip(frame["within_year_verified"], frame["within_year_of"], strict=True)
        ],
    )


def _range(ends: tuple[float, float] | None) -> str:
    return "—" if ends is None or pd.isna(ends[0]) else f"{percent(ends[0])}–{percent(ends[1])}"


def years(view: View, source: Source, frame: pd.DataFrame) -> None:
    """The verification rate of each transfer year: counts, interval, verdict on the year before, bounds."""
    definition = table_of("clue_years")
    if frame.empty:
        st.caption(view.say("pages.no_rows"))
        return
    columns = (*definition.columns, *(_column(n, "text") for n in ("interval", "verdict", "bounds", "within_of")))
    judged = _JUDGED.get((source, view), lambda: _with_verdicts(view, frame))
    caveats = [c(view.lang) for c in definition.caveats]
    tables.grid(view, source, "years", columns, judged, shown=YEAR, rows=12)
    tables.downloads(view, source, "years", definition.title(view.lang), columns, judged, caveats)


def by_round(view: View, source: Source) -> None:
    """Where the clues of each round stand: transferred, concluded, verified, open, with the two rates."""
    frame = table(source, view, "round_overview")
    frame = frame[frame["clues"] > 0]
    if frame.empty:
        st.caption(view.say("pages.no_rows"))
        return
    counts = frame[["clues", "concluded", "substantiated"]].astype("float64")
    frame = frame.assign(
        conclusion=counts["concluded"] / counts["clues"],
        verification=counts["substantiated"].div(counts["concluded"].where(counts["concluded"] > 0)),
    )
    rates = (_column(name, "percent") for name in ("conclusion", "verification"))
    columns = (*table_of("round_overview").columns, *rates)
    shown = tuple(c for n in ROUND for c in columns if c.name == n)
    tables.grid(view, source, "clue_rounds", columns, frame, shown=ROUND, bars=("conclusion", "verification"))
    tables.downloads(view, source, "clue_rounds", view.say("pages.tab_clue_rounds"), shown, frame)


def one_by_one(view: View, source: Source) -> None:
    """Every clue of the view, open ones with their warning."""
    tables.show(view, source, "clue_progress", shown=CLUE, heading=False, rows=16)
