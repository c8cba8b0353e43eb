"""Commands: deliver, what a county hands to the level above, and merge, how that level takes it in."""

import argparse
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from inspection.cli.access import shell_step
from inspection.cli.shared import Refused, mart_in_force, store_words, tell_progress
from inspection.indicators.levels import rolled_shapes
from inspection.snapshots import Refused as NotDone
from inspection.snapshots import deliveries, office_key
from inspection.text import say
from inspection.warehouse import data_home, demonstration_store, settings
from inspection.warehouse.deliveries import delivered
from inspection.warehouse.levels import Level
from inspection.warehouse.rollups import COUNTS_ALONE, of_files, of_tables
from inspection.warehouse.standing import Incoming

PARTLY = 3
"""The exit code of a merge that took in some of the deliveries and not the others."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    deliver = commands.add_parser("deliver", parents=[common], help=say("deliveries.deliver", lang))
    deliver.add_argument("folder", type=Path, help=say("deliveries.arg_folder", lang))
    merge = commands.add_parser("merge", parents=[common], help=say("deliveries.merge", lang))
    merge.add_argument("store", type=Path, help=say("deliveries.arg_store", lang))
    merge.add_argument("folders", type=Path, nargs="+", metavar="folder", help=say("deliveries.arg_folders", lang))
    merge.add_argument("--keys", type=Path, metavar="FOLDER", help=say("deliveries.arg_keys", lang))
    return {"deliver": _deliver, "merge": _merge}


def _merge(args: argparse.Namespace) -> int:
    """Take in what is whole and signed; what is not is named on stderr with its reason. The exit code is 3 where a part was
    taken in (or stood already) and the rest not, 2 where nothing was."""
    lang, store = args.lang, args.store
    try:
        keys = deliveries.known_keys(args.keys or store / "known-keys")
        folders = deliveries.deliveries_in(args.folders)
    except NotDone as refused:
        raise Refused(refused.words(lang)) from refused
    proven, left, today = [], [], date.today()
    with ThreadPoolExecutor() as pool:
        for at, found in enumerate(pool.map(lambda folder: _proven(folder, keys, today), folders), 1):
            (left if isinstance(found, NotDone) else proven).append(found)
            tell_progress(at, len(folders), say("deliveries.proven", lang))
    names = {code: name for folder in args.folders for code, name in _names(folder / "regions.csv")}
    with shell_step("merge", store, store=store.name, deliveries=len(proven)) as ended:
        level = Level(store)
        says = lambda done, whole: tell_progress(done, whole, say("deliveries.merged_in", lang))  # noqa: E731
        incoming = [Incoming(one.folder, one.manifest, one.fingerprint) for one in proven]
        ruled, shapes = settings(store), rolled_shapes()
        rolled = lambda paths, days, threads: of_files(paths, days, shapes, ruled, threads)  # noqa: E731
        standing, taken, refused = level.merge(incoming, names, rolled=rolled, says=says)
        ended |= {"taken": len(taken), "left": len(left) + len(refused)}
    reasons = [one.words(lang) for one in left] + [store_words(one.error, lang) for one in refused]
    for words in reasons:
        print(words, file=sys.stderr)
    counts = {"taken": f"{len(taken):,}", "left": f"{len(reasons):,}", "counties": f"{len(standing.counties):,}"}
    print(say("deliveries.merged", lang, store=store, **counts))
    return 0 if not reasons else PARTLY if len(reasons) < len(folders) else 2


def _proven(folder: Path, keys: Mapping, today: date) -> deliveries.Received | NotDone:
    try:
        return deliveries.received(folder, keys, today)
    except NotDone as refused:
        return refused


def _names(path: Path) -> list[tuple[str, str]]:
    """Code and name of the regions that a file of names lists, a line each; nothing where there is no such file."""
    if not path.is_file():
        return []
    lines = [line.partition(",") for line in path.read_text(encoding="utf-8-sig").splitlines()]
    return [(code.strip(), name.strip()) for code, _, name in lines if code.strip().isdigit() and name.strip()]


def _deliver(args: argparse.Namespace) -> None:
    mart, reader = mart_in_force(args.lang)
    home = demonstration_store(data_home()).home if mart.demonstration else data_home()
    try:
        what = deliveries.told(reader.version(), reader.settings())
        with shell_step("deliver", version=what.data_version, region=what.region, share=what.share):
            tables = delivered(mart, what.region)
            if what.share == "counts":
                tables = {COUNTS_ALONE: of_tables(tables, what.region, what.as_of, rolled_shapes(), reader.settings())}
            deliveries.hand_over(args.folder, tables, what, office_key(home))
    except NotDone as refused:
        raise Refused(refused.words(args.lang)) from refused
    said = {"folder": args.folder, "region": what.region, "name": what.name, "as_of": what.as_of}
    print(say(f"deliveries.delivered_{what.share}", args.lang, rows=f"{sum(map(len, tables.values())):,}", **said))
