"""The small files that say what stands: the manifest of each version, and the pointer to the one in force."""

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import write_whole
from inspection.warehouse.errors import Damaged, Newer, StoreError
from inspection.warehouse.health import seal
from inspection.warehouse.values import Version


@dataclass(frozen=True)
class Pointer:
    """The number in force, 0 before the first import, and the seal of its manifest ("" where a hand wrote it)."""

    number: int
    seal: str = ""


def read_pointer(folder: Path) -> Pointer | None:
    """What `current` says; None where nothing was ever written. Raises Damaged when it is lost or no pointer,
    StoreError (denied) where this user may not look."""
    path = folder / "current"
    try:
        words = path.read_text(encoding="utf-8").split()
    except FileNotFoundError:
        if numbers(folder):
            raise Damaged("damaged_no_pointer", None, file=path) from None
        return None
    except (PermissionError, NotADirectoryError) as error:  # nothing is damaged: another user, or a wrong path
        raise StoreError("denied", file=path, reason=error.strerror) from error
    except (OSError, UnicodeDecodeError):
        words = []
    if not 1 <= len(words) <= 2 or not (words[0].isascii() and words[0].isdigit()):
        raise Damaged("damaged_pointer", None, file=path)
    return Pointer(int(words[0]), words[1] if len(words) == 2 else "")


def write_pointer(folder: Path, manifest: dict | None) -> None:
    """Put a version in force; None: say that there is none yet, so that a lost pointer is known for a loss."""
    write_whole(folder / "current", f"{manifest['version']} {manifest['seal']}\n" if manifest else "0\n")


def numbers(folder: Path) -> list[int]:
    """The numbers that have a manifest, lowest first; above the pointer they are leftovers."""
    return sorted(int(path.stem) for path in folder.glob("[0-9]*.json") if path.stem.isdigit())


def used_numbers(folder: Path) -> set[int]:
    """Every number that any file here has, also one without a manifest, and the pointer's: none is given again."""
    found = {int(path.name.split(".")[0]) for path in folder.glob("[0-9]*.*") if path.name.split(".")[0].isdigit()}
    try:
        pointer = read_pointer(folder)
    except Damaged:
        return found
    return found | {pointer.number} if pointer else found


def files_of(folder: Path, number: int) -> dict[str, Path]:
    """Where a version's files stand: json, full, mart."""
    stem = folder / f"{number:04d}"
    return {
        "json": stem.with_suffix(".json"),
        "full": stem.with_suffix(".full.duckdb"),
        "mart": stem.with_suffix(".mart.duckdb"),
    }


def write_manifest(folder: Path, manifest: dict) -> dict:
    """Write the manifest of a version, sealed; what was written."""
    sealed = manifest | {"seal": seal(manifest)}
    path = files_of(folder, manifest["version"])["json"]
    write_whole(path, json.dumps(sealed, ensure_ascii=False, indent=1))
    return sealed


def read_version(folder: Path, number: int) -> Version:
    """A version by its number.

    Raises StoreError (no_version) when it was never published or is no longer kept; Damaged when its manifest cannot
    be read or is not as it was written, or one of its files is missing or not of the size it had; Newer when its files
    are of a schema that this program does not know yet.
    """
    files = files_of(folder, number)
    if not any(path.exists() for path in files.values()):
        raise StoreError("no_version", number=number)
    try:
        manifest = json.loads(files["json"].read_text(encoding="utf-8"))
        sealed = manifest.get("seal")
        whole = manifest["version"] == number and sealed in (None, seal(manifest))
        as_of, demonstration = date.fromisoformat(manifest["as_of"]), bool(manifest["demonstration"])
        sizes = {kind: manifest.get("bytes", {}).get(kind) for kind in manifest["sha256"]}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise Damaged("damaged_manifest", number, file=files["json"]) from error
    if not whole:
        raise Damaged("damaged_manifest", number, file=files["json"])
    if manifest.get("schema", 1) > dictionary().schema:
        raise Newer("newer_schema", number, schema=manifest["schema"], known=dictionary().schema)
    for kind in ("full", "mart"):
        try:
            size = files[kind].stat().st_size
        except OSError:
            raise Damaged("damaged_missing", number, file=files[kind]) from None
        if sizes.get(kind) not in (None, size):
            raise Damaged("damaged_file", number, file=files[kind])
    manifest["rows"] = dict.fromkeys(dictionary().ledgers, 0) | manifest["rows"]  # an older one names fewer ledgers
    return Version(number, as_of, demonstration, files["full"], files["mart"], manifest)
