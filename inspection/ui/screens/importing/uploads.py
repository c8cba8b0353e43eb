"""Uploaded files on their way: written under safe names to a folder that is deleted afterwards."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

LONGEST_NAME = 80  # characters of a file name; with them a path stays below what Windows takes


class Upload(Protocol):
    """What Streamlit hands over for one uploaded file."""

    name: str
    file_id: str
    size: int

    def getbuffer(self) -> memoryview: ...


def safe_name(name: str) -> str:
    """A file's name as it came, without folders and without what a file system or a terminal would take amiss."""
    base = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    base = "".join("_" if c in '<>:"|?*' or unicodedata.category(c)[0] == "C" else c for c in base).strip(" .")
    stem, dot, extension = base.rpartition(".")
    if not dot:
        return base[:LONGEST_NAME] or "_"
    return f"{stem[: LONGEST_NAME - len(extension) - 1] or '_'}.{extension[:10]}"


def write_all(uploads: Sequence[Upload], folder: Path) -> list[Path]:
    """The uploads as files; those of one name each in a numbered folder, which then is part of the name shown."""
    names = [safe_name(upload.name) for upload in uploads]
    lowered = [name.lower() for name in names]
    paths = []
    for number, (upload, name) in enumerate(zip(uploads, names, strict=True), 1):
        # where another has the same name (as Windows sees it), a folder of its own keeps them apart
        path = folder / str(number) / name if lowered.count(name.lower()) > 1 else folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(upload.getbuffer())
        paths.append(path)
    return paths


def size_words(uploads: Sequence[Upload]) -> str:
    size = sum(upload.size for upload in uploads)
    return f"{size / 1e6:.1f} MB" if size >= 100_000 else f"{size / 1e3:.0f} kB"
