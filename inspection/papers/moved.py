"""Which figures given in an earlier paper are others today, and why: the program's words, the office's settings, the data, time.

Between what was printed and what would be printed now lie four steps, each one change: the same version and settings read again
(a difference is the program's), under the settings of today, from the data of today as of that day, as of the day of today.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from inspection.formats.paper import Column, Section, Table
from inspection.indicators import indicator, indicators, movement
from inspection.papers.given import Given
from inspection.reading.answers import Source
from inspection.reading.fields import Asked, FieldUnknown, answers, parse
from inspection.reading.movements import parts_words
from inspection.reading.view import View
from inspection.text import say

STEPS = ("program", "settings", "data", "time")


@dataclass(frozen=True)
class Moved:
    """A figure of a paper that has moved: its field, its title, the words printed and those of today, the STEPS that moved it
    (`unknown` where its version is not kept any more, `gone` where there is no such figure any more), and of its things how
    many, by reason."""

    field: str
    title: str
    before: str
    now: str
    reasons: tuple[str, ...]
    things: str = ""

    def reasons_words(self, lang: str) -> str:
        """Why, in words."""
        said = [say(f"given.reason_{one}", lang) for one in self.reasons]
        return say("given.joint", lang).join([*said, self.things] if self.things else said)


def moved(paper: Given, source: Source, older: Source | None, view: View) -> tuple[Moved, ...]:
    """The figures of a paper whose printed words are others on the data of `source` as of the view's day.

    `older`: the data version that the paper was made from, opened; None where it is not kept any more."""
    asked: list[Asked] = []
    found: list[Moved] = []
    printed = []
    for stated in paper.figures:
        try:
            asked.append(parse(stated.field, source))
            printed.append(stated.words)
        except FieldUnknown:
            found.append(Moved(stated.field, stated.field, stated.words, "—", ("gone",)))
    day, lang = date.fromisoformat(paper.as_of), paper.lang
    now = _words(asked, source, view.as_of, lang)
    if now == printed or not asked:
        return tuple(found)
    if older is None:
        readings = [printed, now]
        steps = ("unknown",)
    else:
        then, today = replace(older, settings=paper.rules), replace(older, settings=source.settings)
        on_the_day = [_words(asked, one, day, lang) for one in (then, today, source)]
        readings = [printed, *on_the_day, now]
        steps = STEPS
    titles = {one: answer.title(view.lang) for one, answer in zip(asked, answers(asked, source, lang), strict=True)}
    for at, one in enumerate(asked):
        path = [reading[at] for reading in readings]
        if path[0] != path[-1]:
            reasons = tuple(step for step, before, after in zip(steps, path, path[1:], strict=False) if before != after)
            things = _things(one, older, source, day, view) if older is not None else ""
            title = titles[one] + ("" if one.part == "value" else f" · {say(f'given.part_{one.part}', view.lang)}")
            found.append(Moved(str(one), title, path[0], path[-1], reasons, things))
    return tuple(found)


def _words(asked: Sequence[Asked], source: Source, day: date, lang: str) -> list[str]:
    return [one.words() for one in answers([replace(one, as_of=one.as_of or day) for one in asked], source, lang)]


def _things(asked: Asked, older: Source, source: Source, day: date, view: View) -> str:
    """How many things moved the figure, by reason; nothing for a figure of a period, which the decomposition does not take."""
    if asked.from_date or asked.to_date or asked.id not in indicators() or indicator(asked.id).stock:
        return ""
    one_version = older.mart.key == source.mart.key
    before, after = older.mart.at(day), source.mart.at(view.as_of)
    found = movement(before, after, asked.id, where=dict(asked.where), settings=source.settings)
    return "".join(parts_words(one, view.lang, one_version=one_version) for one in found[:1])


def moved_section(paper: Given, found: Sequence[Moved], view: View) -> Section:
    """What moved since a paper was given, as a part of the next one."""
    names = ("figure", "before", "now", "why")
    columns = tuple(Column(name, view.say(f"given.column_{name}")) for name in names)
    rows = tuple((one.title, one.before, one.now, one.reasons_words(view.lang)) for one in found)
    values = {"title": paper.title, "at": paper.at[:10], "as_of": paper.as_of, "n": len(found), "N": len(paper.figures)}
    said = view.say("given.moved" if found else "given.none_moved", **values)
    table = Table(view.say("packs.block_moved"), columns, rows, rows)
    return Section("moved", view.say("packs.block_moved"), (said,), tables=(table,) if rows else ())
