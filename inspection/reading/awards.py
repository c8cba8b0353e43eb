"""The reports of an award year with their judges' scores: which years there are, the places, how sure they are."""

from collections.abc import Mapping

import pandas as pd

from inspection.reading.answers import Source, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.statistics import drawn_means, rank, rank_intervals
from inspection.text import say


def scores(view: View, source: Source) -> pd.DataFrame:
    """One row per report and judge (table report_awards), of all years."""
    return tabled(view.all_terms(), source, "report_awards")


@kept
def years(view: View, source: Source) -> tuple[int, ...]:
    """The years in which reports were judged, the last one first."""
    return tuple(sorted({int(year) for year in scores(view, source)["award_year"]}, reverse=True))


@kept
def scores_of_year(view: View, source: Source, year: int) -> pd.DataFrame:
    """The scores of one award year."""
    return narrowed(scores(view, source), "award_year", year)


@kept
def reports(view: View, source: Source) -> pd.DataFrame:
    """One row per report, of all years."""
    return scores(view, source).drop_duplicates(["award_year", "inspection_id"])


@kept
def places(view: View, source: Source, year: int) -> dict[str, tuple[int, int, int]]:
    """Inspection -> the place of its report among those of the view, and the 95 % interval of it, had the judges been
    others of the same kind."""
    of_year = scores_of_year(view, source, year)
    by_judge = of_year.pivot(index="inspection_id", columns="judge", values="score").astype(float)
    ranks = rank(by_judge.mean(axis=1).tolist())
    ends = rank_intervals(drawn_means(by_judge.to_numpy()), ranks)
    return {i: (place, *(end or (place, place))) for i, place, end in zip(by_judge.index, ranks, ends, strict=True)}


def awards_finding(of_year: pd.DataFrame, ranks: Mapping[str, tuple[int, int, int]], lang: str) -> str:
    """How many reports and judges a year has (`scores_of_year`), and whether the places (`places`) hang on who judged: on
    any place that might be another, or on none."""
    counts = {"year": int(of_year["award_year"].iloc[0]), "n": of_year["inspection_id"].nunique()}
    unsure = any(low != high for _, low, high in ranks.values())
    key = "team.awards_finding" if unsure else "team.awards_settled"
    return say(key, lang, **counts, judges=of_year["judge"].nunique())
