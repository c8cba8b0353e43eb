"""The verification rate that a young year's clues will have in the end, beside its bounds; refused where delays drift."""

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING, between, n_of_N, named_column, percent
from inspection.statistics import Cases, bounds, drift, nowcast
from inspection.statistics.nowcasts import LEAST_COHORTS, LEAST_ENDED

COLUMNS = ("year", "clues", "open", "so_far", "bounds", "expected", "band")
NUMBERS = ("year", "clues", "open", "true", "ended", "so_far", "least", "most", "expected", "low", "high")
TYPES = dict.fromkeys(("year", "clues", "open"), "int")


def cases_of(frame: pd.DataFrame) -> Cases:
    """The rows of clue_resolution as cases by year of transfer; what was concluded on an unknown day is left out."""
    frame = frame[frame["days"].notna()]
    true = frame["is_verified"].astype(bool)
    end = (frame["outcome"] != "pending").astype(int) * (2 - true.astype(int))
    return Cases.of(list(zip(frame["year"], frame["days"].astype(int), end, frame["clues"], strict=True)))


@kept
def _cases(view: View, source: Source) -> pd.DataFrame:
    return tabled(view, source, "clue_resolution")


@kept
def refusal(view: View, source: Source) -> str:
    """Why nothing is worked out, in words; nothing where something is."""
    frame = _cases(view, source)
    if not (frame["outcome"] == "pending").any():
        return view.say("nowcast.none_open")
    moved = drift(cases_of(frame))
    if moved is None or (frame["outcome"] != "pending").sum() == 0:
        return view.say("nowcast.refused_few", cohorts=LEAST_COHORTS, ended=LEAST_ENDED)
    return view.say("nowcast.refused_drift") if moved < 1 else ""


@kept
def numbers(view: View, source: Source) -> pd.DataFrame:
    """The years that have open clues: year, clues, open, true, ended, so_far (share, empty without an end), least, most (the
    bounds), expected, low, high (the rate in the end and its 80 % band, empty where none can be told). Clues of unknown day
    count in all but these three."""
    frame, lines = _cases(view, source), []
    refused, cases = refusal(view, source), cases_of(frame)
    for year, rows in frame.groupby("year", sort=True):
        waiting = int(rows.loc[rows["outcome"] == "pending", "clues"].sum())
        if not waiting:
            continue
        ended = int(rows["clues"].sum()) - waiting
        true = int(rows.loc[rows["is_verified"].astype(bool), "clues"].sum())
        found = None if refused else nowcast(cases, int(year))
        told = (found.expected, found.low, found.high) if found else (None, None, None)
        ends = bounds(true, ended, waiting, "outside")
        lines.append((year, ended + waiting, waiting, true, ended, true / ended if ended else None, *ends, *told))
    return pd.DataFrame(lines, columns=list(NUMBERS)).astype(dict.fromkeys(NUMBERS[5:], "float64"))


@kept
def expected(view: View, source: Source) -> pd.DataFrame:
    """`numbers` in words: clues, open ones, the rate so far with its n of N, its bounds, the rate expected in the end and its
    80 % band; a dash for what cannot be told."""
    lines = [
        (
            *(r.year, r.clues, r.open, f"{percent(r.so_far)} {n_of_N(r.true, r.ended)}" if r.ended else NOTHING),
            *(between((r.least, r.most)), NOTHING if pd.isna(r.expected) else percent(r.expected), between((r.low, r.high))),
        )
        for r in numbers(view, source).itertuples(index=False)
    ]
    return pd.DataFrame(lines, columns=list(COLUMNS))


@kept
def finding(view: View, source: Source) -> str:
    """The youngest year in a sentence; why nothing is worked out."""
    rows = expected(view, source)
    refused = refusal(view, source)
    told = rows[rows["expected"] != NOTHING]
    if refused or told.empty:
        return refused or view.say("nowcast.refused_few", cohorts=LEAST_COHORTS, ended=LEAST_ENDED)
    last = told.iloc[-1]
    low, high = last["band"].split("–")
    words = {"year": last["year"], "naive": last["so_far"], "expected": last["expected"], "open": last["open"]}
    return view.say("nowcast.finding", low=low, high=high, **words)


@kept
def without_days(view: View, source: Source) -> int:
    """How many clues were concluded on an unknown day."""
    frame = _cases(view, source)
    return int(frame.loc[frame["days"].isna(), "clues"].sum())


def columns() -> tuple[TableColumn, ...]:
    """The columns of `expected`."""
    return tuple(named_column("nowcast", f"column_{name}", name, TYPES.get(name, "text")) for name in COLUMNS)
