"""Which versions are kept: the last ones, the one in force and its parent, and all that something given out used."""

import json
import os
from pathlib import Path

from inspection.warehouse.disk import remove, sync_folder, write_whole
from inspection.warehouse.errors import Damaged, StoreError
from inspection.warehouse.manifests import files_of, numbers, read_version

GONE = ".gone"


def read_pins(folder: Path) -> dict[int, list[str]]:
    """Version number -> why it must be kept, in the order said. Raises Damaged when the file cannot be read,
    StoreError (denied) where this user may not."""
    path = folder / "pins.json"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {int(number): [str(reason) for reason in reasons] for number, reasons in found.items()}
    except FileNotFoundError:
        return {}
    except (PermissionError, NotADirectoryError) as error:
        raise StoreError("denied", file=path, reason=error.strerror) from error
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise Damaged("damaged_pins", None, file=path) from error


def write_pins(folder: Path, pins: dict[int, list[str]]) -> None:
    text = {str(number): reasons for number, reasons in sorted(pins.items()) if reasons}
    write_whole(folder / "pins.json", json.dumps(text, ensure_ascii=False, indent=1))


def superfluous(folder: Path, current: int, keep: int) -> list[int]:
    """The numbers not among the last `keep`, not pinned, not in force, and not what that was built on."""
    published = [number for number in numbers(folder) if number <= current]
    needed = {current, read_version(folder, current).manifest["parent"], *read_pins(folder)}
    return [number for number in published[: -max(keep, 1)] if number not in needed]


def prune(folder: Path, current: int, keep: int) -> list[int]:
    """Remove the superfluous versions, and the source files that no kept version names; the numbers removed.

    A version first loses its manifest's name, so that one half removed is not taken for a damaged one; the next call
    goes on where this one was ended. Raises OSError; Damaged when the pins cannot be read, and then nothing is removed.
    """
    removed = superfluous(folder, current, keep)
    for number in removed:
        manifest = files_of(folder, number)["json"]
        os.replace(manifest, manifest.with_name(manifest.name + GONE))
    finish(folder)
    _remove_sources(folder)
    return removed


def finish(folder: Path) -> None:
    """Remove the files of the versions that have lost their manifest's name."""
    for gone in sorted(folder.glob(f"[0-9]*.json{GONE}")):
        files = files_of(folder, int(gone.name.split(".")[0]))
        remove(files["full"])
        remove(files["mart"])
        sync_folder(folder)
        remove(gone)


def _remove_sources(folder: Path) -> None:
    """Remove the source files that no manifest names; none while a manifest cannot be read, for it may name any."""
    kept = folder / "files"
    if not kept.exists():
        return
    try:
        named = {
            source["file"]
            for number in numbers(folder)
            for source in read_version(folder, number).manifest.get("sources", ())
        }
    except StoreError:
        return
    for path in kept.iterdir():
        if path.name not in named:
            remove(path)
