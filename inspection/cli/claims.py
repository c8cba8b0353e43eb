"""Commands: ranking, and verification draw | rates | plan."""

import argparse
import json
import secrets
import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pandas as pd

from inspection import snapshots
from inspection.cli.access import shell_step
from inspection.cli.days import as_of_day, day
from inspection.cli.figures import data_read
from inspection.cli.shared import Refused, print_frame, user
from inspection.formats.told import value_told
from inspection.papers import placing
from inspection.papers.given import keep, papers_home
from inspection.papers.verification import KIND, draw_files, drawn
from inspection.reading import standing, verification
from inspection.reading.answers import Source, terms
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
    verify = commands.add_parser("verification", parents=[common], help=words("command_verification"))
    verify.add_argument("step", choices=("draw", "rates", "plan"), help=words("arg_step"))
    verify.add_argument("--visits", type=int, metavar="N", help=words("arg_visits"))
    verify.add_argument("--out", type=Path, metavar="FOLDER", help=words("arg_out"))
    verify.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    verify.add_argument("--format", choices=("text", "csv", "json"), default="text", help=say("cli.arg_format", lang))
    return {"ranking": _ranking, "verification": _verification}


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


def _verification(args: argparse.Namespace) -> None:
    source = data_read(args.lang)
    as_of = as_of_day(args.as_of, args.lang) if args.as_of is not None else source.mart.as_of
    view = View(args.lang, as_of, terms(source, as_of))
    if args.step == "draw":
        _draw(args, source, view)
        return
    found = (verification.three_rates if args.step == "rates" else verification.plans)(view, source)
    if args.format == "json":
        if args.step == "rates":  # the words as the page has them would be no use to a program
            found = verification.rate_numbers(view, source).assign(title=found["what"].tolist())
        told = [{name: value_told(value) for name, value in row.items()} for row in found.to_dict("records")]
        print(json.dumps({"as_of": as_of.isoformat(), args.step: told}, ensure_ascii=False, indent=1))
    else:
        print_frame(found, args.format)


def _draw(args: argparse.Namespace, source: Source, view: View) -> None:
    """Draw, register, then hand out: what cannot be registered is not drawn."""
    if args.out is None or args.visits is None or args.visits < 1:
        raise Refused(say("claims.needs_out", args.lang))
    classes = len(verification.sizes(verification.closed(view, source)))
    if not classes:
        raise Refused(say("claims.draw_none", args.lang))
    if args.visits < classes:
        raise Refused(say("claims.too_few", args.lang, n=classes))
    made = drawn(view, source, args.visits, secrets.token_hex(8))
    title = made.title(view)
    try:
        written = draw_files(view, source, made).items()
        with shell_step("given", paper=title), placing.placed_with(args.out, written) as files:
            kept = keep(papers_home(source), KIND, title, files, (), source, view, by=user(), at=datetime.now())
    except (snapshots.Refused, placing.Refused) as refused:
        raise Refused(refused.words(args.lang)) from refused
    print(say("claims.draw_done", args.lang, id=kept.id, seed=made.seed), file=sys.stderr)
    for name in files:
        print(args.out / name)
