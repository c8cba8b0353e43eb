"""Commands: certify, uncertify, certified."""

import argparse
from datetime import datetime

from inspection.cli.access import person, shell_step
from inspection.cli.figures import data_read, period_given
from inspection.cli.filters import filters
from inspection.cli.shared import FORMS, Refused, print_frame, user
from inspection.indicators import indicator
from inspection.indicators.basis import question
from inspection.papers.certified import listed, scope_words, value_words
from inspection.papers.given import papers_home
from inspection.reading.dimensions import in_indicator
from inspection.snapshots import Refused as NotCertified
from inspection.snapshots.certified import certify, take_back
from inspection.text import say


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    one = commands.add_parser("certify", parents=[common], help=say("certified.command", lang))
    one.add_argument("id")
    one.add_argument("--where", action="append", default=[], metavar="DIM=VALUE", help=words("arg_where"))
    one.add_argument("--as-of", metavar="DAY", help=words("arg_as_of"))
    one.add_argument("--from", dest="from_date", metavar="DAY", help=words("arg_from"))
    one.add_argument("--to", dest="to_date", metavar="DAY", help=words("arg_to"))
    one.add_argument("--by", default=user(), help=say("certified.arg_by", lang))
    one.add_argument("--password-file", metavar="FILE", help=say("access.arg_password_file", lang))
    back = commands.add_parser("uncertify", parents=[common], help=say("certified.back_command", lang))
    back.add_argument("id")
    back.add_argument("--reason", required=True, help=say("certified.arg_reason", lang))
    back.add_argument("--by", default=user(), help=say("certified.arg_by", lang))
    back.add_argument("--password-file", metavar="FILE", help=say("access.arg_password_file", lang))
    held = commands.add_parser("certified", parents=[common], help=say("certified.list_command", lang))
    held.add_argument("--format", choices=FORMS, default="text", help=words("arg_format"))
    return {"certify": _certify, "uncertify": _uncertify, "certified": _certified}


def _certify(args: argparse.Namespace) -> None:
    definition, period = indicator(args.id), period_given(args)
    source = data_read(args.lang)
    where = filters(args.where, definition.dimensions, definition.codes_of, in_indicator(source, definition.id), args.lang)
    as_of = period.pop("as_of", source.mart.as_of)
    asked = question(definition.id, where, as_of, **period)
    by = person(args.by, "approval", args.password_file, args.lang)
    try:
        with shell_step("certified", figure=definition.id, of=scope_words(asked, source, args.lang), account=by) as told:
            made = certify(
                papers_home(source), source.mart, source.settings, asked,
                version=source.version.number, by=by, at=datetime.now(),
            )  # fmt: skip
            told |= {"id": made.id, "value": value_words(made, asked, args.lang)}
    except NotCertified as refused:
        raise Refused(refused.words(args.lang)) from refused
    said = {"title": definition.title(args.lang), "value": value_words(made, asked, args.lang)}
    print(say("certified.done", args.lang, id=made.id, counts=scope_words(asked, source, args.lang), **said))


def _uncertify(args: argparse.Namespace) -> None:
    source = data_read(args.lang)
    by = person(args.by, "approval", args.password_file, args.lang)
    try:
        with shell_step("uncertified", id=args.id, account=by, reason=args.reason):
            made = take_back(papers_home(source), args.id, by=by, reason=args.reason, at=datetime.now())
    except NotCertified as refused:
        raise Refused(refused.words(args.lang)) from refused
    title = indicator(made.question.indicator).title(args.lang)
    print(say("certified.back_done", args.lang, id=made.id, title=title, value=value_words(made, made.question, args.lang)))


def _certified(args: argparse.Namespace) -> None:
    try:
        print_frame(listed(data_read(args.lang), args.lang), args.format)
    except NotCertified as refused:
        raise Refused(refused.words(args.lang)) from refused
