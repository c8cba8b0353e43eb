"""Commands: forms fill | check | fields."""

import argparse
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pandas as pd

from inspection.cli.access import shell_step
from inspection.cli.days import as_of_day
from inspection.cli.figures import data_read
from inspection.cli.shared import FORMS, Refused, print_frame, user
from inspection.formats.children import Unreadable
from inspection.papers import forms, given
from inspection.papers.forms import Checked, FormUnknown, place_words, unreadable_words
from inspection.reading.answers import Source
from inspection.reading.fields import known_fields
from inspection.snapshots import register
from inspection.text import say

AT_ONCE = 2  # processes that open a form


@dataclass(frozen=True)
class Opened:
    """A form read and looked through, and where what is filled goes."""

    path: Path
    data: bytes
    form: Checked


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"forms.{name}", lang)  # noqa: E731
    steps = commands.add_parser("forms", help=words("command")).add_subparsers(dest="step", required=True)
    made = {name: steps.add_parser(name, parents=[common], help=words(name)) for name in ("fill", "check", "fields")}
    for name in ("fill", "check"):
        made[name].add_argument("files", nargs="+", type=Path, metavar="FILE", help=words("arg_files"))
        made[name].add_argument("--as-of", metavar="DAY", help=say("cli.arg_as_of", lang))
    made["fill"].add_argument("--out", required=True, type=Path, metavar="FOLDER", help=words("arg_out"))
    made["fill"].add_argument("--partly", action="store_true", help=words("arg_partly"))
    for name in ("check", "fields"):
        made[name].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"forms": _forms}


def _forms(args: argparse.Namespace) -> int:
    source = data_read(args.lang)
    if args.step == "fields":
        return _fields(args, source)
    as_of = as_of_day(args.as_of, args.lang) if args.as_of is not None else None
    with ThreadPoolExecutor(AT_ONCE) as pool:
        opened = list(pool.map(lambda path: _opened(path, source, as_of, args.lang), args.files))
    return _check(args, opened) if args.step == "check" else _fill(args, source, opened, as_of)


def _opened(path: Path, source: Source, as_of: date | None, lang: str) -> Opened:
    """A form looked through. Raises Refused with the file's name."""
    try:
        data = path.read_bytes()
        return Opened(path, data, forms.checked(data, source, lang, as_of))
    except Unreadable as error:
        raise Refused(say("forms.not_filled", lang, name=path.name, reason=unreadable_words(error, lang))) from None


def _fill(args: argparse.Namespace, source: Source, opened: list[Opened], as_of: date | None) -> int:
    """Fill all forms, or none: nothing is written before every one of them is made; then all are kept as given."""
    lang, names = args.lang, [one.path.name for one in opened]
    for one in opened:
        target = args.out / one.path.name
        if names.count(one.path.name) > 1:
            raise Refused(say("forms.same_name", lang, name=one.path.name))
        if target.exists() and target.samefile(one.path):
            raise Refused(say("forms.onto_itself", lang, path=target))
    with ThreadPoolExecutor(AT_ONCE) as pool:
        made = dict(zip(names, pool.map(lambda one: _filled(one, args), opened), strict=True))
    kept = [one for one in opened if one.form.stated]
    view, home = forms.view_of(source, lang, as_of), given.papers_home(source)
    with shell_step("given", kind="form", files=[one.path.name for one in kept]):
        for one in kept:
            name = one.path.name
            title = say("forms.title", lang, name=name)
            given.keep(home, "form", title, {name: made[name]}, one.form.stated, source, view, by=user(), at=datetime.now())
        args.out.mkdir(parents=True, exist_ok=True)
        for name, data in made.items():
            register.write_whole(args.out / name, data)
    for one in opened:
        _tell(one, args)
    return 0


def _filled(one: Opened, args: argparse.Namespace) -> bytes:
    """The form with its answers. Raises Refused with the file's name."""
    try:
        return forms.filled(one.data, one.form, args.lang, partly=args.partly)
    except (FormUnknown, Unreadable) as error:
        reason = error.words(args.lang) if isinstance(error, FormUnknown) else unreadable_words(error, args.lang)
        raise Refused(say("forms.not_filled", args.lang, name=one.path.name, reason=reason)) from None


def _tell(one: Opened, args: argparse.Namespace) -> None:
    name, n = one.path.name, sum(1 for found in one.form.found if found.answered)
    key = "done" if one.form.found else "none"
    print(say(f"forms.{key}", args.lang, name=name, n=n, path=args.out / name))
    if one.form.unknown:
        print(say("forms.left", args.lang, name=name, n=len(one.form.unknown)))
        for found in one.form.unknown:
            print(f"  {place_words(found.place, args.lang)}：{found.unknown.words(args.lang)}")


def _check(args: argparse.Namespace, opened: list[Opened]) -> int:
    lang = args.lang
    rows = [
        (one.path.name, place_words(found.place, lang), found.place.text,
         found.answered.words(lang) if found.answered else found.unknown.words(lang))
        for one in opened
        for found in one.form.found
    ]  # fmt: skip
    heads = [say(f"forms.column_{name}", lang) for name in ("file", "place", "field", "now")]
    print_frame(pd.DataFrame(rows, columns=heads), args.format)
    return 1 if any(one.form.unknown for one in opened) else 0


def _fields(args: argparse.Namespace, source: Source) -> int:
    lang = args.lang
    rows = [
        (one.id, one.title, one.unit, " ".join(one.parts), " ".join(f"{name}({words})" for name, words in one.dimensions))
        for one in known_fields(source, lang)
    ]
    heads = [say(f"forms.column_{name}", lang) for name in ("field", "title", "unit", "parts", "dimensions")]
    print_frame(pd.DataFrame(rows, columns=heads), args.format)
    return 0
