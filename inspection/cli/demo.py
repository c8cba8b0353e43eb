"""Command: demo."""

import argparse
from datetime import datetime
from pathlib import Path

from inspection.demonstration.publish import publish as publish_demonstration
from inspection.formats.exports import csv_bytes
from inspection.text import say
from inspection.warehouse import data_home, demonstration_store, dictionary, rows_of


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    demo = commands.add_parser("demo", parents=[common], help=say("cli.demo", lang))
    demo.add_argument("--folder", type=Path, help=say("cli.arg_folder", lang))
    return {"demo": _demo}


def _demo(args: argparse.Namespace) -> None:
    version = publish_demonstration(data_home(), datetime.now())
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
        store = demonstration_store(data_home())
        for name, table in store.read_full(version).items():
            ledger = dictionary().ledgers[name]
            (args.folder / f"{ledger.zh}.csv").write_bytes(csv_bytes([c.zh for c in ledger.columns], rows_of(table)))
    total = sum(version.manifest["rows"].values())
    print(say("cli.demo_ready", args.lang, rows=total, as_of=version.as_of, folder=args.folder or version.mart.parent))
