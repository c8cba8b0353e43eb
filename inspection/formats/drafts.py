"""A draft read as pieces of text, and a docx given back with comments at places of its text.

A docx is a foreign file: it is opened by drafts_child.py, a throw-away process (see workbooks.py), both to be read and to
be marked.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from inspection.formats.children import Bounds, Unreadable, run
from inspection.warehouse import passing_folder

LARGEST = 20_000_000  # bytes
LONGEST = 1_000_000  # characters
BOUNDS = Bounds(1 << 30, 20, 120.0, 200_000_000)
CHILD = Path(__file__).with_name("drafts_child.py")
_PIPES = re.compile(r"^\s*\|(.+)\|\s*$")
_RULE = re.compile(r"^[\s|:+-]+$")


class NotADraft(Exception):
    """A file that cannot be checked: `code` is stable (text/checker.toml, unreadable_…), `values` those of its sentence."""

    def __init__(self, code: str, **values: object):
        super().__init__(code)
        self.code, self.values = code, values


@dataclass(frozen=True)
class Piece:
    """A paragraph, or a paragraph of a table's cell: its text, the number of the paragraph or table, from 1, its row and
    column. `anchor`: which paragraph of a docx it is, None where no comment can stand. `part`: header, footer, footnote,
    endnote or box (a text box) for what stands beside the text of a docx; each is counted for itself."""

    text: str
    number: int
    row: int = 0
    column: int = 0
    anchor: int | None = None
    part: str = ""

    @property
    def cell(self) -> bool:
        """Whether it stands in a table."""
        return self.row > 0


@dataclass(frozen=True)
class Note:
    """A comment for a docx: the paragraph (`Piece.anchor`), from which character to which, and what it says."""

    anchor: int
    start: int
    end: int
    text: str


def pieces_of(text: str) -> list[Piece]:
    """A pasted or plain text: a line is a paragraph; lines of as many columns, by tabs or bars, are a table. Raises NotADraft
    for one that is too long."""
    if len(text) > LONGEST:
        raise NotADraft("too_long", characters=f"{len(text):,}", limit=f"{LONGEST:,}")
    found: list[Piece] = []
    paragraphs = tables = row = width = 0
    for line in text.splitlines():
        cells = _cells(line)
        if len(cells) < 2:
            width = 0
            if line.strip():
                paragraphs += 1
                found.append(Piece(line, paragraphs))
            continue
        if _RULE.match(line):
            continue
        if len(cells) != width:
            tables, row, width = tables + 1, 0, len(cells)
        row += 1
        found += [Piece(cell, tables, row, column) for column, cell in enumerate(cells, 1)]
    return found


def _cells(line: str) -> list[str]:
    bars = _PIPES.match(line)
    if bars:
        return [c.strip() for c in bars[1].split("|")]
    return [c.strip() for c in line.split("\t")] if line.count("\t") else []


def read_draft(path: Path) -> list[Piece]:
    """The pieces of a docx or of a plain text (UTF-8 or GB18030), in order. Raises NotADraft."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise NotADraft("missing")
        if size > LARGEST:
            raise NotADraft("too_big", megabytes=round(size / 1e6), limit=LARGEST // 1_000_000)
        with open(path, "rb") as file:
            head = file.read(8)
        if head[:2] == b"PK":
            return _of_docx(path)
        if head[:4] in (b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rt"):
            raise NotADraft("format")
        return pieces_of(_decoded(path.read_bytes()))
    except FileNotFoundError:
        raise NotADraft("missing") from None
    except OSError as error:
        raise NotADraft("cannot_open", reason=error.strerror or str(error)) from None


def _decoded(data: bytes) -> str:
    """Text of a file: UTF-8, else GB18030 where it makes sense. Raises NotADraft."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text and not re.search("[\ue000-\uf8ff\ufffd]", text):
            return text
    raise NotADraft("encoding")


def _of_docx(path: Path) -> list[Piece]:
    with passing_folder("read") as folder:
        told = json.loads(_child("read", path, folder, None).decode("utf-8"))
        pieces = [Piece(*piece) for piece in told]
    if (long := sum(len(p.text) for p in pieces)) > LONGEST:
        raise NotADraft("too_long", characters=f"{long:,}", limit=f"{LONGEST:,}")
    return pieces


def marked(path: Path, notes: Sequence[Note], author: str) -> bytes:
    """The docx with a comment of the author at each note, all else as it was. Raises NotADraft."""
    with passing_folder("read") as folder:
        asked = {"author": author, "notes": [asdict(note) for note in notes]}
        (folder / "notes").write_text(json.dumps(asked), encoding="utf-8")
        return _child("mark", path, folder, folder / "notes")


def _child(step: str, path: Path, folder: Path, notes: Path | None) -> bytes:
    """What the child hands back. Raises NotADraft where it refuses, or does not end well."""
    output = folder / "output"
    arguments = [step, path.resolve(), output, notes or "", BOUNDS.memory, BOUNDS.cpu, BOUNDS.output]
    try:
        run(CHILD, arguments, folder, output, BOUNDS)
    except Unreadable as error:
        raise NotADraft("damaged" if error.code == "reader_died" else error.code, **error.detail) from None
    data = output.read_bytes()
    if data.startswith(b"refused "):
        raise NotADraft(data.decode("ascii").split()[1])
    return data
