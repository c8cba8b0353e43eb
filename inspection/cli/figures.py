"""Commands: indicators, indicator, tables, table."""

import argparse
from collections.abc import Mapping
from datetime import date

import pandas as pd

from inspection.cli.days import as_of_day, day
from inspection.cli.filters import filters, in_ledgers
from inspection.cli.shared import FORMS, Refused, mart_in_force, print_frame, tell_progress
from inspection.indicators import (
    FIGURES,
    evaluate,
    indicator,
    indicators,
    read_table,
    table_definition,
    tables,
)
from inspection.indicators.levels import REGION, evaluate_level
from inspection.reading.answers import Source, names
from inspection.reading.counties import compared
from inspection.reading.dimensions import in_indicator
from inspection.reading.words import NAMED, labels
from inspection.text import say
from inspection.warehouse import data_home, settings
from inspection.warehouse.levels import Level

AT_THE_SAME_AGE = ("settled_numerator", "settled_denominator", "settled_pending", "settled_value", "young")
"""Of a rate whose things need time, what has had it: the numbers on the pages and in public."""


UNDATED = ("undated",)
"""Where it matters: how many ended on an unknown day, left out of the rest or counted as pending."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    figures = argparse.ArgumentParser(add_help=False, parents=[common])
    figures.add_argument("id")
    figures.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=words("arg_where"))
    figures.add_argument("--as-of", metavar="DAY", help=words("arg_as_of"))
    figures.add_argument("--from", dest="from_date", metavar="DAY", help=words("arg_from"))
    figures.add_argument("--to", dest="to_date", metavar="DAY", help=words("arg_to"))
    figures.add_argument("--format", choices=FORMS, default="text", help=words("arg_format"))
    figures.add_argument("--labels", action="store_true", help=words("arg_labels"))
    for name in ("indicators", "tables"):
        lists = commands.add_parser(name, parents=[common], help=words(name))
        lists.add_argument("--format", choices=FORMS, default="text", help=words("arg_format"))
    one = commands.add_parser("indicator", parents=[figures], help=words("indicator"))
    one.add_argument("--by", default="", metavar="DIM,…", help=words("arg_by"))
    commands.add_parser("table", parents=[figures], help=words("table"))
    counties = commands.add_parser("counties", parents=[common], help=say("deliveries.counties", lang))
    counties.add_argument("id")
    counties.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=say("deliveries.arg_where", lang))
    counties.add_argument("--format", choices=FORMS, default="text", help=words("arg_format"))
    return {"counties": _counties, "indicators": _indicators, "tables": _tables, "indicator": _indicator, "table": _table}


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


def data_read(lang: str) -> Source:
    """What is in force, with its settings. Raises Refused where there is no data."""
    mart, reader = mart_in_force(lang)
    return Source(mart, reader.settings(), reader.version())


def period_given(args: argparse.Namespace) -> dict[str, date]:
    """The days given. Raises Refused for one that cannot be, and for a period that ends before it begins."""
    given = {"from_date": args.from_date, "to_date": args.to_date}
    found = {name: day(text, args.lang) for name, text in given.items() if text is not None}
    if args.as_of is not None:
        found["as_of"] = as_of_day(args.as_of, args.lang)
    if len(found.keys() & {"from_date", "to_date"}) == 2 and found["from_date"] > found["to_date"]:
        raise Refused(say("cli.period_backwards", args.lang, first=found["from_date"], last=found["to_date"]))
    return found


def _indicator(args: argparse.Namespace) -> None:
    definition, period = indicator(args.id), period_given(args)
    by = list(dict.fromkeys(name.strip() for name in args.by.split(",") if name.strip()))
    level = Level(data_home())
    if level.current() is not None:
        _of_level(level, args, by, period)
        return
    source = data_read(args.lang)
    there = in_indicator(source, definition.id)
    where = filters(args.where, definition.dimensions, definition.codes_of, there, args.lang)
    frame = evaluate(source.mart, args.id, by=by, where=where, settings=source.settings, **period)
    frame = frame[[*by, *FIGURES, *(AT_THE_SAME_AGE if definition.window else ()), *UNDATED[: bool(definition.undated)]]]
    if args.labels:
        ids = {name: NAMED[name] for name in by if name in NAMED}
        frame = _labelled(frame, {name: definition.codes_of(name) for name in by}, ids, source, args.lang)
    print_frame(frame, args.format)


def _of_level(level: Level, args: argparse.Namespace, by: list[str], period: Mapping[str, date]) -> None:
    """An indicator over the counties of a level, by region where it is asked for; codes stay codes."""
    where = _level_where(args)
    says = lambda done, whole: tell_progress(done, whole, say("deliveries.counties_asked", args.lang))  # noqa: E731
    frame = evaluate_level(level, args.id, by=by, where=where, settings=settings(data_home()), says=says, **period)
    if args.labels and REGION in frame:
        counties = level.current().counties
        frame[REGION] = [counties[code].name for code in frame[REGION]]
    print_frame(frame, args.format)


def _level_where(args: argparse.Namespace) -> dict[str, list]:
    """The filters of a level: region by codes or what they begin with, the others as everywhere."""
    definition = indicator(args.id)
    regions = [one.partition("=")[2] for one in args.where if one.startswith(f"{REGION}=")]
    others = [one for one in args.where if not one.startswith(f"{REGION}=")]
    where = dict(filters(others, (), definition.codes_of, lambda _: frozenset(), args.lang))
    return where | ({REGION: [code for one in regions for code in one.split(",")]} if regions else {})


def _counties(args: argparse.Namespace) -> None:
    """The counties of a level by a rate, the best first, each with the places that chance leaves it."""
    definition, level = indicator(args.id), Level(data_home())
    standing = level.current()
    if standing is None:
        raise Refused(say("deliveries.no_level", args.lang, home=data_home()))
    if not definition.rate or definition.better == "neither":
        raise Refused(say("deliveries.no_order", args.lang, id=args.id))
    where, ruled = _level_where(args), settings(data_home())
    told, by_class = (
        evaluate_level(level, args.id, by=by, where=where, settings=ruled) for by in ((REGION,), (REGION, "org_class"))
    )
    names = {code: held.name for code, held in standing.counties.items()}
    days = {code: held.as_of for code, held in standing.counties.items()}
    print_frame(compared(told, by_class, names, days, higher_is_better=definition.better == "higher"), args.format)


def _table(args: argparse.Namespace) -> None:
    definition, period = table_definition(args.id), period_given(args)
    own = {c.name: c.codes for c in definition.columns}
    common = {"org_class": "org_class", "sector": "sector", "kind": "inspection_kind", "village_class": "village_class"}
    source = data_read(args.lang)
    codes_of = lambda name: own.get(name) or common.get(name)  # noqa: E731
    where = filters(args.where, definition.filters, codes_of, in_ledgers(source), args.lang)
    frame = read_table(source.mart, args.id, where=where, settings=source.settings, **period)
    if args.labels:
        ids = {c.name: c.type for c in definition.columns if c.type in NAMED.values()}
        frame = _labelled(frame, own, ids, source, args.lang)
    print_frame(frame, args.format)


def _indicators(args: argparse.Namespace) -> None:
    rows = [(i.id, i.title(args.lang), i.unit(args.lang)) for i in indicators().values()]
    print_frame(pd.DataFrame(rows, columns=["id", "title", "unit"]), args.format)


def _tables(args: argparse.Namespace) -> None:
    print_frame(pd.DataFrame([(t.id, t.title(args.lang)) for t in tables().values()], columns=["id", "title"]), args.format)
