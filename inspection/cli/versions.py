"""Commands: versions, diff, restore."""

import argparse
import sys
from datetime import datetime

import pandas as pd

from inspection.cli.access import shell_step
from inspection.cli.shared import FORMS, Refused, print_changes, print_frame, store_words, tell_cut, user
from inspection.indicators import headlines
from inspection.reading.movements import rekeyed_words, sentence
from inspection.reading.words import whole_number
from inspection.text import say
from inspection.warehouse import (
    Damaged,
    Mart,
    Store,
    Version,
    changed_rows,
    changes,
    data_home,
    dictionary,
    open_mart,
    settings,
)
from inspection.warehouse.difference import KINDS

ROWS = 1_000_000


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"versions.{name}", lang)  # noqa: E731
    listed = commands.add_parser("versions", parents=[common], help=words("versions"))
    diff = commands.add_parser("diff", parents=[common], help=words("diff"))
    diff.add_argument("older", type=int, help=words("arg_older"))
    diff.add_argument("newer", type=int, help=words("arg_newer"))
    diff.add_argument("--rows", metavar="LEDGER", help=words("arg_rows"))
    diff.add_argument("--full", action="store_true", help=words("arg_full"))
    for parser in (listed, diff):
        parser.add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    restore = commands.add_parser("restore", parents=[common], help=words("restore"))
    restore.add_argument("number", type=int, help=words("arg_number"))
    restore.add_argument("--who", default="", help=words("arg_who"))
    restore.add_argument("--note", default="", help=words("arg_note"))
    return {"versions": _versions, "diff": _diff, "restore": _restore}


def _line(version: Version, pins: dict[int, list[str]]) -> tuple:
    said = version.manifest
    return (
        version.number,
        version.as_of,
        said["built_at"],
        version.program["version"],
        version.program["commit"][:12],
        version.schema,
        said.get("who", ""),
        sum(said["rows"].values()),
        said.get("parent"),
        said.get("restored"),
        "; ".join(pins.get(version.number, ())),
        said.get("note", ""),
    )


def _versions(args: argparse.Namespace) -> int:
    """The versions there are; the damaged ones are named on stderr, and then the exit code is 2."""
    store, damaged = Store(data_home()), 0
    pins = store.pins()
    columns = ["version", "as_of", "built_at", "program", "commit", "schema", "who", "rows", "parent", "restored"]
    columns += ["kept_for", "note"]
    lines = []
    for found in store.listed():
        if isinstance(found, Damaged):
            damaged += 1
            found.good = store.last_good()
            print(store_words(found, args.lang), file=sys.stderr)
        else:
            lines.append(_line(found, pins))
    frame = pd.DataFrame(lines, columns=columns).astype({"parent": "Int64", "restored": "Int64"})
    print_frame(frame, args.format)
    try:
        store.current()
    except Damaged as error:
        print(store_words(error, args.lang), file=sys.stderr)
        damaged += 1
    return 2 if damaged else 0


def _opened(store: Store, number: int) -> tuple[Version, Mart]:
    version = store.version(number)
    store.prove(version)
    return version, open_mart(version)


def _ledger(asked: str, lang: str) -> str:
    """A ledger by its id or its name in either language. Raises Refused with those there are."""
    for name, ledger in dictionary().ledgers.items():
        if asked in (name, ledger.zh, ledger.en):
            return name
    raise Refused(say("versions.no_ledger", lang, name=asked, known=", ".join(dictionary().ledgers)))


def _diff(args: argparse.Namespace) -> None:
    store, lang = Store(data_home()), args.lang
    versions = [store.version(number) for number in (args.older, args.newer)]
    kind = "full" if args.full else "mart"
    files = [store.prove(version, kind) for version in versions]
    if args.rows is not None:
        ledger = _ledger(args.rows, lang)
        frames = [changed_rows(*files, ledger, kind, limit=ROWS).assign(change=kind) for kind in KINDS]
        for frame in frames:
            tell_cut(frame, ROWS, lang)
        keys = [c.name for c in dictionary().ledgers[ledger].key]
        whole = pd.concat([frame.astype(object) for frame in frames], ignore_index=True)
        print_frame(whole.reindex(columns=["change", *keys, "column", "old", "new"]), args.format)
        return
    found = changes(*files)
    if args.format != "text":
        lines = [(c.ledger, c.added, c.changed, c.removed, c.unchanged) for c in found.values()]
        print_frame(pd.DataFrame(lines, columns=["ledger", *KINDS, "unchanged"]), args.format)
        for change in found.values():
            if change.rekeyed:
                print(rekeyed_words(change, lang), file=sys.stderr)
        return
    days = {"older_day": versions[0].as_of, "newer_day": versions[1].as_of}
    print(say("versions.between", lang, older=args.older, newer=args.newer, **days))
    moved = {name: c for name, c in found.items() if c.added or c.changed or c.removed}
    print_changes(moved, lang) if moved else print(say("versions.no_rows", lang))
    marts = [_opened(store, number)[1] for number in (args.older, args.newer)]
    told = headlines(*marts, settings=settings(data_home()))
    print()
    for movement in told:
        print(sentence(movement, lang))
    if not told:
        print(say("changes.nothing", lang))
    for mart in marts:
        mart.close()


def _restore(args: argparse.Namespace) -> None:
    store = Store(data_home())
    who = args.who or user()
    with shell_step("restore", version=args.number) as noted:
        version = store.restore(args.number, built_at=datetime.now(), who=who, note=args.note)
        noted["as_version"] = version.number
    rows = whole_number(sum(version.manifest["rows"].values()))
    said = {"number": version.number, "old": args.number, "as_of": version.as_of, "rows": rows}
    print(say("versions.restored_as", args.lang, **said))
