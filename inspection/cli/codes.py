"""Command: code."""

import argparse
from datetime import datetime

from inspection.cli.access import shell_step
from inspection.cli.figures import data_read
from inspection.cli.shared import Refused
from inspection.papers import codes
from inspection.papers.given import papers_home
from inspection.reading.fields import FieldUnknown, parse
from inspection.text import say


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's command to the parser; command -> function."""
    command = commands.add_parser("code", parents=[common], help=say("codes.command", lang))
    command.add_argument("codes", nargs="*", metavar="CODE", help=say("codes.arg_codes", lang))
    command.add_argument("--of", metavar="FIELD", help=say("codes.arg_of", lang))
    return {"code": _code}


def _code(args: argparse.Namespace) -> int:
    """Resolve codes, or give a figure its code. 1 where a figure has moved or a code is none."""
    if not args.codes and args.of is None:
        raise Refused(say("codes.nothing_asked", args.lang))
    source = data_read(args.lang)
    home = papers_home(source)
    if args.of is not None:
        try:
            with shell_step("given", kind="code", field=args.of):
                figure = codes.coded(home, parse(args.of, source), source, datetime.now())
        except (FieldUnknown, codes.CodeUnknown) as error:
            raise Refused(error.words(args.lang)) from None
        print(codes.cited(figure, source, args.lang))
    moved = False
    for code in args.codes:
        try:
            resolved = codes.resolve(home, codes.found(home, code), source, args.lang)
        except codes.CodeUnknown as error:
            print(error.words(args.lang))
            moved = True
            continue
        print(resolved.words(args.lang))
        moved |= resolved.moved
    return int(moved)
