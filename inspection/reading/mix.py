"""Did the rate change, or what it is made of? And what forbids reading the answer."""

import pandas as pd

from inspection.indicators import indicator
from inspection.reading.answers import Source, counted
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import percent, points
from inspection.reading.years import own_years
from inspection.statistics import Mix, Period, kitagawa, verdict
from inspection.text import say

ID = "clue_verification_rate"
PARTED = ("subject_level", "kind", "discipline", "org_class", "handler")
"""By what the verification rate can be taken apart."""
YEARS = 6  # pairs of years offered


def taken_apart(frame: pd.DataFrame, dimension: str, before: int, now: int) -> Mix | None:
    """The change of an indicator (evaluated by year and dimension) between two years, by that dimension."""

    def counts(year: int) -> dict[object, tuple[int, int]]:
        rows = frame[(frame["year"] == year) & (frame["denominator"] > 0)]
        return {
            None if pd.isna(value) else value: (int(n), int(whole))
            for value, n, whole in zip(rows[dimension], rows["numerator"], rows["denominator"], strict=True)
        }

    return kitagawa(counts(before), counts(now))


def of_whole(found: Mix) -> tuple[tuple[float, float], tuple[float, float]]:
    """(counted, out of) of all parts together, before and now."""
    before, now = (
        (sum(k for k, _ in pairs), sum(n for _, n in pairs))
        for pairs in ([p.before for p in found.parts], [p.now for p in found.parts])
    )
    return before, now


def mix_finding(found: Mix | None, id: str, before: int, now: int, lang: str) -> str:
    """How a rate moved between two years, and how much of that is the parts' own rates and how much a different mix of
    them; that nothing can be compared, where `taken_apart` found nothing."""
    if found is None:
        return say("clues.mix_nothing", lang, before=before, now=now)
    (counted_before, out_of_before), (counted_now, out_of_now) = of_whole(found)
    return say(
        "clues.mix_finding",
        lang,
        name=indicator(id).title(lang),
        before=before,
        now=now,
        was=percent(counted_before / out_of_before),
        rate=percent(counted_now / out_of_now),
        change=points(found.change),
        own=points(found.rate_effect),
        mix=points(found.mix_effect),
    )


def parts(view: View, source: Source, dimension: str) -> pd.DataFrame:
    """The verification rate by year and one of PARTED, of all terms."""
    return counted(view.all_years(), source, ID, ("year", dimension))


@kept
def pairs(view: View, source: Source) -> tuple[tuple[int, ...], int | None]:
    """The later year of each pair of years that follow one another, the last YEARS of them, ascending; and the last one
    of which both can be read (None where there is no pair)."""
    rows = own_years(view, source)
    rows = rows[rows["concluded"] > 0]
    there = [int(y) for y in rows["year"] if int(y) - 1 in set(rows["year"])]
    if not there:
        return (), None
    flags = {int(r.year): r for r in rows.itertuples(index=False)}
    settled = [y for y in there if not any(flags[x].is_partial or flags[x].is_immature for x in (y - 1, y))]
    return tuple(there[-YEARS:]), (settled or there)[-1]


@kept
def cautions(view: View, source: Source, dimension: str, now: int) -> tuple[str, ...]:
    """Why the taking apart of the year and the one before must not be read as it stands; gravest first."""
    found = taken_apart(parts(view, source, dimension), dimension, now - 1, now)
    if found is None:
        return ()
    flags = {int(r.year): r for r in own_years(view, source).itertuples(index=False)}
    before, after = flags[now - 1], flags[now]
    said = [view.say("clues.mix_partial", year=int(y.year)) for y in (before, after) if y.is_partial]
    said += [view.say("clues.mix_too_early", year=int(y.year)) for y in (before, after) if y.is_immature]
    if found.reversed:
        said.append(view.say("clues.mix_reversed"))
    elif found.masked:
        said.append(view.say("clues.mix_masked"))
    word = verdict(*[Period(int(y.substantiated), int(y.concluded), pending=int(y.pending)) for y in (before, after)])
    if word == "open":
        said.append(view.say("clues.mix_open"))
    if word == "not_significant":
        said.append(view.say("clues.mix_not_significant", change=points(found.change)))
    return tuple(said)
