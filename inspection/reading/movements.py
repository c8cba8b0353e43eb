"""Why a figure moved between two versions, in one sentence: 查实率 2024 年：52.3 % → 54.1 %，补录结果 6 条."""

import pandas as pd

from inspection.indicators import Counts, Movement, indicator
from inspection.reading.words import decimal, label, n_of_N, percent, whole_number
from inspection.text import say
from inspection.warehouse import Change, dictionary


def _value(movement: Movement, counts: Counts, value: float | None) -> str:
    return percent(value) if indicator(movement.id).rate else decimal(counts.numerator)


def group_words(movement: Movement, lang: str) -> str:
    """The group a figure is of: 2024 年, 第 14 届, a code's label; nothing where it is of all."""
    words = []
    for dimension, value in zip(movement.by, movement.group, strict=True):
        codes = indicator(movement.id).codes_of(dimension)
        if value is None or pd.isna(value):
            words.append(say("changes.no_group", lang))
        elif dimension in ("year", "term"):
            words.append(say(f"changes.{dimension}", lang, value=value))
        else:
            words.append(label(codes, value, lang) if codes else str(value))
    return " · ".join(words)


def parts_words(movement: Movement, lang: str, *, one_version: bool = False) -> str:
    """How many things moved the figure, by reason: 补录结果 6 条，更正 1 条. Between two days of `one_version` all of it
    is what happened meanwhile."""
    kinds = {"time": "meanwhile"} if one_version else {}
    parts = (
        say(f"changes.part_{kinds.get(part.kind, part.kind)}", lang, things=whole_number(part.things))
        for part in movement.parts
    )
    return say("changes.between", lang).join(parts)


def figure_words(movement: Movement, lang: str) -> str:
    """Which figure, of which group."""
    return f"{indicator(movement.id).title(lang)} {group_words(movement, lang)}".strip()


def value_words(movement: Movement, lang: str) -> tuple[str, str]:
    """The figure before and after, each with its n of N where it is a rate."""
    words = []
    for counts, value in zip((movement.before, movement.after), movement.values, strict=True):
        rate = indicator(movement.id).rate
        beside = f" ({n_of_N(counts.numerator, counts.denominator)})" if rate and counts.denominator else ""
        words.append(_value(movement, counts, value) + beside)
    return words[0], words[1]


def change_words(movement: Movement, lang: str) -> str:
    """The figure before and after, with n of N where it is a rate."""
    before, after = movement.values
    values = {
        "title": indicator(movement.id).title(lang),
        "group": group_words(movement, lang),
        "before": _value(movement, movement.before, before),
        "after": _value(movement, movement.after, after),
    }
    if not indicator(movement.id).rate:
        return say("changes.count", lang, **values)
    counts = [n_of_N(c.numerator, c.denominator) for c in (movement.before, movement.after)]
    return say("changes.rate", lang, **values, counts_before=counts[0], counts_after=counts[1])


def sentence(movement: Movement, lang: str) -> str:
    """What moved and why, on one line."""
    return say("changes.because", lang, change=change_words(movement, lang), parts=parts_words(movement, lang))


def rekeyed_words(change: Change, lang: str) -> str:
    """Of a ledger whose keys have changed altogether: that its rows are neither new nor gone."""
    counts = {"older": change.older, "newer": change.newer, "same": change.changed + change.unchanged}
    words = {name: whole_number(count) for name, count in counts.items()}
    return say("changes.keys_changed", lang, ledger=dictionary().ledgers[change.ledger].label(lang), **words)
