"""Any indicator by one dimension, year by year, or quarter by quarter: the rows that a drawing or a table shows, and what
they say."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import pandas as pd

from inspection.indicators import indicator
from inspection.reading.answers import Source, counted
from inspection.reading.keeping import kept
from inspection.reading.trends import beside, count_direction
from inspection.reading.view import View
from inspection.reading.words import NOTHING, amount, groups, labels, percent, whole_number, whole_shares
from inspection.text import say

ORDINAL = ("four_forms", "subject_level", "village_class", "grade")
"""Code lists that have an order of their own."""


@kept
def by_dimension(view: View, source: Source, id: str, dimension: str) -> pd.DataFrame:
    """The groups in which there is something: of a count those counted, of a rate those it has a denominator for, or will
    have once their time is over or their cases are concluded."""
    frame = counted(view, source, id, (dimension,))
    if not indicator(id).rate:
        return frame[frame["numerator"] > 0]
    return frame[(frame["denominator"] > 0) | (frame["pending"] > 0) | (frame.get("young", 0) > 0)]


def no_rate(row: pd.Series, lang: str) -> str:
    """Why a group has no rate, in words: how many of it are too young, else how many are not concluded; a dash where
    there is nothing."""
    if row.get("young", 0) > 0:
        return say("breakdown.none_due", lang, n=whole_number(row["young"]))
    return say("breakdown.none_concluded", lang, n=whole_number(row["pending"])) if row.get("pending", 0) > 0 else NOTHING


@kept
def by_year(view: View, source: Source, id: str, split: str = "") -> pd.DataFrame:
    """A count year by year within the view, split by a second dimension where given."""
    frame = counted(view, source, id, ("year", split) if split else ("year",))
    return frame[frame["year"].notna() & (frame["numerator"] > 0)]


@kept
def by_quarter(view: View, source: Source, id: str) -> pd.DataFrame:
    """An indicator quarter by quarter within the view."""
    frame = counted(view, source, id, ("quarter",))
    return frame[frame["quarter"].notna()]


def partial(view: View, years: pd.Series) -> tuple[int, ...]:
    """Which of these years the data cover only in part, ascending."""
    return tuple(year for year in sorted(set(years.dropna().astype(int))) if view.is_partial(year))


@kept
def partial_years(view: View, source: Source, id: str, split: str = "") -> tuple[int, ...]:
    """The years of `by_year` that the data, or the term and period of the view, cover only in part."""
    years, term = by_year(view, source, id, split)["year"], view.chosen_term
    start = view.from_date or (term.started_on if term else date.min)
    end = view.to_date or (term and term.ended_on) or date.max
    cut = {int(y) for y in years.dropna() if date(int(y), 1, 1) < start or date(int(y), 12, 31) > end}
    return tuple(sorted({*partial(view, years), *cut}))


def ordered(frame: pd.DataFrame, id: str, dimension: str) -> pd.DataFrame:
    """The groups of an indicator (evaluated by one dimension): codes of ORDINAL in the order of their list, else the
    largest first; the empty group last."""
    codes = indicator(id).codes_of(dimension)
    if codes in ORDINAL:
        place = {code: at for at, code in enumerate(labels(codes, "zh"))}
        return frame.sort_values(dimension, key=lambda s: s.map(place), na_position="last", kind="stable")
    frame = frame.sort_values("value", ascending=False, kind="stable")
    return frame.sort_values(dimension, key=lambda s: s.isna(), kind="stable")


def by_finding(frame: pd.DataFrame, id: str, dimension: str, lang: str, names: Mapping | None = None) -> str:
    """An indicator by one dimension in a sentence: of a count which group is the largest, how large, and its share of all
    (no share where things are counted distinct: one can stand in two groups).

    Of equals none is called the largest, nor is the empty group; then, and where nothing is counted, the name of the
    indicator alone. Of a rate its name and the dimension's: which rate is the highest, chance may have decided.
    """
    definition = indicator(id)
    title = definition.title(lang)
    if definition.rate:
        return say("breakdown.rate_by", lang, title=title, by=say(f"breakdown.by_{dimension}", lang))
    total = float(frame["numerator"].sum())
    stated = frame[frame[dimension].notna()].sort_values("numerator", ascending=False, kind="stable")
    counts = stated["numerator"].astype(float).tolist()
    if not total or not counts or counts[:1] == counts[1:2]:
        return title
    key = "breakdown.top_distinct" if definition.shape.distinct else "breakdown.top"
    share = whole_shares(frame["numerator"].tolist())[frame.index.get_loc(stated.index[0])]
    (top,) = groups(id, dimension, stated[dimension].head(1), lang, names)
    shown = amount(definition, counts[0], lang)
    return say(key, lang, title=title, top=top, n=shown, share=share)


def totals_by_year(frame: pd.DataFrame) -> dict[int, float]:
    """Year -> how much is counted in it, ascending, from rows that may be split by a second dimension."""
    totals = frame.groupby("year")["numerator"].sum().sort_index()
    return {int(year): float(total) for year, total in totals.items()}


def years_finding(frame: pd.DataFrame, id: str, in_part: Collection[int], lang: str) -> str:
    """A count in the last year that the data cover wholly, beside the year before, and the direction of all years that
    they cover wholly, one after another; where the year before is not there or covered in part only, what is shown and no
    comparison."""
    definition, totals = indicator(id), totals_by_year(frame)
    title, covered = definition.title(lang), [year for year in totals if year not in in_part]
    if len(covered) < 2 or covered[-1] - covered[-2] != 1:
        return say("breakdown.all_years", lang, title=title)
    now, before = (amount(definition, totals[year], lang) for year in (covered[-1], covered[-2]))
    said = say("breakdown.years_finding", lang, title=title, year=covered[-1], now=now, before=before)
    # a year in which nothing is counted is none at all in `totals`
    whole = [year for year in range(covered[0], covered[-1] + 1) if year not in in_part]
    return beside(said, count_direction({year: totals.get(year, 0.0) for year in whole}, lang), lang)


def running_totals(frames: Sequence[pd.DataFrame]) -> tuple[list[str], list[list[float]]]:
    """Every quarter (2024-Q3) from the first to the last of all frames (evaluated by quarter), and for each frame what is
    counted up to the end of each."""
    there = sorted({quarter for frame in frames for quarter in frame["quarter"]})
    quarters = _every_quarter(there[0], there[-1]) if there else []
    grown = []
    for frame in frames:
        counts = dict(zip(frame["quarter"], frame["numerator"].astype(float), strict=True))
        grown.append(pd.Series([counts.get(quarter, 0.0) for quarter in quarters], dtype=float).cumsum().tolist())
    return quarters, grown


def _every_quarter(first: str, last: str) -> list[str]:
    year, quarter = int(first[:4]), int(first[-1])
    found = [first]
    while found[-1] < last:
        year, quarter = (year, quarter + 1) if quarter < 4 else (year + 1, 1)
        found.append(f"{year}-Q{quarter}")
    return found


def running_finding(frames: Sequence[pd.DataFrame], ids: Sequence[str], lang: str) -> str:
    """What the first two of several sums (each evaluated by quarter) come to, and the share of the first that the second
    is; a dash where the first is nothing."""
    first, second = (float(frame["numerator"].sum()) for frame in frames[:2])
    share = percent(second / first, 0) if first else NOTHING
    words = [amount(indicator(id), total, lang) for id, total in zip(ids, (first, second), strict=False)]
    return say("breakdown.running_finding", lang, first=words[0], second=words[1], share=share)
