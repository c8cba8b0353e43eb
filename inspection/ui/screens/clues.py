"""The pieces of the clues page: years, how they end, the mix, leagues, rounds, one by one."""

import streamlit as st

from inspection.charts.clues import funnel, verification_by_year
from inspection.charts.funnel_plot import funnel_plot
from inspection.charts.mix import mix
from inspection.charts.resolution import resolution
from inspection.indicators import indicator, table_definition
from inspection.reading import by_chance, leagues, rounds, undated, years
from inspection.reading import mix as mixes
from inspection.reading.answers import Source, tabled
from inspection.reading.behind import part_words
from inspection.reading.keeping import ask
from inspection.reading.resolution import ENDS, dated_resolutions, resolutions, window_columns, windows
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids, panels, paper
from inspection.ui.pieces.choices import choice

YEAR = (
    *("year", "transferred", "within_year_pending", "concluded", "substantiated", "pending", "rate", "interval", "verdict"),
    *("bounds", "within_year_rate", "within_of"),
)
ROUND = ("round_name", "started_on", "clues", "young", "concluded", "substantiated", "pending", "conclusion", "verification")
CLUE = (
    *("clue_id", "outcome", "days", "warning", "handler", "org_name", "round_id", "subject_level", "transferred_on"),
    *("disposal", "disposed_on", "concluded_on", "case_filed_on"),
)


def by_year(view: View, source: Source) -> None:
    """The verification rate year over year under the definition chosen; the office's own first."""
    labels = {name: view.say(f"clues.{name}") for name in years.DEFINITIONS}
    chosen = choice("rate", labels, view.say("clues.definition"))
    id = years.DEFINITIONS[chosen]
    words = {"counted": indicator(id).counted(view.lang), "out_of": indicator(id).out_of(view.lang)}
    paper.note(view.say("clues.definition_words", **words), view.lang)
    panels.chart(
        view,
        source,
        verification_by_year,
        ask(years.years_of, view.all_years(), source, chosen),
        rate="" if chosen == "of_concluded" else indicator(id).title(view.lang),
        height=350,
        behind=id,
        name=f"verification_{chosen}",
    )


def course(view: View, source: Source) -> None:
    """How the clues of each year come to their end: a curve per end, and the fixed windows in a table."""
    over = view.all_years()
    answer = ask(dated_resolutions, over, source)
    for words in undated.captions(undated.in_no_curve(resolutions(over, source), view.lang, "clues")):
        paper.note(words, view.lang)
    if answer().empty:
        st.caption(view.say("pages.no_rows"))
        return
    for column, end in zip(st.columns(len(ENDS), gap="medium"), ENDS, strict=True):
        with column:
            panels.chart(
                view,
                source,
                resolution,
                answer,
                ask(years.own_years, over, source),
                end=end,
                name=f"resolution_{end}",
                behind="clue_verification_rate",
            )
    paper.note(view.say("clues.resolution_note"), view.lang)
    st.header(view.say("clues.windows"), anchor=False)
    rows = ask(windows, over, source)
    grids.grid(view, source, "windows", window_columns(), rows, rows=12)
    grids.downloads(view, source, "windows", view.say("clues.windows"), window_columns(), rows)


def each_year(view: View, source: Source) -> None:
    """The verification rate of each transfer year: counts, interval, verdict on the year before, bounds."""
    definition, answer = table_definition("clue_years"), ask(years.with_verdicts, view.all_years(), source)
    if answer().empty:
        st.caption(view.say("pages.no_rows"))
        return
    caveats, columns = [c(view.lang) for c in definition.caveats], years.columns()
    for words in undated.beside(view.all_years(), source, (years.DEFINITIONS["within_year"],)):
        paper.note(words, view.lang)
    if words := by_chance.of_verdicts(years.judged_pairs(view.all_years(), source), view.lang):
        paper.note(words, view.lang)
    grids.grid(view, source, "years", columns, answer, shown=YEAR, rows=12)
    grids.downloads(view, source, "years", definition.title(view.lang), columns, answer, caveats)


def change_of_mix(view: View, source: Source) -> None:
    """How much of the change between two years is the rate, how much the mix; with what forbids reading it."""
    pairs, usual = mixes.pairs(view, source)
    if usual is None:
        st.caption(view.say("pages.no_rows"))
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        asked = {str(y): f"{y - 1}→{y}" for y in pairs}
        now = int(choice("mix_year", asked, view.say("clues.mix_years"), default=str(usual)))
        dimension = choice("mix_by", {d: view.say(f"clues.by_{d}") for d in mixes.PARTED}, view.say("clues.mix_by"))
    for words in mixes.cautions(view, source, dimension, now):
        st.warning(words, icon=":material/balance:")
    panels.chart(
        view,
        source,
        mix,
        ask(mixes.parts, view.all_years(), source, dimension),
        id=mixes.ID,
        dimension=dimension,
        before=now - 1,
        now=now,
        name=f"mix_{dimension}_{now}",
        behind=mixes.ID,
        question=view.say("clues.mix_question"),
    )


def league(view: View, source: Source) -> None:
    """The rate of each department, organisation or township against what chance alone would give; nobody is ranked."""
    id = years.DEFINITIONS[st.session_state.get("choice_rate", "of_concluded")]
    words = {by: view.say(f"clues.league_{by}") for by in leagues.LEAGUES}
    usual = leagues.first_with_several(view, source, id)
    by = choice("league", words, view.say("clues.league_by"), default=usual)
    answer, name = ask(leagues.league, view, source, by, id), f"league_{by}_{id}"
    panels.chart(
        view,
        source,
        funnel_plot,
        answer,
        what=indicator(id).title(view.lang),
        of=part_words(id, "denominator", view.lang),
        dimension=by,
        name=name,
        behind=id,
        question=view.say("ranking.funnel_question"),
    )
    if answer().empty:
        return
    paper.note(view.say("ranking.funnel_note"), view.lang)
    columns = leagues.columns(id)
    grids.grid(view, source, name, columns, answer, rows=14)
    grids.downloads(view, source, name, view.say("pages.tab_league"), columns, answer)


def stages(view: View, source: Source) -> None:
    """How many reached each stage."""
    panels.chart(view, source, funnel, ask(tabled, view, source, "clue_funnel"), behind="clue_case_filing_rate")


def by_round(view: View, source: Source) -> None:
    """Where the clues of each round stand: transferred, concluded, verified, open, with the two rates."""
    answer = ask(rounds.clues_by_round, view, source)
    if answer().empty:
        st.caption(view.say("pages.no_rows"))
        return
    shown = tuple(c for n in ROUND for c in rounds.columns() if c.name == n)
    of = indicator("clue_verification_rate")
    grids.grid(view, source, "clue_rounds", shown, answer, of=of, bars=("conclusion", "verification"))
    grids.downloads(view, source, "clue_rounds", view.say("pages.tab_clue_rounds"), shown, answer)


def one_by_one(view: View, source: Source) -> None:
    """Every clue of the view, open ones with their warning."""
    grids.show(view, source, "clue_progress", shown=CLUE, heading=False, rows=16)


def reviews(view: View, source: Source) -> None:
    """How many of the unsubstantiated were reviewed, by whom they had been handled, and how many reviews changed it."""
    left, right = st.columns(2, gap="medium")
    with left:
        breakdowns.by(view, source, "clue_review_rate", "handler")
    with right:
        breakdowns.by(view, source, "clue_review_changed_rate", "handler")


TABS = {
    "course": course,
    "years": each_year,
    "make_up": change_of_mix,
    "league": league,
    "stages": stages,
    "clue_rounds": by_round,
    "each": one_by_one,
    "reviews": reviews,
}
