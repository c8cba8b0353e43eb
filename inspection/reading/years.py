"""The verification rate year over year: what each year stands on, what may be said of it against the year before."""

from datetime import date

import pandas as pd

from inspection.indicators import TableColumn, indicator, table_definition
from inspection.reading import by_chance
from inspection.reading.answers import Source, counted, tabled
from inspection.reading.breakdowns import partial
from inspection.reading.keeping import kept
from inspection.reading.trends import beside, direction
from inspection.reading.view import View
from inspection.reading.words import between, named_column, percent
from inspection.statistics import Period, bounds, verdict, wilson
from inspection.text import say
from inspection.text.numbers import written

DEFINITIONS = {
    "of_concluded": "clue_verification_rate",
    "of_transferred": "clue_verification_of_transferred",
    "by_conclusion": "clue_verification_by_conclusion",
    "within_year": "clue_verification_within_year",
}
"""The definitions a reader may choose between -> their indicator; the office's own first."""


def own_years(view: View, source: Source) -> pd.DataFrame:
    """The table clue_years: the office's own definition, of all terms; `young` are the clues that are in no rate yet."""
    frame = tabled(view.all_years(), source, "clue_years")
    return frame.assign(young=frame["within_year_pending"])


@kept
def years_of(view: View, source: Source, definition: str) -> pd.DataFrame:
    """A verification rate year by year, of what has had its time, in the columns of the table clue_years as far as its
    definition has them; `young` is what has not.

    `definition`: one of DEFINITIONS; the office's own is the table itself.
    """
    if definition == "of_concluded":
        return own_years(view, source)
    rate = indicator(DEFINITIONS[definition])
    frame = counted(view.all_years(), source, rate.id, ("year",))
    frame = frame.assign(young=frame.get("young", 0))
    frame = frame[frame["year"].notna() & (frame["denominator"] + frame["pending"] + frame["young"] > 0)]
    in_part, breaks = partial(view, frame["year"]), source.settings.years("base", "break_year")
    counts = zip(frame["numerator"], frame["denominator"], frame["pending"], strict=True)
    ends = [bounds(int(n), int(whole), int(pending), rate.pending) or (None, None) for n, whole, pending in counts]
    of_year = frame["year"].astype(int)
    given = rate.window.length(source.settings) if rate.window and not rate.window.final else None
    young = [int(n) for n in frame["young"]]
    early = [given is not None and (view.as_of - date(y, 12, 31)).days < given for y in of_year]
    return pd.DataFrame(
        {
            "year": of_year,
            "transferred": frame["denominator"] + (frame["pending"] if rate.pending == "outside" else 0) + young,
            "concluded": frame["denominator"],
            "substantiated": frame["numerator"],
            "pending": frame["pending"],
            "young": young,
            "rate": frame["value"],
            "low_bound": [low for low, _ in ends],
            "high_bound": [high for _, high in ends],
            "is_partial": [y in in_part for y in of_year],
            "is_immature": [bool(n) or y for n, y in zip(young, early, strict=True)],
            "is_break": [y in breaks for y in of_year],
        }
    )


def periods(frame: pd.DataFrame) -> list[Period]:
    """The rows of `own_years` or `years_of` as periods that can be compared; what is pending stands outside `concluded`
    where more had their time than that."""
    return [
        Period(
            int(r.substantiated),
            int(r.concluded),
            partial=bool(r.is_partial),
            immature=bool(r.is_immature),
            breaks=bool(r.is_break),
            pending=int(r.pending),
            inside=int(r.transferred) - int(r.young) == int(r.concluded),
        )
        for r in frame.itertuples(index=False)
    ]


def year_finding(frame: pd.DataFrame, lang: str, name: str = "") -> str:
    """The last year that can be judged against the one before it, and the direction of all settled years since the last
    break, in a sentence; the question where there is neither.

    `name` is the rate's where it is not the office's own definition.
    """
    years = [int(year) for year in frame["year"]]
    judged = periods(frame)
    for at in range(len(judged) - 1, 0, -1):
        word = verdict(judged[at - 1], judged[at])
        if years[at] - years[at - 1] == 1 and word in ("up", "down", "not_significant"):
            rate = judged[at].numerator / judged[at].denominator
            before = judged[at - 1].numerator / judged[at - 1].denominator
            key = f"clues.finding_{word}" if name else f"charts.years_{word}"
            shown, points = percent(rate), written(abs(rate - before), times=100)
            pair = say(key, lang, year=years[at], rate=shown, points=points, name=name)
            # what came after the pair cannot be judged yet, so the direction is that of the years up to it
            return beside(pair, direction(judged[: at + 1], years[: at + 1], lang), lang)
    if words := direction(judged, years, lang):
        return say("trends.alone", lang, title=name or indicator(DEFINITIONS["of_concluded"]).title(lang), words=words)
    return name or say("charts.verification_by_year_question", lang)


def columns() -> tuple[TableColumn, ...]:
    """The columns of `with_verdicts`: those of the table clue_years, then the words beside them."""
    made = (named_column("pages", f"column_{n}", n) for n in ("interval", "verdict", "bounds", "within_of"))
    return (*table_definition("clue_years").columns, *made)


def _words(frame: pd.DataFrame) -> list[str]:
    """The word for each year beside the one before; none where the two do not follow one another."""
    judged = periods(frame)
    before = [None, *judged][: len(judged)]
    consecutive = frame["year"].diff().eq(1).tolist()
    return [verdict(b if c else None, n) for b, n, c in zip(before, judged, consecutive, strict=True)]


def judged_pairs(view: View, source: Source) -> int:
    """Of how many pairs of years the table says that the rate rose, fell or did not move beyond chance."""
    return sum(word in by_chance.JUDGED for word in _words(own_years(view, source)))


@kept
def with_verdicts(view: View, source: Source) -> pd.DataFrame:
    """The table clue_years with, for each year, its interval, its bounds and its verdict on the year before, in words.

    Years that do not follow one another are not compared.
    """
    frame = own_years(view, source)
    judged = periods(frame)
    before = [None, *judged][: len(judged)]
    shown = []
    for word, b, n in zip(_words(frame), before, judged, strict=True):
        points = 0.0
        if word in ("up", "down"):
            points = abs(n.numerator / n.denominator - b.numerator / b.denominator)
        none_due = not n.denominator and not n.pending
        shown.append(view.say("clues.none_due" if none_due else f"pages.verdict_{word}", points=written(points, times=100)))
    return frame.assign(
        verdict=shown,
        interval=[between(wilson(p.numerator, p.denominator)) for p in judged],
        bounds=[between(ends) for ends in zip(frame["low_bound"], frame["high_bound"], strict=True)],
        within_of=[
            f"{n} / {whole}" for n, whole in zip(frame["within_year_verified"], frame["within_year_of"], strict=True)
        ],
    )
