"""Command: summary write | fields | template."""

import argparse
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from inspection.cli.access import shell_step
from inspection.cli.days import as_of_day, day
from inspection.cli.figures import data_read
from inspection.cli.shared import FORMS, Refused, print_frame, user
from inspection.formats.word import TemplateFault
from inspection.papers import given, summary
from inspection.reading.answers import Source, terms
from inspection.reading.view import View
from inspection.snapshots import Refused as NotKept
from inspection.snapshots.register import write_whole
from inspection.text import say

FORMATS = ("docx", "xlsx", "csv")
FIELDS = ("no", "name", "phrase", "text", "unit", "of", "rows", "missing")
"""What the shell prints of each field; the files have all columns."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"summary.{name}", lang)  # noqa: E731
    steps = commands.add_parser("summary", help=words("command")).add_subparsers(dest="step", required=True)
    made = {name: steps.add_parser(name, parents=[common], help=words(f"step_{name}")) for name in _STEPS}
    for name in ("write", "fields"):
        made[name].add_argument("--term", type=int, metavar="N", help=words("arg_term"))
        made[name].add_argument("--year", type=int, metavar="YEAR", help=words("arg_year"))
        made[name].add_argument("--from", dest="from_date", metavar="DAY", help=say("cli.arg_from", lang))
        made[name].add_argument("--to", dest="to_date", metavar="DAY", help=say("cli.arg_to", lang))
        made[name].add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    made["write"].add_argument("--template", type=Path, metavar="FILE", help=words("arg_template"))
    for name in ("write", "template"):
        made[name].add_argument("--out", type=Path, required=True, metavar="FILE", help=words("arg_out"))
    made["fields"].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"summary": lambda args: _STEPS[args.step](args)}


def view_asked(args: argparse.Namespace, source: Source) -> View:
    """The view of the term, the year or the days asked for; all terms where none is. Raises Refused."""
    lang = args.lang
    as_of = as_of_day(args.as_of, lang) if args.as_of is not None else source.mart.as_of
    begun = terms(source, as_of)
    if not begun:
        raise Refused(say("summary.no_term", lang, day=as_of))
    asked = [name for name in ("term", "year") if getattr(args, name) is not None]
    days = {name: day(getattr(args, name), lang) for name in ("from_date", "to_date") if getattr(args, name) is not None}
    if len(asked) + bool(days) > 1:
        raise Refused(say("summary.one_period", lang))
    view = View(lang, as_of, begun, **days)
    if len(days) == 2 and days["from_date"] > days["to_date"]:
        raise Refused(say("cli.period_backwards", lang, first=days["from_date"], last=days["to_date"]))
    if args.term is not None:
        if args.term not in {term.number for term in begun}:
            known = ", ".join(str(term.number) for term in begun)
            raise Refused(say("summary.unknown_term", lang, term=args.term, known=known))
        return replace(view, term=args.term)
    if args.year is not None:
        if not 1900 <= args.year <= 2199:
            raise Refused(say("cli.bad_date", lang, value=args.year))
        return replace(view, from_date=date(args.year, 1, 1), to_date=date(args.year, 12, 31))
    return view


def _write(args: argparse.Namespace) -> None:
    """The summary in Word, kept as given; or the list of all fields, by the ending of the file."""
    lang, form = args.lang, args.out.suffix[1:].lower()
    if form not in FORMATS:
        raise Refused(say("summary.form", lang, path=args.out, known=", ".join(FORMATS)))
    source = data_read(lang)
    view = view_asked(args, source)
    if form != "docx":
        data = summary.fields_csv(view, source) if form == "csv" else summary.fields_xlsx(view, source, datetime.now())
        write_whole(args.out, data)
        print(say("summary.written", lang, path=args.out))
        return
    try:
        template = args.template.read_bytes() if args.template else summary.template(lang).data
        made = summary.filled(view, source, template)
    except TemplateFault as fault:
        raise Refused(fault.words(lang)) from fault
    title, home = summary.title(view, source), given.papers_home(source)
    figures = summary.stated(view, source, made.used)
    with shell_step("given", kind="summary", of=view.words(), files=[args.out.name]):
        try:
            given.keep(home, "summary", title, {args.out.name: made.data}, figures, source, view, by=user(), at=datetime.now())
        except NotKept as refused:
            raise Refused(refused.words(lang)) from refused
        write_whole(args.out, made.data)
    print(say("summary.written", lang, path=args.out))
    for words in summary.missing_words(view, source, made.used):
        print(words)


def _fields(args: argparse.Namespace) -> None:
    source = data_read(args.lang)
    head, rows = summary.fields_table(view_asked(args, source), source)
    frame = pd.DataFrame(rows, columns=list(summary.COLUMNS), dtype=object)
    if args.format == "text":
        frame = frame[list(FIELDS)]
        head = [say(f"summary.column_{name}", args.lang) for name in FIELDS]
    print_frame(frame.set_axis(head, axis=1), args.format)


def _template(args: argparse.Namespace) -> None:
    """The template in force, to be edited in Word."""
    if args.out.exists():
        raise Refused(say("summary.there_already", args.lang, path=args.out))
    write_whole(args.out, summary.template(args.lang).data)
    print(say("summary.written", args.lang, path=args.out))


_STEPS = {"write": _write, "fields": _fields, "template": _template}
