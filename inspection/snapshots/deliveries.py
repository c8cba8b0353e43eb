"""A delivery: what a county hands to the level above, as a signed folder that is never changed.

A file per ledger that has rows (or the counts alone, as the county's setting says), `manifest.json` and `manifest.sig`, as a
published folder has them: `verify` proves it with the county's public key and nothing of ours.
"""

import hashlib
import json
import math
import os
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyarrow as pa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from inspection.snapshots.contents import json_bytes
from inspection.snapshots.faults import Refused
from inspection.snapshots.manifest import MANIFEST, SIGNATURE, listed_files, signed
from inspection.snapshots.verify import public_key, verify
from inspection.warehouse import PROGRAM, Settings, Version, dictionary, private_folder
from inspection.warehouse.deliveries import write_rows
from inspection.warehouse.disk import remove, sync_file, sync_folder
from inspection.warehouse.rollups import COUNTS_ALONE

FORMAT = "inspection-delivery/1"
CODE = re.compile(r"[1-9][0-9]{5}")
SHARES = ("rows", "counts")
MOST_VERSIONS, MOST_ROWS = 2**31, 2**40
"""Beyond these a number of a manifest is none that a county could have counted up to."""


@dataclass(frozen=True)
class Told:
    """What a delivery says of itself: whose it is (a code of GB/T 2260 and a name), of which day and version, what it shares
    ("rows": the ledgers; "counts": what they add up to) and the settings its figures rest on."""

    region: str
    name: str
    as_of: date
    data_version: int
    demonstration: bool
    share: str
    settings: Mapping[str, float]


@dataclass(frozen=True)
class Received:
    """A delivery found whole and signed by a key that may speak for its region. `fingerprint` is its manifest's."""

    folder: Path
    manifest: dict
    fingerprint: str

    @property
    def region(self) -> str:
        return self.manifest["region"]


def invented(code: str, name: str, as_of: date, settings: Settings) -> Told:
    """What an invented county says of itself: it shares its rows."""
    return Told(code, name, as_of, 1, True, "rows", numbers_of(settings))


def numbers_of(settings: Settings) -> dict[str, float]:
    """The settings that figures rest on, by section.key."""
    return {f"{section}.{key}": value for section, key, value in settings.relation()}


def told(version: Version, settings: Settings) -> Told:
    """What a county says of its version in force. Raises Refused where its settings name no region."""
    code = str(settings.get("county", "region_code"))
    if not CODE.fullmatch(code):
        raise Refused("no_region_code", found=code)
    return Told(
        code,
        str(settings.get("county", "name")),
        version.as_of,
        version.number,
        version.demonstration,
        "rows" if settings.get("delivery", "rows") else "counts",
        numbers_of(settings),
    )


def hand_over(
    folder: Path, tables: Mapping[str, pa.Table], what: Told, key: Ed25519PrivateKey, *, lasting: bool = True
) -> bytes:
    """Write a delivery, whole or not at all; its manifest. `lasting`: it stays after a power cut.

    Raises Refused where the folder is there already, OSError where it cannot be written.
    """
    folder = Path(folder)
    if folder.exists():
        raise Refused("delivery_exists", folder=folder)
    fresh = folder.with_name(f".{folder.name}.new")
    remove(fresh)
    private_folder(fresh)
    rows = write_rows(fresh, tables)
    held = {path.name: path.read_bytes() for path in sorted(fresh.iterdir())}
    manifest = json_bytes(
        {
            "format": FORMAT,
            "kind": "delivery",
            "program": PROGRAM,
            "schema": dictionary().schema,
            "region": what.region,
            "name": what.name,
            "as_of": what.as_of,
            "data_version": what.data_version,
            "demonstration": what.demonstration,
            "share": what.share,
            "settings": dict(what.settings),
            "rows": rows,
            "files": listed_files(held),
        }
    )
    for name, content in ((MANIFEST, manifest), (SIGNATURE, signed(manifest, key))):
        (fresh / name).write_bytes(content)
    for path in fresh.iterdir():
        os.chmod(path, 0o600)
        if lasting:
            sync_file(path)
    os.rename(fresh, folder)
    if lasting:
        sync_folder(folder.parent)
    return manifest


def invented_key(seed: int) -> Ed25519PrivateKey:
    """The key that invented counties sign with: it follows from the seed, so it is no secret and proves nothing but that."""
    return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(f"invented counties {seed}".encode()).digest())


def known_keys(folder: Path) -> dict[str, Ed25519PublicKey]:
    """The public keys a level knows: `<code>.pem`, the code of a county, or the 2 or 4 figures that its counties begin with.

    Raises Refused for a file that holds no such key.
    """
    found = {}
    for path in sorted(Path(folder).glob("*.pem")) if Path(folder).is_dir() else ():
        try:
            found[path.name.split(".")[0]] = public_key(path.read_bytes())
        except (OSError, ValueError) as error:
            raise Refused("bad_known_key", path=path, reason=error) from error
    return found


def received(folder: Path, keys: Mapping[str, Ed25519PublicKey], today: date) -> Received:
    """A delivery proven: every byte as the county signed it, by a key known for its region, of this program's schema, and
    everything that its manifest says of itself can be so (a day that is none, or is after `today`, cannot).

    Raises Refused with the reason; nothing has been read of its rows by then.
    """
    folder = Path(folder)
    try:
        claimed = _claimed(folder)
        fitting = [keys[code] for code in (claimed, claimed[:4], claimed[:2]) if code in keys]
        if not fitting:
            raise Refused("delivery_unknown_key", folder=folder, region=claimed)
        proven = [verify(folder, key) for key in fitting]
    except OSError as error:
        raise Refused("delivery_damaged", folder=folder, file=MANIFEST, reason=error.strerror) from error
    signed_ones = [one for one in proven if one.manifest is not None]
    if not signed_ones:
        raise Refused("delivery_not_signed", folder=folder, region=claimed)
    (found, *_) = signed_ones
    if found.faults:
        fault = found.faults[0]
        raise Refused("delivery_damaged", folder=folder, file=fault.file, reason=fault.code)
    return Received(folder, _checked(folder, found.manifest, today), found.fingerprint)


def _claimed(folder: Path) -> str:
    """The region that a manifest, not proven yet, claims: only to choose the key that must have signed it."""
    try:
        held = json.loads((folder / MANIFEST).read_bytes())
        region = held["region"]
        if held["format"] != FORMAT or not CODE.fullmatch(region):
            raise ValueError(region)
        if not all(isinstance(listed["sha256"], str) for listed in held["files"].values()):
            raise ValueError("files")
        return region
    except FileNotFoundError:
        raise Refused("no_delivery", folder=folder) from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise Refused("delivery_damaged", folder=folder, file=MANIFEST, reason=error) from error


def _checked(folder: Path, manifest: dict, today: date) -> dict:
    """A signed manifest in which nothing is missing or other than it can be: signed is not right."""
    if manifest.get("schema") != dictionary().schema:
        raise Refused("delivery_schema", folder=folder, schema=manifest.get("schema"), known=dictionary().schema)
    for field, holds in _FIELDS.items():
        if field not in manifest or not holds(manifest[field]):
            found = str(manifest.get(field, "—"))[:60]
            raise Refused("delivery_field", folder=folder, field=field, found=found)
    if date.fromisoformat(manifest["as_of"]) > today:
        raise Refused("delivery_field", folder=folder, field="as_of", found=manifest["as_of"])
    return manifest


def _whole(value: object, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < most


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= 100 and value.isprintable()


def _are_rows(value: object) -> bool:
    known = {*dictionary().ledgers, COUNTS_ALONE}
    return isinstance(value, dict) and value.keys() <= known and all(_whole(n, MOST_ROWS) for n in value.values())


_FIELDS: Mapping[str, Callable[[object], bool]] = {
    "name": _is_name,
    "as_of": _is_day,
    "data_version": lambda value: _whole(value, MOST_VERSIONS),
    "demonstration": lambda value: isinstance(value, bool),
    "share": lambda value: value in SHARES,
    "settings": lambda value: isinstance(value, dict) and all(map(_is_number, value.values())),
    "rows": _are_rows,
}
"""What a manifest says of a county -> whether it can be so."""


def deliveries_in(folders: Sequence[Path]) -> list[Path]:
    """The deliveries among the folders and right below them, in their order. Raises Refused for a folder with none."""
    found = []
    for folder in folders:
        inside = [folder] if (folder / MANIFEST).exists() else []
        if not inside and folder.is_dir():
            inside = sorted(path for path in folder.iterdir() if not path.name.startswith(".") and (path / MANIFEST).exists())
        if not inside:
            raise Refused("no_delivery", folder=folder)
        found += inside
    return found
