"""How the clues of each year come to their end: curves of competing ends, fixed windows, and what they say."""

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.trends import beside, direction
from inspection.reading.view import View
from inspection.reading.words import changed, n_of_N, named_column, percent
from inspection.statistics import Incidence, Period, aalen_johansen, fixed_window
from inspection.text import catalogue, say

ENDS = ("verified", "unverified", "other")
"""How a clue may end, one figure each; what is verified the table says, for the office rules it."""
_END = {"unsubstantiated": "unverified", "unable": "other", "partly": "partly"}
"""Outcome -> the end of what is not verified; partly substantiated then ends the waiting and has no figure."""
WINDOWS = (90, 180, 365, 730)


def resolutions(view: View, source: Source) -> pd.DataFrame:
    """The table clue_resolution, of all terms."""
    return tabled(view.all_years(), source, "clue_resolution")


def _ends(rows: pd.DataFrame) -> list[str | None]:
    """How the clues of each row ended; None where they are open."""
    told = zip(rows["outcome"], rows["is_verified"], strict=True)
    return ["verified" if verified else _END.get(outcome) for outcome, verified in told]


@kept
def dated_resolutions(view: View, source: Source) -> pd.DataFrame:
    """Its rows whose clues have days: of what was concluded on an unknown day nobody knows how long it took."""
    return _dated(resolutions(view, source))


def _dated(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["days"].notna()]


def curves(frame: pd.DataFrame) -> dict[int, Incidence]:
    """Year of transfer -> the cumulative incidence of each of ENDS by days (table clue_resolution), of what has days."""
    return {
        int(year): aalen_johansen(rows["days"].tolist(), _ends(rows), rows["clues"].tolist(), kinds=ENDS)
        for year, rows in _dated(frame).groupby("year")
    }


def within(frame: pd.DataFrame, window: int, end: str = "verified") -> dict[int, tuple[int, int, int]]:
    """Year -> (ended so within the window, watched that long, too young), of clues watched for the whole window; none of a
    year all of whose clues were concluded on unknown days."""
    found = {}
    for year, rows in _dated(frame).groupby("year"):
        waits = [int(d) if ended == end else None for d, ended in zip(rows["days"], _ends(rows), strict=True)]
        found[int(year)] = fixed_window(waits, rows["watched"].tolist(), window, rows["clues"].tolist())
    return found


def finding(frame: pd.DataFrame, years: pd.DataFrame, end: str, lang: str) -> str:
    """What became within a year of the last year watched that long, the word for it against the one before, and the
    direction of all years watched that long."""
    counts = within(frame, 365, end)
    flags = {int(r.year): r for r in years.itertuples(index=False)}
    judged = [y for y in sorted(counts) if counts[y][1] and not counts[y][2] and not flags[y].is_partial]
    if not judged:
        return say(f"clues.resolution_{end}_question", lang)
    year = judged[-1]
    n, whole, _ = counts[year]
    before = None
    if year - 1 in judged:
        before = Period(counts[year - 1][0], counts[year - 1][1])
    now = Period(n, whole, breaks=bool(flags[year].is_break))
    series = [Period(*counts[y][:2], breaks=bool(flags[y].is_break)) for y in judged]
    said = say(
        f"clues.resolution_{end}",
        lang,
        year=year,
        rate=percent(n / whole),
        of=n_of_N(n, whole),
        change=changed("clues", before, now, lang),
    )
    return beside(said, direction(series, judged, lang), lang)


@kept
def windows(view: View, source: Source) -> pd.DataFrame:
    """Year by window: how many were transferred, and the share verified within each of WINDOWS with its n of N."""
    frame = resolutions(view, source)
    transferred = frame.groupby("year")["clues"].sum()
    made = pd.DataFrame({"year": transferred.index.astype(int), "transferred": transferred.to_numpy()})
    for window in WINDOWS:
        counts = within(frame, window)
        made[f"within_{window}"] = [
            f"{percent(n / whole)}  {n}/{whole}" if whole else view.say("clues.not_yet" if young else "undated.no_days")
            for n, whole, young in (counts.get(year, (0, 0, 0)) for year in made["year"])
        ]
    return made


def window_columns() -> tuple[TableColumn, ...]:
    """The columns of `windows`."""
    word = catalogue()["clues"]["column_within"]
    return (
        named_column("clues", "column_year", "year", "int"),
        named_column("clues", "column_transferred", "transferred", "int"),
        *(TableColumn(f"within_{n}", word["zh"].format(n=n), word["en"].format(n=n), "text", None) for n in WINDOWS),
    )
