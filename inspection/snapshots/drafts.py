"""The files of drafts, one to an entry: what was wanted, what it shows, what its counts are made of. They stay in the house."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

from inspection.snapshots.contents import Contents, contents_of, digest, json_bytes
from inspection.snapshots.draft import Draft, draft_of
from inspection.snapshots.faults import Refused
from inspection.snapshots.register import Entry, write_whole
from inspection.snapshots.telling import Told, as_told, told_of
from inspection.warehouse import Reader, StoreError, private_folder


def hold(folder: Path, id: str, draft: Draft, contents: Contents, told: object) -> None:
    """Keep what an entry is; `told` is Told, or as it was kept, None where an earlier release kept none."""
    private_folder(folder)
    held = {"draft": asdict(draft), "contents": asdict(contents)}
    if told is not None:
        held["told"] = asdict(told) if isinstance(told, Told) else told
    write_whole(folder / f"{id}.json", json_bytes(held))


def held(folder: Path, id: str) -> dict:
    """What was kept of an entry. Raises Refused when it cannot be read."""
    path = folder / f"{id}.json"
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise Refused("bad_register", path=path, reason=error) from error


def shown(kept: dict, entry: Entry) -> Contents:
    """What an entry shows. Raises Refused when that is not what was drafted."""
    if digest(kept["contents"] | {"published_on": None}) != entry.digest:
        raise Refused("contents_changed", id=entry.id)
    return contents_of(json_bytes(kept["contents"]))


def told(kept: dict, entry: Entry, home: Path) -> Told:
    """What the counts above a threshold that an entry shows are made of. Raises Refused when that is not what was drafted.

    Of one that an earlier release drafted it is read from the data version it was drafted from."""
    if "told" in kept:
        if digest(kept["told"]) != entry.told:
            raise Refused("contents_changed", id=entry.id)
        return told_of(kept["told"])
    contents = shown(kept, entry)
    if not any(total.cells for total in contents.totals):
        return Told()
    reader = Reader(home)
    try:
        mart = reader.mart(entry.data_version)
    except StoreError as error:
        if error.code != "no_version":
            raise
        mart = None
    return as_told(contents, mart, reader.settings())


def wanted(kept: dict) -> Draft:
    """The draft an entry was made from: as given, with its days as days."""

    def dated(one: dict) -> dict:
        return one | {name: date.fromisoformat(one[name]) if one[name] else None for name in ("from_date", "to_date")}

    given = kept["draft"]
    return draft_of(dated(given) | {"elsewhere": [dated(one) for one in given.get("elsewhere", ())]})
