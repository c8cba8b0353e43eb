"""A headline figure in words: the value, what it stands on, what is open, and what became of it since before."""

from dataclasses import dataclass

import pandas as pd

from inspection.indicators import Indicator, indicator
from inspection.reading import coverage
from inspection.reading.answers import Source, figure
from inspection.reading.changes import Change, change, change_words, how_compared
from inspection.reading.keeping import kept
from inspection.reading.scope import own_scope
from inspection.reading.undated import captions, rule_words
from inspection.reading.undated import words as undated
from inspection.reading.view import View, compared_explained, compared_with, compared_words
from inspection.reading.words import amount, money, number, percent, whole_number
from inspection.statistics import bounds
from inspection.text import say
from inspection.warehouse import Settings

SMALL = 30  # out of fewer, the interval stands beside the rate


@dataclass(frozen=True)
class Card:
    """One figure in words.

    `change` and the lines `below` are sentences, `brief` the two of them that a card on a screen has room for (and what
    it must not be read without), `help` markdown, which has the others too; `colour` (green, red, off) says whether the change is
    good, `arrow` (up, down, off) which way it goes.
    """

    title: str
    value: str
    change: str
    colour: str
    arrow: str
    help: str
    below: tuple[str, ...]
    brief: tuple[str, ...]


def definition_parts(definition: Indicator, settings: Settings, lang: str) -> tuple[tuple[str, str], ...]:
    """The definition line by line, (label, words): the question without one, then what is counted, out of what, what is open,
    dated by what, when."""
    lines = [("", definition.question(lang)), (say("pages.part_numerator", lang), definition.counted(lang))]
    if definition.out_of:
        lines.append((say("pages.part_denominator", lang), definition.out_of(lang)))
    if definition.pending_words:
        where = say(f"pages.pending_{definition.pending}", lang)
        lines.append((say("pages.part_pending", lang), f"{definition.pending_words(lang)} ({where})"))
    lines.append((say("pages.dated_by", lang), definition.dated(lang)))
    if window := window_words(definition, settings, lang):
        lines.append((say("pages.window", lang), window))
    if definition.undated:
        lines.append((say("undated.name", lang), rule_words(definition, lang)))
    return tuple(lines)


def definition_words(definition: Indicator, settings: Settings, lang: str) -> str:
    """The definition for a tooltip, in markdown, and the link."""
    parts = definition_parts(definition, settings, lang)
    lines = [f"**{label}** {words}" if label else words for label, words in parts]
    lines.append(f"[{say('pages.to_definition', lang)}](definitions?indicator={definition.id}&lang={lang})")
    return "\n\n".join(lines)


def window_words(definition: Indicator, settings: Settings, lang: str) -> str:
    """Which things a rate counts once their time is over, in a sentence; nothing where they need none."""
    if definition.window is None:
        return ""
    days = definition.window.length(settings)
    kind = "due" if days is None else "due_or_days" if definition.window.due else "days"
    return say(f"pages.window_{kind}", lang, days=days, dated=definition.dated(lang))


def young_words(view: View, definition: Indicator, settings: Settings, row: pd.Series) -> list[str]:
    """How many things are too young to be counted, and the rate with them, which is how far things have come."""
    young = int(row["young"]) if definition.rate else 0
    if not young:
        return []
    kind = "due" if definition.window.due else "days"
    said = [view.say(f"pages.young_{kind}", n=whole_number(young), days=definition.window.length(settings))]
    if row["all_denominator"] == row["denominator"]:
        return said  # what becomes of a thing is only told once its time is over
    of = view.say("pages.n_of_N", n=whole_number(row["all_numerator"]), N=whole_number(row["all_denominator"]))
    return [*said, view.say("pages.so_far", value=percent(row["all_value"]), of=of)]


def stands_on(view: View, definition: Indicator, row: pd.Series) -> list[str]:
    """n of N, and what is pending and where that can take the rate, else the interval where N is small and chance has a
    part in it. A line each."""
    if not definition.rate:
        return []
    n, whole, pending = int(row["numerator"]), int(row["denominator"]), int(row["pending"])
    if not whole and not pending:
        return [view.say("pages.nothing_counted")]
    lines = [view.say("pages.n_of_N", n=whole_number(n), N=whole_number(whole))]
    open_words = view.say("pages.open_clues" if definition.section == "clues" else "pages.open_items", n=whole_number(pending))
    if pending and definition.pending == "outside":
        low, high = bounds(n, whole, pending, "outside")
        lines[0] = f"{lines[0]} · {open_words}"
        lines.append(view.say("pages.bounds", low=percent(low), high=percent(high)))
        return lines
    if pending:
        lines[0] = f"{lines[0]} · {open_words}"
    if 0 < whole < SMALL and not definition.census:
        lines.append(view.say("pages.interval", low=percent(row["low"], 0), high=percent(row["high"], 0)))
    return lines


def _before(view: View, source: Source, id: str) -> pd.Series | None:
    other = compared_with(view)
    if other is None or id == coverage.ID:
        return None
    row = figure(other, source, id)
    return row if not indicator(id).rate or row["denominator"] else None


def _value(view: View, definition: Indicator, value: float | None, *, unit: bool) -> str:
    """A value of a card, with the unit of a count where the language writes it so; in English the title says what is
    counted, but money is nothing without its unit, also where the one above has it."""
    if view.lang == "en" and definition.shape.decimal and not pd.isna(value):
        return money(value, "en")
    written = unit and view.lang == "zh" and not definition.rate
    return number(value, definition) + (f" {definition.unit('zh')}" if written else "")


@kept
def card(view: View, source: Source, id: str) -> Card:
    """An indicator of the view as a card: six lines below it at most; why two numbers differ stands in its help."""
    definition = indicator(id)
    row = figure(view, source, id)
    before = _before(view, source, id)
    found = change(view, source, id) if id != coverage.ID else Change("none")
    words, colour, arrow = change_words(view, definition, found)
    plan: list[str] = []
    if id == coverage.ID:
        words, colour, plan = coverage.against_plan(view, source)
    lines, help = stands_on(view, definition, row), [definition_words(definition, source.settings, view.lang)]
    young = young_words(view, definition, source.settings, row)
    unknown_days = captions(undated(view, definition, row))
    first, second = lines[:1], list(plan[:1])
    if young:
        second.append(view.say("opening.young_card", n=whole_number(row["young"])))
    lines += [*young, *unknown_days]
    if id == coverage.ID:
        lines += [*plan, *coverage.finish_words(view, source)]
    if before is not None:
        was = _value(view, definition, before["value"], unit=False)
        lines.insert(0, view.say("pages.was", which=compared_words(view), value=was))
        second.append(lines[0])
        if unknown := undated(view, definition, before):
            help.append(view.say("undated.of", title=compared_words(view), words=unknown))
        help += [view.say("pages.verdict_ages")] if found.word == "ages" else []
        help += [*how_compared(view, found), compared_explained(view)]
    scope = [said] if (said := own_scope(view, view, definition)) else []
    lines += scope
    brief = [line for line in (*first, " · ".join(second), *unknown_days, *scope) if line]
    help = [line for line in lines if not any(line in shown for shown in brief)] + help
    return Card(
        title=definition.title(view.lang),
        value=_value(view, definition, row["value"], unit=True),
        change=words,
        colour=colour,
        arrow=arrow,
        help="\n\n".join(help),
        below=tuple(lines),
        brief=tuple(brief),
    )


@kept
def sentence(view: View, source: Source, key: str, ids: tuple[str, ...]) -> str:
    """A sentence of the catalogue with the values of indicators in their places, each by its id; in English money is told with
    its unit."""
    values = {id: figure(view, source, id)["value"] for id in ids}
    told = {
        id: amount(indicator(id), value, "en")
        if view.lang == "en" and indicator(id).shape.decimal and not pd.isna(value)
        else number(value, indicator(id))
        for id, value in values.items()
    }
    return view.say(key, **told)
