"""Command: lineage."""

import argparse

import pandas as pd

from inspection.cli.shared import FORMS, Refused, print_frame
from inspection.papers.lineage import columns_words, hanging, title
from inspection.snapshots import Refused as NotPublished
from inspection.text import say
from inspection.warehouse import data_home


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's command to the parser; command -> function."""
    command = commands.add_parser("lineage", parents=[common], help=say("lineage.command", lang))
    command.add_argument("name", metavar="LEDGER.COLUMN", help=say("lineage.arg_name", lang))
    command.add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"lineage": _lineage}


def _lineage(args: argparse.Namespace) -> None:
    """What hangs on it, a line each: kind, id, title, how, through what. Programs get the words of the program."""
    try:
        found = hanging(args.name, data_home())
    except NotPublished as refused:
        raise Refused(refused.words(args.lang)) from refused
    rows = [(one.kind, one.id, title(one, args.lang), one.how, columns_words(one, args.lang)) for one in found]
    print_frame(pd.DataFrame(rows, columns=["kind", "id", "title", "how", "through"], dtype=object), args.format)
