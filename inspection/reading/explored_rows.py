"""Which rows stand behind a line of the explorer's answer."""

from dataclasses import replace

from inspection.indicators import indicator
from inspection.reading.answers import Source
from inspection.reading.asked import Asked, beside
from inspection.reading.explored import text_of
from inspection.reading.explored_lines import ALL, REST, Thing, lines, things, whole
from inspection.reading.explored_table import across, crossed, sides_named
from inspection.reading.explored_table import told as in_words
from inspection.reading.view import View


def of_cell(view: View, source: Source, asked: Asked, row: int, column: str) -> tuple[Asked, int] | None:
    """The question, and the line of its answer, that a cell of `crossed` stands for: of a total the question has the one field
    it is of, and of the first column the first. None for a cell without a value and for what everything comes to."""
    first, second = asked.by
    frame, wanted = crossed(view, source, asked), {}
    if not (asked.totals and row == len(frame) - 1):
        wanted[first] = frame[first].iloc[row]
    if column not in (first, "cross_total"):
        wanted[second] = across(view, source, asked)[int(column.removeprefix("cross_"))]
    if not wanted:
        return None
    plain = {} if len(wanted) == 2 else {"sort": ""} if first in wanted else {"sort": "", "top": 0}  # as in `crossed`
    one = replace(asked, by=tuple(wanted), totals=False, share="", **plain)
    found = in_words(view, source, one)
    found = found[found["level"] == len(wanted)]
    for name, word in wanted.items():
        found = found[found[name] == word]
    return None if found.empty else (one, int(found.index[0]))


def told(view: View, source: Source, asked: Asked, older: Source | None, picked: int | None) -> str:
    """A line in words; nothing for none, and for what everything comes to."""
    if picked is None:
        return ""
    row = in_words(view, source, asked, older).iloc[picked]
    return view.say("pages.joint_wide").join(str(row[b]) for b in asked.by if row[b]) if row["level"] else ""


def narrowed(view: View, source: Source, asked: Asked, older: Source | None, picked: int | None) -> dict[str, Thing]:
    """Name -> the thing measured, its question narrowed to a line (None: to none); each side of a comparison by its own name."""
    found = lines(view, source, asked, older)
    within = {} if picked is None else _within(view, asked, found, picked, things(view, source, asked, older))
    sides, made = sides_named(view, source, asked), {}
    for thing in things(view, source, asked, older):
        name = indicator(thing.asked.source[1]).title(view.lang) if beside(asked) else ""
        side = sides[0 if thing.prefix else 1] if asked.against else ""
        keep = tuple(pair for pair in thing.asked.keep if pair[0] not in within) + tuple(within.items())
        key = view.say("pages.joint_wide").join(part for part in (name, side) if part)
        made[key] = replace(thing, asked=replace(thing.asked, keep=keep))
    return made


def _within(view: View, asked: Asked, found, picked: int, measured: tuple[Thing, ...]) -> dict[str, tuple[str, ...]]:
    """Field -> the values that a line stands for."""
    row = found.iloc[picked]
    within = {b: (text_of(whole(row[b])),) for b in asked.by if row[b] not in (ALL, REST)}
    if row["rest"]:
        first = asked.by[0]
        shown = {text_of(whole(value)) for value in found[first].astype(object) if value not in (ALL, REST)}
        every = dict.fromkeys(text_of(key[0]) for thing in measured for key in thing.figures((first,)))
        within[first] = tuple(text for text in every if text not in shown)
    return within
