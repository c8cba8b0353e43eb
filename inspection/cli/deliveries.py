"""Command: deliver, what a county hands to the level above."""

import argparse
from pathlib import Path

from inspection.cli.access import shell_step
from inspection.cli.shared import Refused, mart_in_force
from inspection.snapshots import Refused as NotDone
from inspection.snapshots import deliveries, office_key
from inspection.text import say
from inspection.warehouse import data_home, demonstration_store
from inspection.warehouse.deliveries import delivered


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    deliver = commands.add_parser("deliver", parents=[common], help=say("deliveries.deliver", lang))
    deliver.add_argument("folder", type=Path, help=say("deliveries.arg_folder", lang))
    return {"deliver": _deliver}


def _deliver(args: argparse.Namespace) -> None:
    mart, reader = mart_in_force(args.lang)
    home = demonstration_store(data_home()).home if mart.demonstration else data_home()
    try:
        what = deliveries.told(reader.version(), reader.settings())
        with shell_step("deliver", version=what.data_version, region=what.region, share=what.share):
            tables = delivered(mart)
            deliveries.hand_over(args.folder, tables, what, office_key(home))
    except NotDone as refused:
        raise Refused(refused.words(args.lang)) from refused
    said = {"folder": args.folder, "region": what.region, "name": what.name, "as_of": what.as_of}
    print(say(f"deliveries.delivered_{what.share}", args.lang, rows=f"{sum(map(len, tables.values())):,}", **said))
