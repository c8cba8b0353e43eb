"""Commands: check-figures."""

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path

import pandas as pd

from inspection.cli.shared import Refused, mart_in_force, print_frame
from inspection.formats.drafts import NotADraft, marked, read_draft
from inspection.papers.checker.checking import Checked, checked
from inspection.papers.checker.remarks import VERDICTS
from inspection.papers.checker.report import COLUMNS, lines, notes, summed_up
from inspection.papers.given import papers_home
from inspection.reading.answers import Source
from inspection.snapshots.register import write_whole
from inspection.text import say


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"checker.{name}", lang)  # noqa: E731
    check = commands.add_parser("check-figures", parents=[common], help=words("command"))
    check.add_argument("file", type=Path, help=words("arg_file"))
    check.add_argument("--format", choices=("text", "csv", "json", "docx"), default="text", help=words("arg_format"))
    check.add_argument("--out", type=Path, help=words("arg_out"))
    check.add_argument("--alone", action="store_true", help=words("arg_alone"))
    check.add_argument("--ours", action="store_true", help=words("arg_ours"))
    check.add_argument("--all", action="store_true", help=words("arg_all"))
    return {"check-figures": _check}


def _check(args: argparse.Namespace) -> int:
    """Exit code 1 where a number is wrong."""
    try:
        source = _source(args)
        home = papers_home(source) if source else None
        found = checked(read_draft(args.file), source, args.lang, ours=args.ours, home=home)
        if args.format == "docx":
            _write(args, found)
            print(summed_up(found, args.lang))
            return 1 if found.counts()["wrong"] else 0
    except NotADraft as error:
        raise Refused(say(f"checker.unreadable_{error.code}", args.lang, file=args.file, **error.values)) from None
    wanted = VERDICTS if args.all or args.format != "text" else ("wrong", "rounded")
    listed = lines(found, args.lang, wanted)
    if args.format == "json":
        print(json.dumps({"counts": found.counts(), "figures": [asdict(line) for line in listed]}, ensure_ascii=False, indent=1))
    else:
        heads = [say(f"checker.column_{name}", args.lang) for name in COLUMNS]
        rows = [[getattr(line, name) for name in COLUMNS] for line in listed]
        if listed or args.format == "csv":
            print_frame(pd.DataFrame(rows, columns=heads, dtype=str), args.format)
        if args.format == "text":
            print(summed_up(found, args.lang))
    return 1 if found.counts()["wrong"] else 0


def _source(args: argparse.Namespace) -> Source | None:
    """The data in force, where there are any and they are wanted."""
    if args.alone:
        return None
    try:
        mart, reader = mart_in_force(args.lang)
    except Refused:
        print(say("checker.no_data", args.lang), file=sys.stderr)
        return None
    return Source(mart, reader.settings(), reader.version())


def _write(args: argparse.Namespace, found: Checked) -> None:
    """The draft with comments, as a file of its own. Raises Refused, NotADraft."""
    if args.out is None:
        raise Refused(say("checker.no_out", args.lang))
    if args.out.exists() and args.out.samefile(args.file):
        raise Refused(say("checker.same_file", args.lang))
    if found.pieces and all(piece.anchor is None for piece in found.pieces):
        raise Refused(say("checker.not_docx", args.lang, file=args.file))
    wanted = VERDICTS if args.all else ("wrong", "rounded")
    write_whole(args.out, marked(args.file, notes(found, args.lang, wanted), say("checker.author", args.lang)))
