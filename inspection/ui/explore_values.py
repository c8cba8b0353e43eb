"""The values of a field in the explorer: in words, and in the office's own order where there is one, else by pinyin."""

from collections.abc import Sequence

import pandas as pd

from inspection.charts.breakdown import labels
from inspection.indicators import indicator
from inspection.ui.data import Source, names
from inspection.ui.explore_asked import Asked
from inspection.ui.view import View
from inspection.warehouse import by_pinyin, dictionary
from inspection.warehouse.explore import fields

IDS = {"organisations": "org", "rounds": "round", "terms": "term"}
DIMENSIONS = {"org": "org", "parent": "org", "round": "round", "term": "term"}
TIMES = ("year", "quarter", "month", "term")


def _known(source: Source, asked: Asked, name: str) -> list[object] | None:
    """The values of a field in the order that is given: a code list's, the office's; None: there is none."""
    if asked.source[0] == "indicator":
        codes = indicator(asked.source[1]).codes_of(name)
        ids = DIMENSIONS.get(name, "")
    else:
        column = fields(asked.source[1])[name.partition("@")[0]].column
        codes = "" if "@" in name else column.codes
        target = column.refers_to[0] if column.refers_to else column.ledger if column.key else ""
        ids = IDS.get(target, "")
    if codes:
        return [code.code for code in dictionary().codes[codes]]
    return list(names(source, ids)) if ids else None


def words_of(view: View, source: Source, asked: Asked, name: str, values: pd.Series) -> list[str]:
    """Values of a field or dimension in words."""
    empty = view.say("breakdown.not_stated")
    if asked.source[0] == "indicator":
        known = names(source, DIMENSIONS[name]) if name in DIMENSIONS else None
        return labels(pd.DataFrame({name: values}), asked.source[1], name, view.lang, known)
    column = fields(asked.source[1])[name.partition("@")[0]].column
    target = column.refers_to[0] if column.refers_to else column.ledger if column.key else ""
    if "@" in name:
        words = {}
    elif column.codes:
        words = {c.code: c.label(view.lang) for c in dictionary().codes[column.codes]}
    elif column.type == "bool":
        words = {True: view.say("pages.yes"), False: view.say("pages.no")}
    else:
        words = names(source, IDS[target]) if target in IDS else {}
    return [empty if pd.isna(v) else str(words.get(v, v)) for v in values]


def in_order(source: Source, asked: Asked, name: str, values: Sequence[object]) -> list[object]:
    """The distinct values of a field in their order: given, else numbers and dates ascending, else names by pinyin; a
    value that the given order does not know behind the others, the empty one last."""
    there = list(dict.fromkeys(v for v in values if not pd.isna(v)))
    known = _known(source, asked, name)
    if known is not None:
        place = {value: at for at, value in enumerate(known)}
        ordered = sorted(there, key=lambda v: (place.get(v, len(place)), str(v)))
    elif all(isinstance(v, str) for v in there) and name not in TIMES and "@" not in name:
        ordered = by_pinyin(there)
    else:
        ordered = sorted(there)
    return ordered + ([None] if len(there) < len(set(map(_empty_as_one, values))) else [])


def _empty_as_one(value: object) -> object:
    return None if pd.isna(value) else value


def groups_in_order(source: Source, asked: Asked, frame: pd.DataFrame) -> pd.DataFrame:
    """The groups of an answer, by the first field and within it by the second."""
    places = {b: {v: at for at, v in enumerate(in_order(source, asked, b, frame[b].astype(object)))} for b in asked.by}
    keys = pd.DataFrame(
        {b: [places[b][_empty_as_one(v)] for v in frame[b].astype(object)] for b in asked.by}, index=frame.index
    )
    return frame.loc[keys.sort_values(list(asked.by), kind="stable").index].reset_index(drop=True)


def keeps_order(source: Source, asked: Asked) -> bool:
    """Whether bars of the first field stand in its order; else the longest comes first."""
    first = asked.by[0]
    codes = indicator(asked.source[1]).codes_of(first) if asked.source[0] == "indicator" else None
    if asked.source[0] == "ledger" and "@" not in first:
        codes = fields(asked.source[1])[first].column.codes
    return bool(codes) or "@" in first or first in TIMES
