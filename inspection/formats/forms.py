"""Forms of the level above: the fields marked in an xlsx or a docx, and their answers put in place.

A field stands in double braces, {{completion_rate year=2025}}. Only the parts that hold one are changed, and of these only the
bytes of the cells and texts in question; everything else stays as it came. The file is opened in a throw-away process
(form_child.py), for it is foreign.
"""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from inspection.formats.children import Bounds, Unreadable, broken_off, run
from inspection.warehouse import passing_folder

CHILD = Path(__file__).with_name("form_child.py")
LARGEST_FILE = 50_000_000  # bytes
BOUNDS = Bounds(memory=1 << 30, cpu=20, wall=120, output=100_000_000)
EXTENSIONS = (".xlsx", ".xlsm", ".xltx", ".docx", ".docm", ".dotx")


@dataclass(frozen=True)
class Place:
    """A field as it stands in a form: its text, its sheet and cell, and what stands around it ("" where it is alone).

    `sheet` of a docx is the kind of part (body, header, footer, notes) and `place` the number of the paragraph; of a workbook
    a place that is no cell is the name of a page header or footer, or "box" for a text box.
    """

    sheet: str
    place: str
    text: str
    around: str


@dataclass(frozen=True)
class Form:
    """What a form holds: its kind (xlsx, docx) and its fields in the order in which they stand."""

    kind: str
    fields: tuple[Place, ...]


@dataclass(frozen=True)
class Passage:
    """A paragraph of a Word form that a field can be written into: its part and kind of part, its number of all of the part,
    its number of those with text (0: it says nothing), what it says, and its cell (table, row, column from 1; 0 outside)."""

    part: str
    kind: str
    number: int
    said: int
    text: str
    cell: tuple[int, int, int]


@dataclass(frozen=True)
class WordCell:
    """A cell of a table of a Word form: where it is, over how many columns, whether it belongs to the cell above."""

    part: str
    at: tuple[int, int, int]
    wide: int
    continued: bool


@dataclass(frozen=True)
class Put:
    """What is put in a field's place: its text; where a cell holds nothing else its number, exact; of a rate the fraction
    and, as `printed`, the per cent as they are printed."""

    text: str
    number: str | None = None
    rate: bool = False
    printed: str | None = None


def look(data: bytes) -> Form:
    """The fields of a form. Raises Unreadable for a file that is no form, is locked, damaged, or too large."""
    told, _ = _asked("look", data, {})
    return Form(told["kind"], tuple(Place(**one) for one in told["fields"]))


def fill(data: bytes, answers: Mapping[str, Put]) -> bytes:
    """The form with its answers (field as it is written -> what is put there); a field without one stays. Raises Unreadable."""
    return _asked("fill", data, {field: asdict(put) for field, put in answers.items()})[1]


def outline(data: bytes) -> tuple[tuple[Passage, ...], tuple[WordCell, ...]]:
    """The paragraphs and the cells of a Word form. Raises Unreadable, also for a workbook (form_kind)."""
    told, _ = _asked("outline", data, {})
    passages = tuple(Passage(**one | {"cell": tuple(one["cell"])}) for one in told["passages"])
    return passages, tuple(WordCell(**one | {"at": tuple(one["at"])}) for one in told["cells"])


def mark(data: bytes, marks: Mapping[str, Mapping[str, str]]) -> bytes:
    """A form with texts written into it. Of a workbook: sheet -> cell -> text, empty to empty it; of a Word document: part ->
    `12` for all that paragraph 12 says, or `12[3:5]` for those characters -> text.

    Raises Unreadable, also for a cell with a formula (form_formula) and a place that is none (form_no_cell, form_no_place)."""
    return _asked("mark", data, {sheet: dict(texts) for sheet, texts in marks.items()})[1]


def _asked(what: str, data: bytes, given: Mapping[str, object]) -> tuple[dict, bytes]:
    """What the child tells, and the file it made."""
    if len(data) > LARGEST_FILE:
        raise Unreadable("too_big", megabytes=round(len(data) / 1e6), limit=LARGEST_FILE // 1_000_000)
    try:
        with passing_folder("read") as folder:
            source, asked, told, made = (folder / name for name in ("form", "given", "told", "made"))
            source.write_bytes(data)
            asked.write_text(json.dumps(given), encoding="utf-8")
            arguments = [what, source, asked, told, made, BOUNDS.memory, BOUNDS.cpu, BOUNDS.output]
            run(CHILD, arguments, folder, made, BOUNDS)
            if not told.exists():
                raise broken_off(folder)
            said = json.loads(told.read_text(encoding="utf-8"))
            if "refused" in said:
                detail = {"limit": BOUNDS.memory // 1_000_000} if said["refused"] == "too_much_memory" else said["detail"]
                raise Unreadable(said["refused"], **detail)
            return said, made.read_bytes() if os.path.exists(made) else b""
    except OSError as error:
        raise Unreadable("cannot_open", reason=error.strerror or str(error)) from None
