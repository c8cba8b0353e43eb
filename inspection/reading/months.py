"""A count month by month as a process: what is usual, which months are not, and that two months alone say nothing."""

from dataclasses import dataclass

import pandas as pd

from inspection.indicators import indicator
from inspection.reading.answers import Source
from inspection.reading.asked import TIMES, Asked
from inspection.reading.explored import answered
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import listed
from inspection.statistics import Process, process
from inspection.statistics.processes import LEAST, RUN
from inspection.text.numbers import written

NAMED = 6
EMPTY = 1 / 3
"""Of a larger share of months without any, the count comes in batches, and limits by months would say when the rounds were."""


@dataclass(frozen=True)
class Months:
    """Whole months (2025-09) without a gap and their counts; `process` is None for too few, or where they come in batches;
    `worse`: the side that is worse, 1, -1, or 0 where neither is."""

    names: tuple[str, ...]
    values: tuple[float, ...]
    process: Process | None
    worse: int


def able(asked: Asked) -> bool:
    """Whether a question is a count by months alone, of nothing else beside it and of all months: those left out would be 0."""
    if asked.also or asked.share or asked.top or asked.against or asked.between or any(n in TIMES for n, _ in asked.keep):
        return False
    if any("@" in name for name, _ in asked.keep):
        return False
    by = asked.by[0].rpartition("@")[2] if len(asked.by) == 1 else ""
    if by != "month":
        return False
    return not indicator(asked.source[1]).rate if asked.source[0] == "indicator" else asked.measure == "count"


@kept
def months(view: View, source: Source, asked: Asked) -> Months:
    """The counts of a question that is `able`, months without any as 0; the month of the as-of day is left out unless that is
    its last, and what has no month."""
    frame = answered(view, source, asked)
    frame = frame[frame[asked.by[0]].notna()]
    found = dict(zip(frame[asked.by[0]].astype(str), frame["value"].astype(float), strict=True))
    last = pd.Period(view.as_of, "M")
    last = last if pd.Timestamp(view.as_of).is_month_end else last - 1
    there = [pd.Period(month, "M") for month in found]
    names = [str(m) for m in pd.period_range(min(there), last, freq="M")] if there else []
    values = tuple(found.get(name, 0.0) for name in names)
    better = indicator(asked.source[1]).better if asked.source[0] == "indicator" else "neither"
    return Months(tuple(names), values, None if _batches(values) else process(values), {"lower": 1, "higher": -1}.get(better, 0))


def _batches(values: tuple[float, ...]) -> bool:
    return values.count(0.0) > EMPTY * len(values)


def finding(view: View, made: Months) -> str:
    """The months that are not as usual, by name; that all are; that they are too few, or come in batches."""
    if made.process is None and len(made.names) >= LEAST:
        return view.say("explore.months_batches", n=len(made.names), empty=made.values.count(0.0))
    if made.process is None:
        return view.say("explore.months_few", n=len(made.names), least=LEAST)
    last = made.process.stretches[-1]
    words = {"mean": written(last.mean), "low": written(last.low), "high": written(last.high), "since": made.names[last.first]}
    said = [view.say("explore.months_usual", **words)]
    out = [name for name, signal in zip(made.names, made.process.signals, strict=True) if abs(signal) == 2]
    if out:
        shown = listed(out[-NAMED:], view.lang)
        more = view.say("explore.months_last", n=NAMED) if len(out) > NAMED else ""
        said.append(view.say("explore.months_out", n=len(out), months=shown) + more)
    if any(abs(signal) == 1 for signal in made.process.signals) or len(made.process.stretches) > 1:
        said.append(view.say("explore.months_run", run=RUN))
    return "".join(said) if len(said) > 1 else said[0] + view.say("explore.months_none")
