"""Commands: checks, check."""

import argparse
import sys

import pandas as pd

from inspection.cli.days import as_of_day
from inspection.cli.shared import FORMS, mart_in_force, print_frame, tell_cut
from inspection.indicators import check, checks, counts, rows_violating, told
from inspection.text import say
from inspection.warehouse import rows_before

ROWS = 1_000_000


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    asked = argparse.ArgumentParser(add_help=False, parents=[common])
    asked.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    asked.add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    commands.add_parser("checks", parents=[asked], help=say("checks.command_checks", lang))
    one = commands.add_parser("check", parents=[asked], help=say("checks.command_check", lang))
    one.add_argument("id")
    return {"checks": _checks, "check": _check}


def _asked(args: argparse.Namespace):
    """The mart in force, and what the checks are run with."""
    mart, reader = mart_in_force(args.lang)
    as_of = as_of_day(args.as_of, args.lang) if args.as_of is not None else mart.as_of
    return mart, {"as_of": as_of, "previous": rows_before(reader.version()), "settings": reader.settings()}


def _checks(args: argparse.Namespace) -> None:
    """Every check with the rows that break it: of a csv all of them, on the screen those that found something."""
    mart, asked = _asked(args)
    found = counts(mart, **asked)
    rows = [(id, checks()[id].level, checks()[id].rows, n, checks()[id].title(args.lang)) for id, n in found.items()]
    frame = pd.DataFrame(rows, columns=["id", "level", "ledger", "violations", "title"])
    if args.format != "text":
        print_frame(frame, args.format)
        return
    broken = frame[frame["violations"] > 0]
    if broken.empty:
        print(say("checks.all_kept", args.lang, rules=len(frame), as_of=asked["as_of"]))
        return
    print_frame(broken, "text")


def _check(args: argparse.Namespace) -> None:
    """The rows that break one check, what is wrong with each and what to do in the last two columns."""
    definition = check(args.id)
    mart, asked = _asked(args)
    if definition.full:
        print(say("checks.only_on_import", args.lang), file=sys.stderr)
        return
    frame = rows_violating(mart, definition.id, limit=ROWS, **asked)
    tell_cut(frame, ROWS, args.lang)
    violations = list(told(definition, frame))
    frame = frame.assign(
        wrong=[violation.wrong(args.lang) for violation in violations],
        mend=[violation.mend(args.lang) for violation in violations],
    )
    print_frame(frame, args.format)
