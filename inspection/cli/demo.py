"""Command: demo: the demonstration county, or as many invented ones as a level above has."""

import argparse
from datetime import datetime
from pathlib import Path

from inspection.cli.shared import Refused, tell_progress
from inspection.demonstration import AS_OF
from inspection.demonstration.counties import MOST, counties, names_of_regions
from inspection.demonstration.publish import publish as publish_demonstration
from inspection.formats.exports import csv_bytes
from inspection.snapshots import deliveries, public_pem
from inspection.text import say
from inspection.warehouse import data_home, demonstration_store, dictionary, rows_of, settings


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    demo = commands.add_parser("demo", parents=[common], help=say("cli.demo", lang))
    demo.add_argument("--folder", type=Path, help=say("cli.arg_folder", lang))
    demo.add_argument("--counties", type=int, metavar="N", help=say("deliveries.arg_counties", lang, most=MOST))
    demo.add_argument("--out", type=Path, metavar="FOLDER", help=say("deliveries.arg_out", lang))
    demo.add_argument("--seed", type=int, default=20250930, help=say("deliveries.arg_seed", lang))
    return {"demo": _demo}


def _demo(args: argparse.Namespace) -> None:
    if args.counties is not None or args.out is not None:
        _counties(args)
        return
    version = publish_demonstration(data_home(), datetime.now())
    if args.folder:
        args.folder.mkdir(parents=True, exist_ok=True)
        store = demonstration_store(data_home())
        for name, table in store.read_full(version).items():
            ledger = dictionary().ledgers[name]
            (args.folder / f"{ledger.zh}.csv").write_bytes(csv_bytes([c.zh for c in ledger.columns], rows_of(table)))
    total = sum(version.manifest["rows"].values())
    print(say("cli.demo_ready", args.lang, rows=total, as_of=version.as_of, folder=args.folder or version.mart.parent))


def _counties(args: argparse.Namespace) -> None:
    """Write what so many invented counties would hand over, the key that signed it, and the names above them."""
    number, out, lang = args.counties, args.out, args.lang
    if number is None or out is None or not 1 <= number <= MOST:
        raise Refused(say("deliveries.bad_counties", lang, most=MOST))
    if out.exists() and any(out.iterdir()):
        raise Refused(say("deliveries.out_not_empty", lang, folder=out))
    out.mkdir(parents=True, exist_ok=True)
    key, defaults, rows = deliveries.invented_key(args.seed), settings(), 0
    for done, one in enumerate(counties(number, args.seed), 1):
        what = deliveries.invented(one.code, one.name, AS_OF, defaults)
        deliveries.hand_over(out / one.code, one.tables, what, key, lasting=False)
        rows += sum(len(table) for table in one.tables.values())
        tell_progress(done, number, say("deliveries.counties_made", lang))
    names = names_of_regions(number)
    (out / "regions.csv").write_text("".join(f"{code},{name}\n" for code, name in sorted(names.items())), encoding="utf-8")
    (out / "keys").mkdir()
    for code in names:
        if len(code) == 2:
            (out / "keys" / f"{code}.pem").write_bytes(public_pem(key))
    print(say("deliveries.counties_ready", lang, counties=f"{number:,}", rows=f"{rows:,}", folder=out))
