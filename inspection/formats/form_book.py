"""A workbook's parts taken apart, so that bytes can be put into the cells: part of the script form_child.py."""

import re
from dataclasses import dataclass, field

from form_archive import Package
from form_runs import Segment, paragraphs, tag_at, walk
from reader_pieces import Refused
from reader_shapes import column_index

MAIN = ("sheet.main+xml", "sheet.macroEnabled.main+xml", "template.main+xml", "template.macroEnabled.main+xml")
FAMILY = "spreadsheetml"
HEADERS = ("oddHeader", "evenHeader", "firstHeader", "oddFooter", "evenFooter", "firstFooter")
PERCENT = {9, 10}
WITHOUT_PLACES = {0, 49}  # the general format and text: what is there is shown
PLACE = re.compile(r"([A-Za-z]{1,3})([0-9]{1,7})")


@dataclass
class Cell:
    """A cell of a sheet's part: where its element lies, and what it holds."""

    row: int
    column: int
    style: int
    kind: str
    tag: int  # where its element begins
    opened: int  # behind its opening tag
    end: int = 0  # behind its element
    value: str = ""
    value_at: tuple[int, int] = (0, 0)  # the element v
    formula: str | None = None
    inline: list[Segment] = field(default_factory=list)  # the texts of the element is

    @property
    def place(self) -> str:
        return f"{letters(self.column)}{self.row}"


@dataclass
class SheetXml:
    """A sheet's part taken apart: its cells that matter, and the texts of its page headers and footers."""

    name: str
    part: str
    data: bytes
    cells: list[Cell] = field(default_factory=list)
    headers: list[tuple[str, Segment]] = field(default_factory=list)
    rows: dict[int, tuple[int, int, int]] = field(default_factory=dict)  # row -> tag, behind the opening tag, closing tag
    body: tuple[int, int, int] = (0, 0, 0)  # sheetData: tag, behind the opening tag, closing tag


@dataclass
class Book:
    """A workbook: its sheets, shared texts (each with its text elements) and what its styles say of numbers."""

    package: Package
    part: str
    sheets: list[SheetXml]
    shared: list[list[Segment]]
    shared_data: bytes
    formats: list[tuple[bool, bool]]  # of each style: per cent, places of its own


def letters(column: int) -> str:
    """0 -> A, 26 -> AA."""
    found, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(65 + rest) + found
    return found


def opened(package: Package) -> Book:
    """The workbook of an archive. Raises Refused for another kind of file."""
    mains = package.of_kind(*MAIN)
    if not mains:
        raise Refused("form_kind")
    part = mains[0]
    relations = package.relations(part)
    by_kind = dict(relations.values())
    data = package.read(part)
    named: list[tuple[str, str]] = []

    def start(space: str, name: str, attributes: dict, _at: int) -> None:
        if name == "sheet" and FAMILY in space:
            id = next((value for key, value in attributes.items() if key.endswith(" id")), "")
            kind, target = relations.get(id, ("", ""))
            if kind == "worksheet" and target in package.names:
                named.append((attributes.get("name", ""), target))

    walk(data, start, lambda *_: None, lambda _: None)
    shared_part = by_kind.get("sharedStrings", "")
    shared_data = package.read(shared_part) if shared_part in package.names else b""
    shared = paragraphs(shared_data, FAMILY, "si", frozenset({"rPh"})) if shared_data else []
    formats = _formats(package.read(by_kind["styles"])) if by_kind.get("styles") in package.names else []
    sheets = [sheet_of(name, target, package.read(target)) for name, target in named]
    return Book(package, part, sheets, shared, shared_data, formats)


def sheet_of(name: str, part: str, data: bytes) -> SheetXml:
    """A sheet's part taken apart. Rows and cells without their number follow the one before."""
    sheet = SheetXml(name, part, data)
    row, column, cell, inside, within, spoken = 0, -1, None, "", False, 0
    texts: list[str] = []
    header: Segment | None = None

    def start(space: str, tag: str, attributes: dict, at: int) -> None:
        nonlocal row, column, cell, inside, within, spoken, header
        if FAMILY not in space:
            return
        if tag == "sheetData":
            sheet.body = (at, at + len(tag_at(data, at)), 0)
        elif tag == "row":
            row, column = int(attributes.get("r", row + 1)), -1
            sheet.rows[row] = (at, at + len(tag_at(data, at)), 0)
        elif tag == "c":
            found = PLACE.fullmatch(attributes.get("r", ""))
            column = column_index(found[1]) if found else column + 1
            opened_at = at + len(tag_at(data, at))
            cell = Cell(row, column, int(attributes.get("s", 0)), attributes.get("t", "n"), at, opened_at)
        elif cell is not None and tag in ("v", "f", "is"):
            inside, texts[:] = tag, []
            opened_at = at + len(tag_at(data, at))
            if tag == "v":
                cell.value_at = (at, opened_at)
        elif tag == "t" and inside == "is" and not spoken:
            opened_at = at + len(tag_at(data, at))
            cell.inline.append(Segment("", at, opened_at, opened_at))
            within = True
        elif tag == "rPh":
            spoken += 1
        elif tag in HEADERS:
            opened_at = at + len(tag_at(data, at))
            header = Segment("", at, opened_at, opened_at)

    def end(space: str, tag: str, at: int) -> None:
        nonlocal cell, inside, within, spoken, header
        if FAMILY not in space:
            return
        if tag == "sheetData":
            sheet.body = (*sheet.body[:2], at)
        elif tag == "row":
            sheet.rows[row] = (*sheet.rows[row][:2], at)
        elif tag == "c" and cell is not None:
            cell.end = at + len(tag_at(data, at)) if at >= cell.opened else cell.opened
            sheet.cells.append(cell)
            cell = None
        elif cell is not None and tag == inside:
            if tag == "v":
                closed = at + len(tag_at(data, at)) if at >= cell.value_at[1] else cell.value_at[1]
                cell.value, cell.value_at = "".join(texts), (cell.value_at[0], closed)
            elif tag == "f":
                cell.formula = "".join(texts)
            inside = ""
        elif tag == "t" and within:
            cell.inline[-1].end, within = max(at, cell.inline[-1].start), False
        elif tag == "rPh":
            spoken -= 1
        elif tag in HEADERS and header is not None:
            header.end = max(at, header.start)
            sheet.headers.append((tag, header))
            header = None

    def text(characters: str) -> None:
        if header is not None:
            header.text += characters
        elif within:
            cell.inline[-1].text += characters
        elif inside in ("v", "f"):
            texts.append(characters)

    walk(data, start, end, text)
    return sheet


def _formats(data: bytes) -> list[tuple[bool, bool]]:
    """Of each style of a cell: whether its number is shown in per cent, and whether its format says how many places."""
    own: dict[int, str] = {}
    found: list[int] = []
    inside = False

    def start(space: str, tag: str, attributes: dict, _at: int) -> None:
        nonlocal inside
        if tag == "numFmt" and "numFmtId" in attributes:
            own[int(attributes["numFmtId"])] = re.sub(r'"[^"]*"|\\.', "", attributes.get("formatCode", ""))
        elif tag == "cellXfs":
            inside = True
        elif tag == "xf" and inside:
            found.append(int(attributes.get("numFmtId", 0)))

    def end(_space: str, tag: str, _at: int) -> None:
        nonlocal inside
        if tag == "cellXfs":
            inside = False

    walk(data, start, end, lambda _: None)
    general = {id for id, code in own.items() if code.strip().lower() in ("", "general", "@")}
    return [(n in PERCENT or "%" in own.get(n, ""), n not in WITHOUT_PLACES and n not in general) for n in found]
