"""The pieces of the team page: the talent pool, training, the report awards, the teams as the inspected see them."""

import streamlit as st

from inspection.charts.team import award_scores, in_and_out
from inspection.indicators import table_definition
from inspection.reading import team_reviews
from inspection.reading.answers import Source, tabled
from inspection.reading.awards import places, reports, scores_of_year, years
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.ui.pieces import breakdowns, grids, panels, paper
from inspection.ui.pieces.choices import choice
from inspection.ui.pieces.plain import plain

REVIEW = ("team", "question", "share", "satisfied", "answers", "interval", "rounds", "no_opinion")
AWARD = ("award_year", "org_name", "round_id", "team", "mean_score", "lowest", "highest", "judges", "awarded")


def pool(view: View, source: Source) -> None:
    """Who joined and left the pool, year by year, over all years."""
    flow = ask(tabled, view.all_terms(), source, "talent_flow")
    panels.chart(view, source, in_and_out, flow, behind=("talent_joined", "talent_left"))
    grids.show(view, source, "talent_flow", flow, heading=False)


def training(view: View, source: Source) -> None:
    """Training, promotions and exchanges, year by year."""
    left, right = st.columns([1, 1], gap="medium")
    with left:
        breakdowns.years(view, source, "person_times_trained")
    with right:
        breakdowns.years(view, source, "staff_advanced", "staff_event_kind")


def awards(view: View, source: Source) -> None:
    """The reports of one award year with their judges' scores, and all years as a table."""
    over = view.all_terms()
    there = years(over, source)
    if not there:
        st.caption(view.say("pages.no_rows"))
        return
    year = there[0]
    if len(there) > 1:
        year = int(choice("award", {str(y): str(y) for y in there}, view.say("pages.award_year")))
    scores, ranks = ask(scores_of_year, over, source, year), ask(places, over, source, year)
    name = f"awards_{year}"
    panels.chart(view, source, award_scores, scores, ranks=ranks, behind="reports_awarded", name=name)
    grids.show(view, source, "report_awards", ask(reports, over, source), shown=AWARD, heading=False, rows=16)


def reviews(view: View, source: Source) -> None:
    """What the inspected say of the teams, in groups of five answers and more."""
    answer, columns = ask(team_reviews.reviews, view, source), team_reviews.columns()
    st.caption(plain(team_reviews.finding(answer(), view.lang)))
    if answer().empty:
        return
    definition = table_definition("team_reviews")
    grids.grid(view, source, "team_reviews", columns, answer, shown=REVIEW, bars=("share",), of=definition, rows=16)
    caveats = [c(view.lang) for c in definition.caveats]
    for words in caveats:
        paper.note(words, view.lang)
    grids.downloads(view, source, "team_reviews", definition.title(view.lang), columns, answer, caveats)


TABS = {"pool": pool, "training": training, "awards": awards, "team_reviews": reviews}
