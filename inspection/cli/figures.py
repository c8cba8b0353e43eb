"""Commands: indicators, indicator, tables, table."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from datetime import date

import pandas as pd

from inspection.cli.shared import Refused, day, mart_in_force, print_frame
from inspection.indicators import (
    FIGURES,
    evaluate,
    indicator,
    indicators,
    parse_where,
    read_table,
    table_definition,
    tables,
)
from inspection.reading.answers import Source, names
from inspection.reading.words import NAMED, labels
from inspection.text import say
from inspection.warehouse import dictionary

AT_THE_SAME_AGE = ("settled_numerator", "settled_denominator", "settled_pending", "settled_value", "young")
"""Of a rate whose things need time, what has had it: the numbers on the pages and in public."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    figures = argparse.ArgumentParser(add_help=False, parents=[common])
    figures.add_argument("id")
    figures.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=words("arg_where"))
    figures.add_argument("--as-of", metavar="DAY", help=words("arg_as_of"))
    figures.add_argument("--from", dest="from_date", metavar="DAY", help=words("arg_from"))
    figures.add_argument("--to", dest="to_date", metavar="DAY", help=words("arg_to"))
    figures.add_argument("--format", choices=("text", "csv"), default="text", help=words("arg_format"))
    figures.add_argument("--labels", action="store_true", help=words("arg_labels"))
    for name in ("indicators", "tables"):
        commands.add_parser(name, parents=[common], help=words(name))
    one = commands.add_parser("indicator", parents=[figures], help=words("indicator"))
    one.add_argument("--by", default="", metavar="DIM,…", help=words("arg_by"))
    commands.add_parser("table", parents=[figures], help=words("table"))
    return {"indicators": _indicators, "tables": _tables, "indicator": _indicator, "table": _table}


def _where(texts: Sequence[str], codes_of, lang: str) -> dict[str, tuple]:
    """Filters of the command line; a code may be given as its label. Raises Refused for a value a code list lacks."""
    found: dict[str, tuple] = {}
    for text in texts:
        try:
            parsed = _literal(text) or parse_where(text)
        except ValueError:
            raise Refused(say("cli.bad_where", lang, value=text)) from None
        for dimension, values in parsed.items():
            found[dimension] = (*found.get(dimension, ()), *values)
    for dimension, values in found.items():
        if dimension in ("year", "term"):
            if wrong := [v for v in values if v is not None and not (v.isascii() and v.isdigit() and len(v) < 10)]:
                raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known="2024, 13 …"))
        elif codes := codes_of(dimension):
            entries = dictionary().codes[codes]
            names = {name: c.code for c in entries for name in (c.zh, c.en, c.code)}
            if wrong := [v for v in values if v is not None and v not in names]:
                known = ", ".join(c.code for c in entries)
                raise Refused(say("cli.bad_value", lang, dimension=dimension, value=wrong[0], known=known))
            found[dimension] = tuple(v if v is None else names[v] for v in values)
    return found


def _literal(text: str) -> dict[str, tuple[str, ...]] | None:
    """dimension="value": the value as it is, whatever commas and signs it holds; None where it is not so written."""
    name, _, value = text.partition("=")
    return {name.strip(): (value[1:-1],)} if len(value) > 2 and value[0] == value[-1] == '"' else None


def _tell_unknown(definition, where: Mapping[str, tuple], source: Source, lang: str) -> None:
    """Say on stderr which texts of a filter no record holds: an empty figure may be a slip of the pen."""
    for dimension in (d for d in where if d not in ("year", "term") and not definition.codes_of(d)):
        there = set(evaluate(source.mart, definition.id, by=(dimension,), settings=source.settings)[dimension].dropna())
        for value in (v for v in where[dimension] if v is not None and v not in there):
            print(say("cli.matches_nothing", lang, dimension=dimension, value=value), file=sys.stderr)


def _labelled(
    frame: pd.DataFrame, lists: Mapping[str, str | None], ids: Mapping[str, str], source: Source, lang: str
) -> pd.DataFrame:
    """The frame with the words of codes (column -> code list) and the names of ids (column -> org, round or term)."""
    known = {column: labels(codes, lang) for column, codes in lists.items() if codes}
    known |= {column: names(source, type) for column, type in ids.items()}
    there = {column: words for column, words in known.items() if column in frame}
    return frame.assign(
        **{n: [None if pd.isna(v) else words.get(v, v) for v in frame[n]] for n, words in there.items()}
    )


def _source(lang: str) -> Source:
    mart, reader = mart_in_force(lang)
    return Source(mart, reader.settings(), reader.version())


def _period(args: argparse.Namespace) -> dict[str, date]:
    given = {"as_of": args.as_of, "from_date": args.from_date, "to_date": args.to_date}
    return {name: day(text, args.lang) for name, text in given.items() if text}


def _indicator(args: argparse.Namespace) -> None:
    definition = indicator(args.id)
    by = [name.strip() for name in args.by.split(",") if name.strip()]
    where = _where(args.where, definition.codes_of, args.lang)
    source = _source(args.lang)
    _tell_unknown(definition, where, source, args.lang)
    frame = evaluate(source.mart, args.id, by=by, where=where, settings=source.settings, **_period(args))
    frame = frame[[*by, *FIGURES, *(AT_THE_SAME_AGE if definition.window else ())]]
    if args.labels:
        ids = {name: NAMED[name] for name in by if name in NAMED}
        frame = _labelled(frame, {name: definition.codes_of(name) for name in by}, ids, source, args.lang)
    print_frame(frame, args.format)


def _table(args: argparse.Namespace) -> None:
    definition = table_definition(args.id)
    own = {c.name: c.codes for c in definition.columns}
    common = {"org_class": "org_class", "sector": "sector", "kind": "inspection_kind", "village_class": "village_class"}
    where = _where(args.where, lambda name: own.get(name) or common.get(name), args.lang)
    source = _source(args.lang)
    frame = read_table(source.mart, args.id, where=where, settings=source.settings, **_period(args))
    if args.labels:
        ids = {c.name: c.type for c in definition.columns if c.type in NAMED.values()}
        frame = _labelled(frame, own, ids, source, args.lang)
    print_frame(frame, args.format)


def _indicators(args: argparse.Namespace) -> None:
    rows = [(i.id, i.title(args.lang), i.unit(args.lang)) for i in indicators().values()]
    print_frame(pd.DataFrame(rows, columns=["id", "title", "unit"]), "text")


def _tables(args: argparse.Namespace) -> None:
    print_frame(pd.DataFrame([(t.id, t.title(args.lang)) for t in tables().values()], columns=["id", "title"]), "text")
