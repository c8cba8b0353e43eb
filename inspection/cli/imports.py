"""Command: import."""

import argparse
import sys
import time
from datetime import date, datetime
from pathlib import Path
from typing import TextIO

from inspection import intake
from inspection.cli.access import shell_step
from inspection.cli.days import as_of_day
from inspection.cli.shared import Refused, print_changes, user
from inspection.indicators import headlines
from inspection.intake import mapping
from inspection.intake.aliases import AliasError, Aliases
from inspection.intake.faults import Faults
from inspection.intake.files import collect
from inspection.intake.pace import Pace
from inspection.reading.movements import sentence
from inspection.reading.words import percent
from inspection.text import say
from inspection.warehouse import Draft, Store, Version, changes, data_home, dictionary, open_mart, private, settings

MODES = ("replace", "update")
ABSENT = "--absent keep|empty"


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    shell = lambda name: say(f"shell_import.{name}", lang)  # noqa: E731
    incoming = commands.add_parser("import", parents=[common], help=words("import"))
    incoming.add_argument("paths", nargs="+", help=words("arg_paths"))
    incoming.add_argument("--as-of", required=True, metavar="DAY", help=words("arg_as_of"))
    incoming.add_argument("--mapping", metavar="NAME", help=words("arg_mapping"))
    incoming.add_argument("--mode", choices=MODES, default="replace", help=shell("arg_mode"))
    incoming.add_argument("--update", action="append", default=[], metavar="LEDGER", help=shell("arg_update"))
    incoming.add_argument("--absent", choices=intake.CHOICES, default="", help=shell("arg_absent"))
    incoming.add_argument("--blanks", choices=intake.CHOICES, default="keep", help=shell("arg_blanks"))
    incoming.add_argument("--confirm", action="append", default=[], metavar="CODE", help=shell("arg_confirm"))
    incoming.add_argument("--who", default="", help=shell("arg_who"))
    incoming.add_argument("--note", default="", help=shell("arg_note"))
    incoming.add_argument("--report", type=Path, metavar="FILE.csv", help=words("arg_report"))
    return {"import": _import}


def _import(args: argparse.Namespace) -> int:
    lang, as_of = args.lang, _as_of(args)
    if any(not str(path).strip() for path in args.paths):  # "" is what a variable that is not set leaves
        raise Refused(say("shell_import.no_path", lang))
    store = Store(data_home())
    current = store.current()
    modes = _modes(args)
    with Line() as line:
        reading = _read(args, store, current, as_of, modes, line)
        faults, warnings, made = reading.faults, reading.warnings, None
        if not faults and reading.ledgers:
            line.tell(1.0, say("progress_of_reading.drafting", lang))
            made = intake.drafted(
                store,
                reading,
                as_of=as_of,
                built_at=datetime.now(),
                settings=settings(store.home),
                lang=lang,
                modes=modes,
                sources=[file.path for file in collect([Path(path) for path in args.paths], Faults(lang))],
                who=args.who or user(),
                note=args.note,
                read_beside=current,
            )
            faults, warnings = made.looked.faults, (*warnings, *made.looked.warnings)
    said = (*faults, *reading.questions, *warnings)
    for line in intake.summary(said, lang):
        print(line, file=sys.stderr)
    if args.report:
        with open(args.report, "wb", opener=private) as file:  # it may name secret cells
            file.write(intake.faults_csv(said, lang))
        print(say("cli.reported", lang, path=args.report), file=sys.stderr)
    if warnings:
        print(say("cli.warned", lang, warnings=intake.total(warnings)), file=sys.stderr)
    if faults:
        raise Refused(say("cli.refused", lang, faults=intake.total(faults)))
    if made is None:
        raise Refused(say("cli.nothing_found", lang))
    try:
        _answered(reading, args.confirm, lang)
        told = _differences(made.draft, tuple(reading.ledgers), store.home, lang)
        with shell_step("import", files=[Path(path).name for path in args.paths], as_of=as_of) as noted:
            version = store.accept(made.draft, checks=made.looked.counts)
            noted["as_version"] = version.number
    finally:
        store.discard(made.draft)
    _tell(version, reading, told, lang)
    return 0


def _as_of(args: argparse.Namespace) -> date:
    """The as-of day, as the page takes it. Raises Refused for one that no ledger can have; doubts one that may be wrong."""
    found = as_of_day(args.as_of, args.lang)
    if found > date.today():
        print(say("importing.as_of_ahead", args.lang, as_of=found), file=sys.stderr)
    return found


def _answered(reading: intake.Reading, confirmed: list[str], lang: str) -> None:
    """Raises Refused while a question is not answered by a flag of its own."""
    open_ones = dict.fromkeys(fault.code for fault in reading.questions if fault.code not in (*confirmed, "more"))
    flags = [ABSENT if code == "absent_columns" else f"--confirm {code}" for code in open_ones]
    if flags:
        raise Refused(say("shell_import.unanswered", lang, count=len(flags), flags=" ".join(flags)))


def _read(
    args: argparse.Namespace,
    store: Store,
    current: Version | None,
    as_of: date,
    modes: dict[str, str],
    line: "Line",
) -> intake.Reading:
    """The files, read against what stands. Raises Refused for a profile or an alias table that cannot be used."""
    lang = args.lang
    try:
        profile = mapping.load(args.mapping, store.home) if args.mapping else None
        aliases = Aliases.load(store.home)
    except mapping.MappingError as error:
        raise Refused("\n".join(error.sentences(lang))) from None
    except AliasError as error:
        raise Refused(str(error)) from None
    return intake.read(
        [Path(path) for path in args.paths],
        as_of=as_of,
        standing=lambda name: store.read_full(current, (name,))[name] if current else None,
        mapping=profile,
        aliases=aliases,
        modes=modes,
        blanks=intake.Blanks(args.absent, args.blanks),
        lang=lang,
        progress=Pace(line.tell, time.monotonic, lang),
    )


def _modes(args: argparse.Namespace) -> dict[str, str]:
    """Ledger -> "update", of all or of those named by id or name. Raises Refused for one there is not."""
    ledgers = dictionary().ledgers
    if args.mode == "update":
        return dict.fromkeys(ledgers, "update")
    found = {}
    for asked in args.update:
        name = next((n for n, ledger in ledgers.items() if asked in (n, ledger.zh, ledger.en)), None)
        if name is None:
            raise Refused(say("versions.no_ledger", args.lang, name=asked, known=", ".join(ledgers)))
        found[name] = "update"
    return found


def _differences(draft: Draft, ledgers: tuple[str, ...], home: Path, lang: str) -> list[str] | None:
    """What the draft changes: a table of rows per ledger printed, and the sentences on the headline figures; None for a
    first import, which changes nothing that was there."""
    if draft.parent is None:
        return None
    found = changes(draft.parent.full, draft.full, ledgers)
    print_changes(found, lang)
    marts = []
    try:
        for version in (draft.parent, draft.version):
            marts.append(open_mart(version))
        return [sentence(moved, lang) for moved in headlines(*marts, settings=settings(home))]
    finally:
        for mart in marts:
            mart.close()


def _tell(version: Version, reading: intake.Reading, told: list[str] | None, lang: str) -> None:
    if told is not None:
        print("\n".join(told or [say("changes.nothing", lang)]))
    print(say("cli.published", lang, number=version.number, as_of=version.as_of))
    empty = []
    for name, ledger in dictionary().ledgers.items():
        rows, came = version.manifest["rows"][name], name in reading.ledgers
        if rows or came:
            print(say("cli.ledger_rows" if came else "cli.kept_rows", lang, ledger=ledger.label(lang), rows=rows))
        else:
            empty.append(ledger.label(lang))
    if empty:
        print(say("cli.ledgers_without_rows", lang, ledgers=say("pages.joint", lang).join(empty)))


class Line:
    """How far the import is, on stderr: one line that is written over on a terminal, else a line now and then."""

    QUIET = 5.0  # seconds between two lines where stderr is no terminal; a short import says nothing

    def __init__(self, stream: TextIO | None = None):
        self.stream = stream or sys.stderr
        self.terminal = self.stream.isatty()
        self.told = time.monotonic()
        self.wide = 0

    def __enter__(self) -> "Line":
        return self

    def __exit__(self, *_: object) -> None:
        if self.terminal and self.wide:
            print("\r" + " " * self.wide + "\r", end="", file=self.stream, flush=True)

    def tell(self, share: float, words: str) -> None:
        if self.terminal:
            text = f"{percent(share, 0):>4} {words}"
            wide = sum(2 if ord(c) > 0x2E7F else 1 for c in text)
            print("\r" + text + " " * max(0, self.wide - wide), end="", file=self.stream, flush=True)
            self.wide = max(self.wide, wide)
        elif time.monotonic() - self.told >= self.QUIET:
            self.told = time.monotonic()
            print(words, file=self.stream, flush=True)
