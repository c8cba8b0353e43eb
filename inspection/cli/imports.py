"""Command: import."""

import argparse
import sys
from datetime import datetime
from pathlib import Path

from inspection import intake
from inspection.cli.shared import Refused, day
from inspection.intake import mapping
from inspection.intake.aliases import Aliases, AliasError
from inspection.text import say
from inspection.warehouse import Store, data_home, dictionary, settings


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"cli.{name}", lang)  # noqa: E731
    incoming = commands.add_parser("import", parents=[common], help=words("import"))
    incoming.add_argument("paths", nargs="+", type=Path, help=words("arg_paths"))
    incoming.add_argument("--as-of", required=True, metavar="DAY", help=words("arg_as_of"))
    incoming.add_argument("--mapping", metavar="NAME", help=words("arg_mapping"))
    incoming.add_argument("--report", type=Path, metavar="FILE.csv", help=words("arg_report"))
    return {"import": _import}


def _import(args: argparse.Namespace) -> int:
    lang, as_of = args.lang, day(args.as_of, args.lang)
    store = Store(data_home())
    current = store.current()
    try:
        profile = mapping.load(args.mapping, data_home()) if args.mapping else None
        aliases = Aliases.load(data_home())
    except mapping.MappingError as error:
        raise Refused("\n".join(error.sentences(lang))) from None
    except AliasError as error:
        raise Refused(str(error)) from None
    reading = intake.read(
        args.paths,
        as_of=as_of,
        standing=lambda name: store.read_full(current, (name,))[name] if current else None,
        mapping=profile,
        aliases=aliases,
        lang=lang,
    )
    faults, warnings, made = reading.faults, reading.warnings, None
    if not faults and reading.ledgers:
        home = data_home()
        made = intake.drafted(
            store, reading, as_of=as_of, built_at=datetime.now(), settings=settings(home), lang=lang
        )
        faults, warnings = made.looked.faults, (*warnings, *made.looked.warnings)
    for found in (*faults, *warnings):
        print(intake.sentence(found, lang), file=sys.stderr)
    if args.report:
        args.report.write_bytes(intake.faults_csv((*faults, *warnings), lang))
        print(say("cli.reported", lang, path=args.report), file=sys.stderr)
    if warnings:
        print(say("cli.warned", lang, warnings=len(warnings)), file=sys.stderr)
    if faults:
        raise Refused(say("cli.refused", lang, faults=len(faults)))
    if made is None:
        raise Refused(say("cli.nothing_found", lang))
    version = store.accept(made.draft, checks=made.looked.counts)
    print(say("cli.published", lang, number=version.number, as_of=version.as_of))
    for name, ledger in dictionary().ledgers.items():
        key = "cli.ledger_rows" if name in reading.ledgers else "cli.kept_rows"
        print(say(key, lang, ledger=ledger.label(lang), rows=version.manifest["rows"][name]))
    return 0
