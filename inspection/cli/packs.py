"""Commands: brief, card, village, letters, sector-letters, and given list | files | moved | verify."""

import argparse
import sys
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from datetime import datetime, timedelta
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from inspection import snapshots
from inspection.cli.access import shell_step
from inspection.cli.days import as_of_day
from inspection.cli.sentences import SAYS
from inspection.cli.shared import FORMS, Refused, mart_in_force, print_frame, user
from inspection.papers import placing
from inspection.papers.blocks import BLOCKS
from inspection.papers.given import Given, faults, file_of, given, keep, last_given, listed, papers_home
from inspection.papers.letters import REPLY_DAYS, addressed, letter_files, letters_of
from inspection.papers.moved import moved
from inspection.papers.packs import FORMATS, MEETINGS, pack_of, written
from inspection.papers.report_cards import card_file
from inspection.papers.sector_letters import sector_letters_of
from inspection.papers.village_files import village_file
from inspection.reading import common as shared_problems
from inspection.reading.answers import Source, names, terms
from inspection.reading.view import View
from inspection.reading.village import is_village
from inspection.reading.words import labels
from inspection.snapshots.register import write_whole
from inspection.text import say
from inspection.warehouse import Reader, StoreError


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"packs.{name}", lang)  # noqa: E731
    brief = commands.add_parser("brief", parents=[common], help=words("cli_brief"))
    brief.add_argument("--meeting", required=True, choices=tuple(MEETINGS), help=words("arg_meeting"))
    brief.add_argument("--round", action="append", default=[], metavar="ROUND", help=words("arg_round"))
    brief.add_argument("--term", type=int, metavar="N", help=words("arg_term"))
    brief.add_argument("--block", action="append", default=[], choices=tuple(BLOCKS), help=words("arg_block"))
    brief.add_argument("--format", action="append", default=[], choices=(*FORMATS, "json"), help=words("arg_format"))
    brief.set_defaults(**{SAYS: True})
    brief.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    brief.add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("arg_out"))
    brief.add_argument("--draft", action="store_true", help=words("arg_draft"))
    papers = commands.add_parser("given", help=words("cli_given"))
    steps = papers.add_subparsers(dest="step", required=True)
    made = {name: steps.add_parser(name, parents=[common], help=words(f"given_{name}")) for name in _STEPS}
    for name in ("files", "moved"):
        made[name].add_argument("id", help=words("arg_paper"))
    made["files"].add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("arg_out"))
    for name in ("list", "moved"):
        made[name].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    for name, help in (("card", "cards.cli_card"), ("village", "village.cli_village")):
        card = commands.add_parser(name, parents=[common], help=say(help, lang))
        card.add_argument("org", help=say("cards.arg_org", lang))
        card.add_argument("--out", required=True, type=Path, metavar="FILE", help=say("cards.arg_file", lang))
        card.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
        card.add_argument("--draft", action="store_true", help=words("arg_draft"))
    letter = commands.add_parser("letters", parents=[common], help=say("letters.cli_letters", lang))
    letter.add_argument("--org", action="append", default=[], metavar="ID", help=say("letters.arg_org", lang))
    sector = commands.add_parser("sector-letters", parents=[common], help=say("common.cli_common", lang))
    sector.add_argument("--sector", action="append", default=[], metavar="SECTOR", help=say("common.arg_sector", lang))
    sector.add_argument("--to", default="", metavar="NAME", help=say("common.arg_to", lang))
    for one in (letter, sector):
        one.add_argument("--reply-days", type=int, default=REPLY_DAYS, metavar="N", help=say("letters.arg_reply", lang))
        one.add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
        one.add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("arg_out"))
        one.add_argument("--draft", action="store_true", help=words("arg_draft"))
    return {"brief": _brief, "given": _given, "card": _card, "village": _card, "letters": _letters, "sector-letters": _sectors}


def source_of(lang: str) -> tuple[Source, Reader]:
    """The data in force."""
    mart, reader = mart_in_force(lang)
    return Source(mart, reader.settings(), reader.version()), reader


def view_asked(source: Source, lang: str, as_of: str | None = None, term: int | None = None, rounds: Iterable[str] = ()) -> View:
    """The view of a paper: the running term (or `term`), of chosen rounds (ids or names) those. Raises Refused."""
    day = as_of_day(as_of, lang) if as_of else source.mart.as_of
    begun = terms(source, day)
    if not begun:
        raise Refused(say("packs.refused_no_term", lang, day=day))
    if term is not None and term not in {one.number for one in begun}:
        raise Refused(say("packs.refused_term", lang, term=term, known=", ".join(str(one.number) for one in begun)))
    known = names(source, "round")
    ids = {name: id for id, name in known.items()} | {id: id for id in known}
    if wrong := [one for one in rounds if one not in ids]:
        raise Refused(say("packs.refused_round", lang, round=wrong[0], known=", ".join(map(str, known))))
    chosen = tuple(str(ids[one]) for one in rounds)
    named = tuple((str(id), str(name)) for id, name in known.items() if str(id) in chosen)
    return View(lang, day, begun, begun[-1].number if term is None else term, rounds=chosen, round_names=named)


def opened(paper: Given | None, source: Source, reader: Reader) -> Source | None:
    """The data version a paper was made from; None where it is not kept any more."""
    if paper is None or paper.data_version == source.version.number:
        return source if paper else None
    try:
        return Source(reader.mart(paper.data_version), source.settings, reader.version(paper.data_version))
    except StoreError:
        return None


def _making(what: str, at: int, count: int) -> None:
    print(f"{at + 1}/{count} {what}", file=sys.stderr)


def _brief(args: argparse.Namespace) -> None:
    source, reader = source_of(args.lang)
    view = view_asked(source, args.lang, args.as_of, args.term, args.round)
    home = papers_home(source)
    formats = tuple(form for form in dict.fromkeys(args.format) if form in FORMATS) or FORMATS
    try:
        before = last_given(home, f"pack_{args.meeting}")
        blocks = tuple(dict.fromkeys(args.block))
        pack = pack_of(view, source, args.meeting, blocks, _making, before=before, older=opened(before, source, reader))
        made = written(pack, formats, _making)
        _hand_out(args, pack.kind, pack.paper.title, made, pack.stated, source, view, of=view.words())
    except (snapshots.Refused, placing.Refused) as refused:
        raise Refused(refused.words(args.lang)) from refused


def _hand_out(
    args: argparse.Namespace,
    kind: str,
    title: str,
    made: Iterable[tuple[str, bytes]],
    stated: Sequence,
    source: Source,
    view: View,
    **details: object,
) -> None:
    """Write a paper's files into the folder asked for and keep them as given; what cannot be kept is not there either. A
    draft is only written."""
    with shell_step("given", paper=title, **details) if not args.draft else nullcontext():
        with placing.placed_with(args.out, made) as files:
            if not args.draft:
                kept = keep(papers_home(source), kind, title, files, stated, source, view, by=user(), at=datetime.now())
        if not args.draft:
            print(say("packs.kept", args.lang, id=kept.id), file=sys.stderr)
    for name in files:
        print(args.out / name)


def _card(args: argparse.Namespace) -> None:
    form = args.out.suffix.lower().lstrip(".")
    if form not in ("pdf", "docx"):
        raise Refused(say("cards.refused_ending", args.lang, path=args.out))
    if args.out.exists():
        raise Refused(say("cards.refused_there", args.lang, path=args.out))
    source, _ = source_of(args.lang)
    view = view_asked(source, args.lang, args.as_of)
    known = {str(name): id for id, name in names(source, "org").items()}
    ids = known | {str(id): id for id in known.values()}
    if args.org not in ids:
        near = get_close_matches(args.org, known, 3, 0.4)
        hint = say("cli.nearest", args.lang, names=", ".join(near)) if near else ""
        raise Refused(say("cards.refused_org", args.lang, org=args.org, near=hint))
    org = str(ids[args.org])
    if args.command == "village" and not is_village(source, org):
        raise Refused(say("village.refused_class", args.lang, org=args.org))
    make = village_file if args.command == "village" else card_file
    try:
        title, data, stated = make(view, source, org, form)
        with shell_step("given", paper=title) if not args.draft else nullcontext():
            if not args.draft:
                home, files = papers_home(source), {args.out.name: data}
                paper = keep(home, args.command, title, files, stated, source, view, by=user(), at=datetime.now())
                print(say("packs.kept", args.lang, id=paper.id), file=sys.stderr)
            write_whole(args.out, data)
    except snapshots.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused
    print(args.out)


def _letters(args: argparse.Namespace) -> None:
    source, _ = source_of(args.lang)
    view = view_asked(source, args.lang, args.as_of)
    if wrong := [org for org in args.org if org not in names(source, "org")]:
        raise Refused(say("cards.refused_org", args.lang, org=wrong[0], near=""))
    reply_by = view.as_of + timedelta(days=max(args.reply_days, 1))
    sheets, stated = letters_of(view, source, args.org or addressed(view, source), reply_by)
    if not sheets:
        print(say("letters.nobody", args.lang), file=sys.stderr)
        return
    title = f"{say('letters.title', args.lang)} {view.as_of.isoformat()}"
    try:
        _hand_out(args, "letters", title, letter_files(sheets, title).items(), stated, source, view, letters=len(sheets))
    except (snapshots.Refused, placing.Refused) as refused:
        raise Refused(refused.words(args.lang)) from refused


def _sectors(args: argparse.Namespace) -> None:
    source, _ = source_of(args.lang)
    view = view_asked(source, args.lang, args.as_of)
    known = labels("sector", args.lang)
    ids = {name: code for code, name in known.items()} | {code: code for code in known}
    if wrong := [one for one in args.sector if one not in ids]:
        listed_all = ", ".join(f"{code} ({name})" for code, name in known.items())
        raise Refused(say("common.refused_sector", args.lang, sector=wrong[0], known=listed_all))
    sectors = tuple(dict.fromkeys(ids[one] for one in args.sector)) or tuple(shared_problems.sectors(view, source))
    if args.to and len(args.sector) != 1:
        raise Refused(say("common.refused_to", args.lang))
    reply_by = view.as_of + timedelta(days=max(args.reply_days, 1))
    sheets, stated = sector_letters_of(view, source, sectors, reply_by, args.to)
    if not sheets:
        print(say("common.nobody", args.lang), file=sys.stderr)
        return
    title = f"{say('common.file', args.lang)} {view.as_of.isoformat()}"
    try:
        _hand_out(args, "sector_letters", title, letter_files(sheets, title).items(), stated, source, view, letters=len(sheets))
    except (snapshots.Refused, placing.Refused) as refused:
        raise Refused(refused.words(args.lang)) from refused


def _given(args: argparse.Namespace) -> int:
    source, reader = source_of(args.lang)
    try:
        return _STEPS[args.step](args, source, reader) or 0
    except (snapshots.Refused, placing.Refused) as refused:
        raise Refused(refused.words(args.lang)) from refused


def _paper(args: argparse.Namespace, source: Source) -> Given:
    papers = given(papers_home(source))
    found = next((paper for paper in papers if paper.id == args.id), None)
    if found is None:
        raise Refused(say("packs.refused_paper", args.lang, id=args.id))
    return found


def _list(args: argparse.Namespace, source: Source, reader: Reader) -> None:
    print_frame(listed(given(papers_home(source)), args.lang), args.format)


def _files(args: argparse.Namespace, source: Source, reader: Reader) -> None:
    paper, home = _paper(args, source), papers_home(source)
    with shell_step("downloaded", paper=paper.id, title=paper.title):
        files = placing.placed(args.out, ((one.name, file_of(home, paper, one.name)) for one in paper.files))
    for name in files:
        print(args.out / name)


def _moved(args: argparse.Namespace, source: Source, reader: Reader) -> None:
    paper = _paper(args, source)
    view = replace(view_asked(source, args.lang), lang=args.lang)
    found = moved(paper, source, opened(paper, source, reader), view)
    heads = [say(f"given.column_{name}", args.lang) for name in ("figure", "before", "now", "why")]
    rows = [(one.title, one.before, one.now, one.reasons_words(args.lang)) for one in found]
    print_frame(pd.DataFrame(rows, columns=heads), args.format)


def _verify(args: argparse.Namespace, source: Source, reader: Reader) -> int:
    """Exit code 1 where something is not as it was handed out: that is an answer, not a misuse."""
    found = faults(papers_home(source))
    for id, file in found:
        print(say("packs.fault", args.lang, id=id, file=file))
    if not found:
        print(say("packs.sound", args.lang, n=len(given(papers_home(source)))))
    return int(bool(found))


_STEPS = {"list": _list, "files": _files, "moved": _moved, "verify": _verify}
