"""The paragraphs of a part of a Word document with the cells of tables they stand in, and texts written into them. Part of the
script form_child.py.

As in form_runs.py bytes are put in place of bytes: all of the part but the paragraph that is marked stays as it came.
"""

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from itertools import accumulate

from form_runs import Segment, Splice, escaped, prefix_at, spliced, tag_at, walk, written
from reader_pieces import Refused

FAMILY = "wordprocessingml"
PLACE = re.compile(r"(\d{1,7})(?:\[(\d{1,7}):(\d{1,7})\])?")
OF_THE_MARK = ("ins", "del", "moveFrom", "moveTo", "rPrChange")
"""What the properties of a paragraph's mark may hold and those of a run may not."""


@dataclass
class Cell:
    """A cell of a table: rows and columns from 1; `continued` where it belongs to the cell above it."""

    table: int
    row: int
    column: int
    wide: int = 1
    continued: bool = False


@dataclass
class Paragraph:
    """A paragraph: its texts, where its tag opens, where its content begins and ends, the looks that a new run takes, the
    innermost cell around it; `twin` where it is the stand-in of a text box for old programs."""

    tag: int
    opened: int
    closing: int
    twin: bool
    cell: Cell | None
    segments: list[Segment] = field(default_factory=list)
    looks: bytes = b""
    run_looks: bytes | None = None

    @property
    def text(self) -> str:
        return "".join(one.text for one in self.segments)


class _Walk:
    """What is open where the parser stands."""

    def __init__(self, data: bytes):
        self.data, self.found, self.cells = data, [], []
        self.names: list[tuple[str, int]] = []
        self.around: list[Paragraph] = []
        self.tables: list[list[int]] = []  # number, row, next column
        self.in_cells: list[Cell] = []
        self.inside: list[Segment] = []
        self.count = self.twins = 0
        self.dropped: list[tuple[int, int]] = []

    def start(self, space: str, name: str, attributes: dict, at: int) -> None:
        name = name if FAMILY in space or name == "Fallback" else ""
        parent = self.names[-1][0] if self.names else ""
        self.names.append((name, at))
        opened = at + len(tag_at(self.data, at)) if name in ("p", "t") else at
        if name == "Fallback":
            self.twins += 1
        elif name == "p":
            self.around.append(Paragraph(at, opened, opened, self.twins > 0, self.in_cells[-1] if self.in_cells else None))
            self.found.append(self.around[-1])
        elif name == "t" and self.around:
            self.inside.append(Segment("", at, opened, opened))
        elif name == "tbl":
            self.count += 1
            self.tables.append([self.count, 0, 1])
        elif name == "tr" and self.tables:
            self.tables[-1][1:] = [self.tables[-1][1] + 1, 1]
        elif name == "tc" and self.tables:
            number, row, column = self.tables[-1]
            self.in_cells.append(Cell(number, row, column))
            self.cells.append(self.in_cells[-1])
        elif name == "gridBefore" and parent == "trPr" and self.tables:
            self.tables[-1][2] += _count(attributes)
        elif name == "gridSpan" and parent == "tcPr" and self.in_cells:
            self.in_cells[-1].wide = _count(attributes)
        elif name == "vMerge" and parent == "tcPr" and self.in_cells:
            self.in_cells[-1].continued = _value(attributes, "continue") == "continue"

    def end(self, space: str, name: str, at: int) -> None:
        name, begun = self.names.pop()
        tag = tag_at(self.data, begun)
        whole = tag.endswith(b"/>")
        behind = begun + len(tag) if whole else at + len(tag_at(self.data, at))
        parents = [one for one, _ in self.names[-2:]]
        if name == "Fallback":
            self.twins -= 1
        elif name == "p":
            self.around.pop().closing = begun + len(tag) if whole else at
        elif name == "t" and self.inside:
            one = self.inside.pop()
            one.end = one.start if whole else at
            self.around[-1].segments.append(one)
        elif name == "tbl":
            self.tables.pop()
        elif name == "tc" and self.in_cells:
            self.tables[-1][2] += self.in_cells.pop().wide
        elif name in OF_THE_MARK and parents == ["pPr", "rPr"]:
            self.dropped.append((begun, behind))
        elif name == "rPr" and self.around and parents[-1:] == ["r"]:
            self.around[-1].run_looks = self.data[begun:behind]
        elif name == "rPr" and self.around and parents[-1:] == ["pPr"]:
            gone = [(start - begun, end - begun, b"") for start, end in self.dropped]
            self.around[-1].looks, self.dropped = spliced(self.data[begun:behind], gone), []

    def text(self, characters: str) -> None:
        if self.inside:
            self.inside[-1].text += characters


def _value(attributes: dict, otherwise: str) -> str:
    return next((value for name, value in attributes.items() if name.rpartition(" ")[2] == "val"), otherwise)


def _count(attributes: dict) -> int:
    value = _value(attributes, "1")
    return min(max(int(value), 1), 1000) if value.isascii() and value.isdigit() else 1


def paragraphs_of(data: bytes) -> tuple[list[Paragraph], list[Cell]]:
    """All paragraphs of a part in the order in which they open, and all cells of its tables. Raises Refused."""
    walked = _Walk(data)
    walk(data, walked.start, walked.end, walked.text)
    return walked.found, walked.cells


def marked(data: bytes, part: str, place: str, text: str) -> bytes:
    """The part with a text in a paragraph: `12` in place of all that the twelfth says, `12[3:5]` of those characters of it.

    Raises Refused (form_no_place) where there is no such paragraph, or it is shorter."""
    found = PLACE.fullmatch(place)
    paragraphs = paragraphs_of(data)[0] if found else []
    if not found or not 0 < int(found[1]) <= len(paragraphs):
        raise Refused("form_no_place", place=place, part=part)
    one = paragraphs[int(found[1]) - 1]
    start, end = (int(found[2]), int(found[3])) if found[2] else (0, len(one.text))
    if not start <= end <= len(one.text):
        raise Refused("form_no_place", place=place, part=part)
    return spliced(data, _put(data, one, start, end, text) if one.segments else _new_run(data, one, text))


def _put(data: bytes, one: Paragraph, start: int, end: int, text: str) -> list[Splice]:
    """A text in place of characters of a paragraph: in the run in which they begin, with its looks."""
    ends = list(accumulate(len(segment.text) for segment in one.segments))
    into = min(bisect_right(ends, start), len(ends) - 1)
    made: list[Splice] = []
    for at, segment in enumerate(one.segments):
        begun = ends[at] - len(segment.text)
        left, right = segment.text[: max(start - begun, 0)], segment.text[max(end - begun, 0) :]
        said = left + (text if at == into else "") + right
        if said != segment.text:
            made += written(data, segment, said)
    return made


def _new_run(data: bytes, one: Paragraph, text: str) -> list[Splice]:
    """A text in a paragraph that says nothing yet: a run at its end, with the looks of its last run or of its mark."""
    if not text:
        return []
    prefix = prefix_at(data, one.tag)
    looks = one.looks if one.run_looks is None else one.run_looks
    said = b"<" + prefix + b't xml:space="preserve">' + escaped(text) + b"</" + prefix + b"t>"
    run = b"<" + prefix + b"r>" + looks + said + b"</" + prefix + b"r>"
    tag = tag_at(data, one.tag)
    if tag.endswith(b"/>"):
        return [(one.tag, one.tag + len(tag), tag[:-2].rstrip() + b">" + run + b"</" + prefix + b"p>")]
    return [(one.closing, one.closing, run)]
