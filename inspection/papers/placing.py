"""A folder of files put in its place whole: built beside, renamed at the end. What was being written is never seen half."""

import os
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from inspection.snapshots.register import sync_folder, write_whole
from inspection.text import say
from inspection.warehouse import private_folder


class Refused(Exception):
    """A paper cannot be written; the sentence says why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.words("zh"))

    def words(self, lang: str) -> str:
        return say(f"packs.refused_{self.code}", lang, **self.values)


def safe_name(name: str) -> str:
    """A name that any file system takes and that leads out of no folder; its end, with the ending, is kept."""
    plain = "".join(sign if sign.isprintable() and sign not in '\\/:*?"<>|' else "_" for sign in name).strip(". ")
    return plain[-80:] or "_"


def placed(folder: Path, files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Write (name, bytes) as they come into a new folder; what was written. The folder must not be there, or be empty.

    Raises Refused where it holds something, OSError; whatever ends it, nothing is left behind."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused("folder_taken", folder=folder)
    private_folder(folder.parent)
    beside = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.building")
    written: dict[str, bytes] = {}
    try:
        private_folder(beside)
        for name, data in files:
            write_whole(beside / safe_name(name), data)
            written[safe_name(name)] = data
        with suppress(FileNotFoundError):
            folder.rmdir()
        os.replace(beside, folder)
        sync_folder(folder.parent)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return written


@contextmanager
def placed_with(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[dict[str, bytes]]:
    """`placed`, for a step that is more than its files: whatever ends the block takes them away again."""
    written = placed(folder, files)
    try:
        yield written
    except BaseException:
        for name in written:
            (folder / name).unlink(missing_ok=True)
        with suppress(OSError):
            folder.rmdir()
        raise
