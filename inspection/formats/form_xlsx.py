"""Fields of a workbook: its cells, page headers and footers, and text boxes. Part of the script form_child.py.

A cell that is nothing but a field becomes a cell of a number, with its style; a field within text stays text, with its runs.
Formulas that hang on what is filled lose their saved results, so that every program calculates them.
"""

import re

from form_archive import Package
from form_book import FAMILY, PLACE, Book, Cell, SheetXml, letters, opened, sheet_of
from form_formulas import Formula, hanging_on
from form_runs import (
    Answer,
    Segment,
    Splice,
    alone,
    escaped,
    fields_in,
    filled,
    paragraphs,
    prefix_at,
    spliced,
    splices,
    tag_at,
    walk,
)
from reader_pieces import Refused
from reader_shapes import column_index

DRAWING = "drawing+xml"
KIND = re.compile(rb"""\st\s*=\s*(?:"[^"]*"|'[^']*')""")
FULL_CALC = re.compile(rb"""\sfullCalcOnLoad\s*=\s*(?:"[^"]*"|'[^']*')""")
BEHIND_CALCULATION = ("oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing",
                      "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip


def look(package: Package) -> list[dict]:
    """The fields: sheet, place (a cell, or the name of a header), text, and what stands around."""
    book, found = opened(package), []
    for sheet in book.sheets:
        for cell in sheet.cells:
            text = _text(book, sheet, cell)
            found += [
                {"sheet": sheet.name, "place": cell.place, "text": field, "around": "" if alone(text) else text[:60]}
                for field in fields_in(text)
            ]
        for name, one in sheet.headers:
            found += [{"sheet": sheet.name, "place": name, "text": f, "around": one.text[:60]} for f in fields_in(one.text)]
    for part in package.of_kind(DRAWING):
        for texts in paragraphs(package.read(part), "drawingml", "p"):
            text = "".join(one.text for one in texts)
            found += [{"sheet": "", "place": "box", "text": f, "around": text[:60]} for f in fields_in(text)]
    return found


def fill(package: Package, answers: dict[str, Answer]) -> dict[str, bytes]:
    """Part -> its bytes with the answers in place, of the parts that change."""
    book = opened(package)
    made: dict[str, list[Splice]] = {}
    touched: set[tuple[str, int, int]] = set()
    for sheet in book.sheets:
        for cell in sheet.cells:
            text = _text(book, sheet, cell)
            if any(field in answers for field in fields_in(text)):
                made.setdefault(sheet.part, []).extend(_filled_cell(book, sheet, cell, text, answers))
                touched.add((sheet.name, cell.row, cell.column))
        for _, one in sheet.headers:
            said = {f: Answer(a.text.replace("&", "&&")) for f, a in answers.items()}
            if (text := filled(one.text, said)) != one.text:
                made.setdefault(sheet.part, []).append((one.start, one.end, escaped(text)))
    formulas = [
        Formula(sheet.name, cell.row, cell.column, cell.formula)
        for sheet in book.sheets
        for cell in sheet.cells
        if cell.formula is not None
    ]
    stale = hanging_on(formulas, touched)
    for sheet in book.sheets:
        for cell in sheet.cells:
            if cell.formula is not None and (sheet.name, cell.row, cell.column) in stale:
                made.setdefault(sheet.part, []).extend(_without_result(sheet, cell))
    changed = {sheet.part: spliced(sheet.data, made[sheet.part]) for sheet in book.sheets if made.get(sheet.part)}
    for part in package.of_kind(DRAWING):
        data = package.read(part)
        if put := [s for texts in paragraphs(data, "drawingml", "p") for s in splices(data, texts, answers)]:
            changed[part] = spliced(data, put)
    if touched:
        changed[book.part] = _calculating(package.read(book.part))
    return changed


def mark(package: Package, marks: dict[str, dict[str, str]]) -> dict[str, bytes]:
    """Part -> its bytes with texts written into cells (sheet -> place -> text; an empty one empties the cell).

    Raises Refused (form_formula) for a cell that holds a formula, (form_no_cell) for a sheet or place that is none.
    """
    sheets = {sheet.name: sheet for sheet in opened(package).sheets}
    for name, texts in marks.items():
        if name not in sheets:
            raise Refused("form_no_cell", sheet=name, place="")
        for place, text in texts.items():
            old = sheets[name]
            sheets[name] = sheet_of(name, old.part, spliced(old.data, _marked(old, place, text)))
    return {sheets[name].part: sheets[name].data for name in marks}


def _text(book: Book, sheet: SheetXml, cell: Cell) -> str:
    """What a cell says, as far as it can hold a field: no formula, no number."""
    if cell.formula is not None:
        return ""
    if cell.kind == "s":
        number = int(cell.value) if cell.value.strip().isdigit() else -1
        return "".join(one.text for one in book.shared[number]) if 0 <= number < len(book.shared) else ""
    if cell.kind == "str":
        return cell.value
    return "".join(one.text for one in cell.inline) if cell.kind == "inlineStr" else ""


def _attributes(sheet: SheetXml, cell: Cell) -> bytes:
    """The opening tag of a cell without its kind and without its end."""
    return KIND.sub(b"", sheet.data[cell.tag : cell.opened])[:-1].rstrip(b"/")


def _filled_cell(book: Book, sheet: SheetXml, cell: Cell, text: str, answers: dict[str, Answer]) -> list[Splice]:
    """The cell with its answers: a number where a field stands alone and has one, else the text with its runs."""
    tag, prefix = _attributes(sheet, cell), prefix_at(sheet.data, cell.tag)
    name = alone(text)
    if name in answers and answers[name].number is not None:
        number = _number(book, cell, answers[name]).encode()
        made = tag + b"><" + prefix + b"v>" + number + b"</" + prefix + b"v></" + prefix + b"c>"
        return [(cell.tag, cell.end, made)]
    if cell.kind == "inlineStr":
        return splices(sheet.data, cell.inline, answers)
    inside = _runs(book, cell, prefix, answers) if cell.kind == "s" else None
    if inside is None:
        inside = b"<" + prefix + b't xml:space="preserve">' + escaped(filled(text, answers)) + b"</" + prefix + b"t>"
    return [(cell.tag, cell.end, _inline_cell(tag, prefix, inside))]


def _inline_cell(tag: bytes, prefix: bytes, inside: bytes) -> bytes:
    around = b"<" + prefix + b"is>" + inside + b"</" + prefix + b"is>"
    return tag + b' t="inlineStr">' + around + b"</" + prefix + b"c>"


def _runs(book: Book, cell: Cell, prefix: bytes, answers: dict[str, Answer]) -> bytes | None:
    """The runs of a shared text with the answers in place; None where its part is written with other prefixes."""
    texts, data = book.shared[int(cell.value)], book.shared_data
    if prefix_at(data, texts[0].tag) != prefix:
        return None
    first = data.rfind(b"<" + prefix + b"si", 0, texts[0].tag)
    start, end = first + len(tag_at(data, first)), data.find(b"</" + prefix + b"si>", texts[-1].end)
    moved = [Segment(t.text, t.tag - start, t.start - start, t.end - start) for t in texts]
    return spliced(data[start:end], splices(data[start:end], moved, answers))


def _number(book: Book, cell: Cell, answer: Answer) -> str:
    """The number of a cell: of a rate the fraction where the cell shows per cent, else a hundred times that, as printed
    where the format leaves the places to the number."""
    percent, places = book.formats[cell.style] if cell.style < len(book.formats) else (False, False)
    if not answer.rate or percent:
        return answer.number
    return f"{float(answer.number) * 100:.12g}" if places else answer.printed


def _without_result(sheet: SheetXml, cell: Cell) -> list[Splice]:
    """A formula's cell without its saved result, and without the kind of that."""
    start, end = cell.value_at
    tag = sheet.data[cell.tag : cell.opened]
    made: list[Splice] = [(start, end, b"")] if end else []
    if KIND.search(tag):
        made.append((cell.tag, cell.opened, KIND.sub(b"", tag)))
    return made


def _calculating(data: bytes) -> bytes:
    """The workbook's part with the wish that everything be calculated when it is opened."""
    found: dict[str, int] = {}
    root = [0]

    def start(space: str, name: str, _attributes: dict, at: int) -> None:
        if FAMILY in space:
            found.setdefault(name, at)

    def end(_space: str, name: str, at: int) -> None:
        if name == "workbook":
            root[0] = at

    walk(data, start, end, lambda _: None)
    if "calcPr" in found:
        at = found["calcPr"]
        tag = tag_at(data, at)
        bare = FULL_CALC.sub(b"", tag)
        close = b"/>" if bare.endswith(b"/>") else b">"
        made = bare[: -len(close)].rstrip() + b' fullCalcOnLoad="1"' + close
        return spliced(data, [(at, at + len(tag), made)])
    behind = min((found[name] for name in BEHIND_CALCULATION if name in found), default=root[0])
    prefix = prefix_at(data, found["workbook"])
    return spliced(data, [(behind, behind, b"<" + prefix + b'calcPr fullCalcOnLoad="1"/>')])


def _marked(sheet: SheetXml, place: str, text: str) -> list[Splice]:
    """The splices that write a text into a cell that is there or not."""
    found = PLACE.fullmatch(place)
    if not found or not sheet.body[1]:
        raise Refused("form_no_cell", sheet=sheet.name, place=place)
    row, column = int(found[2]), column_index(found[1])
    cell = next((one for one in sheet.cells if (one.row, one.column) == (row, column)), None)
    prefix = prefix_at(sheet.data, sheet.body[0])
    inside = b"<" + prefix + b't xml:space="preserve">' + escaped(text) + b"</" + prefix + b"t>"
    if cell is not None:
        if cell.formula is not None:
            raise Refused("form_formula", sheet=sheet.name, place=place)
        tag = _attributes(sheet, cell)
        return [(cell.tag, cell.end, _inline_cell(tag, prefix, inside) if text else tag + b"/>")]
    made = _inline_cell(b"<" + prefix + b'c r="' + f"{letters(column)}{row}".encode() + b'"', prefix, inside)
    if row in sheet.rows:
        tag, opened_at, closing = sheet.rows[row]
        if sheet.data[tag:opened_at].endswith(b"/>"):
            whole = sheet.data[tag:opened_at][:-2].rstrip() + b">" + made + b"</" + prefix + b"row>"
            return [(tag, opened_at, whole)]
        after = [one.tag for one in sheet.cells if one.row == row and one.column > column]
        at = min(after, default=closing)
        return [(at, at, made)]
    whole = b"<" + prefix + b'row r="' + str(row).encode() + b'">' + made + b"</" + prefix + b"row>"
    tag, opened_at, closing = sheet.body
    if sheet.data[tag:opened_at].endswith(b"/>"):
        open_tag = sheet.data[tag:opened_at][:-2].rstrip() + b">"
        return [(tag, opened_at, open_tag + whole + b"</" + prefix + b"sheetData>")]
    at = min((there[0] for number, there in sheet.rows.items() if number > row), default=closing)
    return [(at, at, whole)]
