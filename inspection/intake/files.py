"""Which files an import is made of: those named, and those in the folders named."""

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
        if path.is_dir():
            found += [(file, file.relative_to(path).as_posix()) for file in _tables(path, faults)]
        elif path.exists():
            found.append((path, path.name))
        else:
            faults.add("missing_file", Place(path.name))
    names = [name for _, name in found]
    unique: dict[Path, str] = {}
    for path, name in found:
        # two folders may hold a file of the same name: then the folder is part of the name
        unique.setdefault(path.resolve(), name if names.count(name) == 1 else f"{path.parent.name}/{name}")
    result: list[Found] = []
    for path, name in unique.items():
        taken = {file.name for file in result}
        result.append(Found(path, name if name not in taken else str(path)))
    if not result and not faults.count():
        faults.add("no_files", Place(""))
    return result


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
            name = path.relative_to(folder).as_posix()
            faults.warn("unread_file" if is_table else "unknown_type", Place(name))
    return files
