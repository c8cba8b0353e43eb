"""Which files an import is made of: those named, and those in the folders named."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from inspection.formats.workbooks import EXTENSIONS
from inspection.intake.faults import Faults, Place
from inspection.intake.recognise import by_file_name


@dataclass(frozen=True)
class Found:
    """One file to read and the name it goes by in every sentence: unique within the import."""

    path: Path
    name: str


def collect(paths: Iterable[Path], faults: Faults) -> list[Found]:
    """The table files in the order given, those of a folder by name; each file once.

    A file named by itself is always read. Of a folder, its tables; of its sub-folders, the tables whose name is a
    ledger's. Lock files of an open Excel (~$…) and hidden files are passed over; what is passed over otherwise is said.
    """
    found: list[tuple[Path, str]] = []
    for path in paths:
        try:
            is_folder, is_there = path.is_dir(), path.exists()
        except OSError:  # a name longer than the system takes
            is_folder = is_there = False
        if is_folder:
            found += [(file, said(file.relative_to(path).as_posix())) for file in _tables(path, faults)]
        elif is_there:
            found.append((path, said(path.name)))
        else:
            faults.add("missing_file", Place(said(path.name)))
    names = [name for _, name in found]
    unique: dict[Path, str] = {}
    for path, name in found:
        # two folders may hold a file of the same name: then the folder is part of the name
        unique.setdefault(path.resolve(), name if names.count(name) == 1 else f"{said(path.parent.name)}/{name}")
    result: list[Found] = []
    for path, name in unique.items():
        taken = {file.name for file in result}
        result.append(Found(path, name if name not in taken else said(str(path))))
    if not result and not faults.count():
        faults.add("no_files", Place(""))
    return result


def said(name: str) -> str:
    """A file's name as it can be written down: bytes that are no UTF-8 (an archive of old unpacks GBK) as GB18030."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


def _tables(folder: Path, faults: Faults) -> list[Path]:
    files: list[Path] = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith((".", "~$")) for part in parts) or not path.is_file():
            continue
        is_table = path.suffix.lower() in EXTENSIONS
        if is_table and (len(parts) == 1 or by_file_name(path.stem)):
            files.append(path)
        else:
            name = said(path.relative_to(folder).as_posix())
            faults.warn("unread_file" if is_table else "unknown_type", Place(name))
    return files
