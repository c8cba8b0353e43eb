"""The answer of the explorer as it is read: its rows in words, their columns, a cross table, and what makes no sense of it."""

from dataclasses import replace

import pandas as pd

from inspection.indicators import Indicator, TableColumn, indicator
from inspection.reading.answers import Source
from inspection.reading.asked import TIMES, VERSION, Asked, adds_up, beside, is_rate, lacking, sortable
from inspection.reading.behind import part_words
from inspection.reading.explored import answered, group_label, has_interval, in_order, words_of
from inspection.reading.explored_compared import compared_lines
from inspection.reading.explored_lines import ALL, BEFORE, REST, lines, whole
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING, between, listed, n_of_N, named_column, points, whole_number
from inspection.statistics import bounds

OFFICES = ("org", "parent")
"""Dimensions whose values are organisations."""


@kept
def told(view: View, source: Source, asked: Asked, older: Source | None = None) -> pd.DataFrame:
    """The rows of an answer (`lines`) with their fields in words, of a rate its interval and what its open cases leave possible,
    of several things their counts as n/N, of a comparison its difference and its verdict."""
    found = lines(view, source, asked, older)
    if asked.against:
        found = compared_lines(view, source, asked, older, found)
    made: dict[str, object] = {b: _words(view, source, asked, at, found) for at, b in enumerate(asked.by)}
    for at, id in enumerate((asked.source[1], *beside(asked))):
        suffix, one = f"_{at}" if at else "", replace(asked, source=(asked.source[0], id))
        if not is_rate(one) or f"numerator{suffix}" not in found:
            continue
        for prefix in ("", BEFORE) if asked.against else ("",):
            counts = (found.get(f"{prefix}{name}{suffix}") for name in ("numerator", "denominator"))
            made[f"of_{prefix}{suffix}"] = [_of(n, whole_) for n, whole_ in zip(*counts, strict=True)]
        if has_interval(one) and not suffix:
            made["interval"] = [between(pair) for pair in zip(found["low"], found["high"], strict=True)]
        made[f"bounds{suffix}"] = _bounds(indicator(id), found, suffix)
        if asked.against:
            made[f"difference{suffix}"] = [None if whole(d) is None else d * 100 for d in found[f"difference{suffix}"]]
            made[f"ends{suffix}"] = [_ends(ends) for ends in found[f"ends{suffix}"]]
    return found.assign(**made)


def _of(numerator: object, denominator: object) -> str:
    return NOTHING if whole(numerator) is None or whole(denominator) is None else n_of_N(numerator, denominator)


def _ends(ends: tuple[float, float] | None) -> str:
    return NOTHING if ends is None else f"{points(ends[0])} – {points(ends[1])}"


def _bounds(definition: Indicator, found: pd.DataFrame, suffix: str) -> list[str]:
    """What the rate can become once all its open cases are concluded; a dash where none is open."""
    counts = zip(*(found[f"{name}{suffix}"] for name in ("numerator", "denominator", "pending")), strict=True)
    return [
        between(bounds(int(n), int(of), int(pending), definition.pending)) if whole(pending) else NOTHING
        for n, of, pending in counts
    ]


def rest_words(view: View, asked: Asked, count: int) -> str:
    """What stands for the groups beyond the first so many."""
    return view.say("explore.rest_offices" if asked.by[0] in OFFICES else "explore.rest", n=whole_number(count))


def _words(view: View, source: Source, asked: Asked, at: int, found: pd.DataFrame) -> list[str]:
    """A field's values in words; below the groups of a field what they come to together says so."""
    name = asked.by[at]
    raw = [whole(value) for value in found[name].astype(object)]
    plain = [value for value in raw if value not in (ALL, REST)]
    words = iter(words_of(view, source, asked, name, plain))
    made = []
    for value, level, rest in zip(raw, found["level"], found["rest"], strict=True):
        if value == REST:
            made.append(rest_words(view, asked, int(rest)))
        elif value == ALL:
            sums = "explore.total" if level == 0 else "explore.subtotal"
            made.append(view.say(sums) if at == level else "")
        else:
            made.append(next(words))
    return made


@kept
def drawn(view: View, source: Source, asked: Asked, older: Source | None = None) -> pd.DataFrame:
    """The groups of `told` alone, without what they come to together."""
    found = told(view, source, asked, older)
    return found[found["level"] == len(asked.by)].reset_index(drop=True)


@kept
def by_first(view: View, source: Source, asked: Asked, older: Source | None = None) -> pd.DataFrame:
    """The same grouped by the first field alone, which is what is drawn of several things and of comparisons."""
    return drawn(view, source, replace(asked, by=asked.by[:1], totals=False, share=""), older)


@kept
def across(view: View, source: Source, asked: Asked) -> tuple[str, ...]:
    """The second field's values in words and in their order, which the rows, ordered by the first, need not show."""
    if len(asked.by) < 2:
        return ()
    found = in_order(source, asked, asked.by[1], answered(view, source, asked.bare())[asked.by[1]].astype(object))
    return tuple(dict.fromkeys(words_of(view, source, asked, asked.by[1], found)))


def times(view: View, source: Source, asked: Asked) -> tuple[str, ...]:
    """The second field's values in words and in their order where they are times; nothing where they are not."""
    timely = len(asked.by) > 1 and (asked.by[1] in TIMES or "@" in asked.by[1])
    return across(view, source, asked) if timely else ()


@kept
def crossed(view: View, source: Source, asked: Asked) -> pd.DataFrame:
    """The first field down, the second across: the first field, then cross_0, cross_1, … in the order of `across`; with totals
    cross_total, and below a row of the totals."""
    first, second = asked.by
    listed_rows = replace(asked, totals=False, share="")
    frame = drawn(view, source, listed_rows).drop_duplicates([first, second])
    down = list(dict.fromkeys(frame[first]))
    frame = frame.pivot(index=first, columns=second, values="value")
    frame = frame.reindex(index=down, columns=list(across(view, source, asked)))
    frame.columns = [f"cross_{at}" for at in range(len(frame.columns))]
    if not asked.totals:
        return frame.reset_index()
    by_row, by_column = (drawn(view, source, replace(listed_rows, by=(name,), **more)) for name, more in (
        (first, {"sort": ""}), (second, {"sort": "", "top": 0})))  # fmt: skip
    sums = dict(zip(by_column[second], by_column["value"], strict=True))
    whole_value = answered(view, source, replace(asked.bare(), by=()))["value"].iloc[0]
    frame["cross_total"] = frame.index.map(dict(zip(by_row[first], by_row["value"], strict=True)))
    total = {f"cross_{at}": sums.get(word) for at, word in enumerate(across(view, source, asked))}
    frame.loc[view.say("explore.total")] = {**total, "cross_total": whole_value}
    return frame.rename_axis(first).reset_index()


def columns(view: View, source: Source, asked: Asked, *, cross: bool) -> tuple[TableColumn, ...]:
    """The columns of `told`, or of `crossed`."""
    heads = {b: group_label(view, asked, b) for b in asked.by}
    found = [TableColumn(b, words, words, "text", None) for b, words in heads.items()]
    value = _type(asked)
    if cross:
        words = [*across(view, source, asked)]
        found = [found[0], *(TableColumn(f"cross_{at}", w, w, value, None) for at, w in enumerate(words))]
        return (*found, *((named_column("explore", "total", "cross_total", value),) if asked.totals else ()))
    many = len((asked.source[1], *beside(asked))) > 1
    for at, id in enumerate((asked.source[1], *beside(asked))):
        one = replace(asked, source=(asked.source[0], id))
        found += _of_thing(view, one, f"_{at}" if at else "", indicator(id).title(view.lang) if many else "")
    if asked.share and adds_up(asked):
        found.append(named_column("explore", f"share_{asked.share}", "share", "percent"))
    return tuple(found)


def _type(asked: Asked) -> str:
    if is_rate(asked):
        return "percent"
    whole_numbers = asked.measure in ("count", "distinct") and not (
        asked.source[0] == "indicator" and indicator(asked.source[1]).shape.decimal
    )
    return "int" if whole_numbers else "decimal"


def _of_thing(view: View, asked: Asked, suffix: str, name: str) -> list[TableColumn]:
    """The columns of one thing measured; `name` is its own where several stand side by side."""
    rate, type = is_rate(asked), _type(asked)

    def column(section: str, word: str, of: str, kind: str = "text") -> TableColumn:
        made = named_column(section, word, f"{of}{suffix}", kind)
        if not name:
            return made
        return replace(made, **{lang: view.say("explore.of_thing", name=name, what=made.label(lang)) for lang in ("zh", "en")})

    found = []
    if asked.against:
        found.append(column("explore", "before", "before", type))
        found += [column("explore", "of_before", "of_before_")] if rate else []
        found.append(column("explore", "now", "value", type))
        found += [column("explore", "of_now", "of_")] if rate else []
        found.append(column("explore", "difference_points" if rate else "difference", "difference", "decimal" if rate else type))
        if asked.against[0] == VERSION:
            return [*found, column("explore", "why", "verdict")] if asked.source[0] == "indicator" else found
        return [*found, column("explore", "ends", "ends"), column("explore", "verdict", "verdict")] if rate else found
    found.append(TableColumn(f"value{suffix}", name, name, type, None) if name else column("explore", "value", "value", type))
    if has_interval(asked) and not name:
        found.append(column("pages", "column_interval", "interval"))
    if rate and name:
        found.append(column("explore", "n_of_N", "of_"))
    if rate:
        window = indicator(asked.source[1]).window
        parts = ("pending",) if name else ("numerator", "denominator", "pending", *(("young",) if window else ()))
        open_ = indicator(asked.source[1]).pending != "none"
        found += [_part(asked, n, column("pages", f"part_{n}", n, "int")) for n in parts if open_ or n != "pending" or not name]
        found += [column("pages", "column_bounds", "bounds")] if open_ else []
    elif asked.source[0] == "ledger" and asked.measure != "count":
        found.append(column("explore", "rows", "rows", "int"))
    return found


def _part(asked: Asked, name: str, made: TableColumn) -> TableColumn:
    """What a rate counts, or out of what, in its own words (已查实, 已办结)."""
    if name not in ("numerator", "denominator"):
        return made
    return replace(made, **{lang: part_words(asked.source[1], name, lang) for lang in ("zh", "en")})


def column_words(view: View, asked: Asked) -> dict[str, str]:
    """What an answer can be ordered by (`sortable`), in words: a figure's name, where several stand side by side its own."""
    found = {}
    many = len(beside(asked)) > 0
    for name in sortable(asked):
        if name in asked.by:
            found[name] = group_label(view, asked, name)
            continue
        figure, _, at = name.partition("_")
        id = (asked.source[1], *beside(asked))[int(at or 0)]
        if figure in ("numerator", "denominator", "pending"):
            said = part_words(id, figure, view.lang)
        else:
            said = view.say(f"explore.share_{asked.share}" if figure == "share" else f"explore.{figure}")
        titled = many and figure != "share"
        found[name] = view.say("explore.of_thing", name=indicator(id).title(view.lang), what=said) if titled else said
    return found


def in_words(view: View, source: Source, asked: Asked, name: str) -> tuple[str, ...]:
    """All values of a field that the answer has, in words and in their order."""
    raw = answered(view, source, asked.bare())[name].astype(object)
    return tuple(dict.fromkeys(words_of(view, source, asked, name, in_order(source, asked, name, raw))))


def sides_named(view: View, source: Source, asked: Asked) -> tuple[str, str]:
    """What the two sides of a comparison are called, the earlier first; the plain words where there is none."""
    if not asked.against or asked.against[0] == VERSION:
        number = view.say("explore.version_short", n=asked.against[1]) if asked.against else view.say("explore.before")
        return number, view.say("explore.version_this") if asked.against else view.say("explore.now")
    of, *ends = asked.against
    numbers = "@" in of or of in ("year", "term")
    raw = [int(end) if numbers and end.isdigit() else end for end in ends]
    if of.rpartition("@")[2] == "year":
        return tuple(view.say("explore.year", year=year) for year in raw)
    return tuple(words_of(view, source, asked, of, raw))


def sides_words(view: View, source: Source, asked: Asked, older: Source | None) -> tuple[str, ...]:
    """What is compared with what, in a sentence, and what there is to know of it."""
    if not asked.against:
        return ()
    if asked.against[0] != VERSION:
        before, now = sides_named(view, source, asked)
        census = asked.source[0] == "indicator" and indicator(asked.source[1]).census
        more = (view.say("explore.census_note"),) if census else ()
        return (view.say("explore.compared_periods", now=now, before=before), *more)
    if older is None:
        return (view.say("explore.compared_gone", n=asked.against[1]),)
    days = {"day": source.mart.as_of.isoformat(), "before": older.mart.as_of.isoformat()}
    said = view.say("explore.compared_version", n=asked.against[1], **days)
    return (said, view.say("explore.version_note")) if asked.source[0] == "indicator" else (said,)


def notes(view: View, asked: Asked) -> tuple[str, ...]:
    """What of the question makes no sense and was left out, and what must be known of its sums, a sentence each."""
    said = []
    for id in asked.also:
        if missing := lacking(asked, id):
            named = listed((view.say(f"breakdown.by_{name}") for name in missing), view.lang)
            said.append(view.say("explore.lacks", title=indicator(id).title(view.lang), names=named))
    if asked.share and not adds_up(asked):
        said.append(view.say("explore.no_share_rate" if is_rate(asked) else "explore.no_share"))
    if (asked.totals or asked.top) and asked.by and not adds_up(asked):
        said.append(view.say("explore.sums_of_rate" if is_rate(asked) else "explore.sums_anew"))
    if asked.top and not asked.by:
        said.append(view.say("explore.top_of_nothing"))
    return tuple(said)
