"""Which figures of a view are certified (核定), for cards, definitions and papers."""

from functools import lru_cache
from pathlib import Path

import pandas as pd

from inspection.indicators import indicator
from inspection.indicators.basis import Basis, Question, basis, question
from inspection.papers.given import papers_home
from inspection.reading.answers import Source, names
from inspection.reading.dimensions import dimension_label
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NAMED, NOTHING, amount, labels, n_of_N, number
from inspection.snapshots.certified import Certificate, certificates, standing
from inspection.snapshots.register import LOG
from inspection.text import say


def question_of(view: View, id: str) -> Question:
    """A figure of a view as a question. Raises Unknown."""
    definition = indicator(id)
    return question(id, dict(view.filters_of(definition)), view.as_of, *view.period_of(definition))


def held(source: Source) -> tuple[Certificate, ...]:
    """The certificates of the home whose papers go with the data. Raises Refused where they are not as they were written."""
    home = papers_home(source)
    try:
        told = (home / "snapshots" / LOG).stat()
    except FileNotFoundError:
        return ()
    return _held(home, told.st_mtime_ns, told.st_size)


@lru_cache(maxsize=4)
def _held(home: Path, written: int, size: int) -> tuple[Certificate, ...]:
    return certificates(home)


@kept
def resting(source: Source, asked: Question) -> Basis:
    """What a figure rests on now."""
    return basis(source.mart, source.settings, asked)


def certificate_of(view: View, source: Source, id: str) -> Certificate | None:
    """The certificate that holds for a figure of the view, the last one of several. Raises what `held` does."""
    asked = question_of(view, id)
    return standing(asked, held(source), lambda: resting(source, asked))


def mark_words(view: View, source: Source, id: str) -> str:
    """The mark of a certified figure with name and day; nothing where it is not. Raises what `held` does."""
    found = certificate_of(view, source, id)
    return view.say("certified.mark", by=found.by, day=found.day) if found else ""


def scope_words(asked: Question, source: Source, lang: str) -> str:
    """The filters, the days and the as-of day of a question in words."""
    definition, parts = indicator(asked.indicator), []
    for name, values in asked.where:
        codes = definition.codes_of(name)
        known = labels(codes, lang) if codes else names(source, NAMED[name]) if name in NAMED else {}
        told = (NOTHING if value is None else str(known.get(value, value)) for value in values)
        parts.append(f"{dimension_label(definition, name, lang)} {say('certified.joint', lang).join(told)}")
    if asked.from_date or asked.to_date:
        start = asked.from_date.isoformat() if asked.from_date else say("pages.period_open_start", lang)
        parts.append(say("pages.period_words", lang, start=start, end=(asked.to_date or asked.as_of).isoformat()))
    day = say("pages.as_of_day", lang, day=asked.as_of.isoformat())
    return " · ".join([day, *(parts or [say("certified.no_filters", lang)])])


def value_words(one: Certificate | Basis, asked: Question, lang: str) -> str:
    """The value as it was certified, of a rate with n of N."""
    rests_on = one.basis if isinstance(one, Certificate) else one
    definition, counts = indicator(asked.indicator), dict(rests_on.counts)
    value = number(rests_on.value, definition)
    if not definition.rate:
        return value if definition.shape.decimal else amount(definition, rests_on.value, lang)
    prefix = "settled_" if definition.window else ""
    return f"{value} ({n_of_N(counts[f'{prefix}numerator'], counts[f'{prefix}denominator'])})"


def state_words(one: Certificate, source: Source, lang: str) -> str:
    """Whether a certificate holds; of one that fell what changed, of one taken back by whom and why."""
    if one.back:
        return say("certified.taken_back", lang, by=one.back.by, day=one.back.day, reason=one.back.reason)
    changed = one.basis.changed(resting(source, one.question))
    if not changed:
        return say("certified.holds", lang)
    parts = say("certified.joint", lang).join(say(f"certified.part_{part}", lang) for part in changed)
    return say("certified.fallen", lang, parts=parts)


COLUMNS = ("id", "title", "asked", "value", "by", "day", "version", "state")


def listed(source: Source, lang: str, only: str | None = None) -> pd.DataFrame:
    """The certificates of a home, the last first, or those of one indicator: what, as what, by whom, whether it holds.
    Raises what `held` does."""
    rows = [
        (one.id, indicator(one.question.indicator).title(lang), scope_words(one.question, source, lang),
         value_words(one, one.question, lang), one.by, one.day, one.version, state_words(one, source, lang))
        for one in reversed(held(source))
        if only in (None, one.question.indicator)
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=[say(f"certified.column_{name}", lang) for name in COLUMNS], dtype=object)
