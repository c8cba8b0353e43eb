"""Command: ranking — a class's ranking with how sure its last places are."""

import argparse
import json
from dataclasses import replace

import pandas as pd

from inspection.cli.figures import data_read
from inspection.cli.shared import Refused, as_of_day, day, print_frame
from inspection.reading import standing
from inspection.reading.answers import terms
from inspection.reading.view import View
from inspection.text import say
from inspection.warehouse import dictionary

RANKING = (
    *("org_id", "org_name", "rank_in_class", "composite", "low_rank", "high_rank", "is_bottom", "explained", "sure"),
)


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"claims.{name}", lang)  # noqa: E731
    ranking = commands.add_parser("ranking", parents=[common], help=words("command_ranking"))
    ranking.add_argument("org_class", choices=tuple(c.code for c in dictionary().codes["org_class"]), help=words("arg_class"))
    ranking.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    ranking.add_argument("--from", dest="from_date", metavar="DAY", help=say("cli.arg_from", lang))
    ranking.add_argument("--to", dest="to_date", metavar="DAY", help=say("cli.arg_to", lang))
    ranking.add_argument("--format", choices=("text", "csv", "json"), default="text", help=say("cli.arg_format", lang))
    return {"ranking": _ranking}


def _ranking(args: argparse.Namespace) -> None:
    source = data_read(args.lang)
    as_of = as_of_day(args.as_of, args.lang) if args.as_of is not None else source.mart.as_of
    view = View(args.lang, as_of, terms(source, as_of))
    days = {name: day(getattr(args, name), args.lang) for name in ("from_date", "to_date") if getattr(args, name) is not None}
    if len(days) == 2 and days["from_date"] > days["to_date"]:
        raise Refused(say("cli.period_backwards", args.lang, first=days["from_date"], last=days["to_date"]))
    found = standing.standing(replace(view, **days), source, args.org_class)
    rows = found.frame[list(RANKING)]
    if args.format != "json":
        print_frame(rows, args.format)
        return
    listed = [{name: None if pd.isna(value) else value for name, value in row.items()} for row in rows.to_dict("records")]
    told = {
        "as_of": as_of.isoformat(),
        "org_class": args.org_class,
        "last": found.bottom,
        "last_twice_by_luck": found.twice,
        "organisations": listed,
    }
    print(json.dumps(told, ensure_ascii=False, indent=1))
