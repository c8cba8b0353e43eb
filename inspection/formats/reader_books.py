"""Workbooks for the throw-away reader: xlsx, xlsm, xls, xlsb, ods. Part of the script reader_child.py.

Formulas are read by their saved value. What the office library cannot tell is looked up in the file itself: error cells
and formulas without a value in xlsx and xlsm, error cells in xls and anywhere in ods, and what a cell shows other than it
stores, what is struck through or hidden in all of these (reader_shapes.py, reader_old.py, reader_open.py). In an xlsb, and
in an xls or ods that is too large to look at, nobody knows: an error cell arrives there as an empty one.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from reader_old import looks_of_xls
from reader_open import looks_of_ods
from reader_pieces import UNCALCULATED, Error, Pieces, Refused, is_written
from reader_shapes import Looks, Seen, Shape, Wrapped, column_index, comments_of, struck_texts, styles_of
from reader_sound import check_part, has_password

LAST_ROW = 1_048_576  # of Excel
UNPACKED_LIMIT = 600_000_000  # bytes of all parts of a workbook, as declared by the archive
SCAN_PIECE = 1 << 20
LONGEST_PIECE = 1 << 26
MERGED_KEPT = 200_000

CELL_BEGINS = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
KIND = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
FULL_CALC = re.compile(rb"""\bfullCalcOnLoad\s*=\s*["'](?:1|true)["']""")
WORTH_LOOKING = (b'"e"', b"'e'", b"<f", b":f")  # an error or a formula, in whatever way it is spelt; seldom anything else
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name -> its part in the archive of an xlsx; empty where it is no xlsx or not laid out as usual."""
    import xml.etree.ElementTree as tree

    names = set(archive.namelist())
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    targets = {}
    for relation in tree.fromstring(archive.read("xl/_rels/workbook.xml.rels")):
        target = relation.get("Target", "")
        targets[relation.get("Id")] = target.lstrip("/") if target.startswith("/") else "xl/" + target
    parts = {}
    for element in tree.fromstring(archive.read("xl/workbook.xml")).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            relation_id = element.get(RELATION) or next(
                (value for name, value in element.attrib.items() if name.endswith("}id")), None
            )
            if targets.get(relation_id) in names:
                parts[element.get("name")] = targets[relation_id]
    return parts


def marked_cells(archive: zipfile.ZipFile, part: str, looks: Looks) -> dict[int, dict[int, object]]:
    """Error cells and formulas without a saved value of one xlsx sheet: row number -> column index -> marker; a cell
    whose format matters has that as its marker. What is hidden or struck through is left in `looks`."""
    marks: dict[int, dict[int, object]] = looks.shapes
    stale = FULL_CALC.search(archive.read("xl/workbook.xml")) is not None
    for data in _pieces(archive, part):
        looks.piece(data)
        if _worth_looking(data):
            _collect(data, marks, stale)
    return marks


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The XML of a sheet in pieces that end behind a row or a cell."""
    rest = b""
    with archive.open(part) as stream:
        while piece := stream.read(SCAN_PIECE):
            data = rest + piece
            # cut behind the last whole row or, in a row of many megabytes, the last whole cell
            cut = max(data.rfind(b"row>"), data.rfind(b"</c>")) + 4
            if cut <= 4:
                if len(data) > LONGEST_PIECE:
                    raise Refused("damaged")
                rest = data
                continue
            rest = data[cut:]
            yield data[:cut]
    yield rest


def _worth_looking(data: bytes) -> bool:
    return any(sign in data for sign in WORTH_LOOKING)


def _collect(data: bytes, marks: dict[int, dict[int, object]], stale: bool) -> None:
    """`stale`: the workbook asks to be calculated when it is opened, so a nought is what a program wrote for no result."""
    for cell in CELL_BEGINS.split(data)[1:]:
        attributes, _, inside = cell.partition(b">")
        kind = KIND.search(attributes)
        is_error = kind is not None and kind[1] == b"e"
        if not is_error and not FORMULA.search(inside):
            continue
        value = VALUE.search(inside)
        if is_error:
            marker: object = Error(value[1].decode("utf-8", "replace") if value else "#N/A")
        elif stale and value and value[1].strip() == b"0":
            marker = UNCALCULATED
        elif not value and (kind is None or kind[1] != b"str"):  # t="str" without a value is an empty text, saved
            marker = UNCALCULATED
        else:
            continue
        place = PLACE.search(attributes)
        if place:
            marks.setdefault(int(place[2]), {})[column_index(place[1].decode())] = marker


def check_archive(data: bytes) -> zipfile.ZipFile:
    """The archive of a zipped workbook, when it is one and does not claim to unpack into more than we would read."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        unpacked = sum(part.file_size for part in archive.infolist())
        names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, EOFError, OSError):
        raise Refused("damaged") from None
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise Refused("password")
    if len(set(names)) != len(names):
        raise Refused("damaged")  # of a part that stands twice everybody may read another one
    if unpacked > UNPACKED_LIMIT:
        raise Refused("unpacks_too_big", limit=UNPACKED_LIMIT // 1_000_000)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("password")
    for name in ("content.xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/sharedStrings.xml", "xl/styles.xml"):
        check_part(archive, name)
    if "content.xml" in names and b'calcext:value-type="error"' in archive.read("content.xml"):
        raise Refused("ods_error_cells")
    return archive


def counts_from_1904(archive: zipfile.ZipFile | None) -> bool:
    """Whether the numbers of this xlsx that are days count from 1904 (an old Macintosh's habit)."""
    if archive is None or "xl/workbook.xml" not in archive.namelist():
        return False
    return re.search(rb"""date1904\s*=\s*["'](1|true)["']""", archive.read("xl/workbook.xml")) is not None


def read_workbook(data: bytes, pieces: Pieces) -> None:
    archive = None
    if data[:2] == b"PK":
        archive = check_archive(data)
    elif "EncryptedPackage".encode("utf-16-le") in data:
        raise Refused("password")
    import python_calamine as calamine

    try:
        book = calamine.CalamineWorkbook.from_object(io.BytesIO(data))
        described = book.sheets_metadata
        parts = sheet_parts(archive) if archive else {}
        styles = (*styles_of(archive), struck_texts(archive)) if parts else ({}, frozenset())
        looked = {} if parts else _looked(data, archive)
        since_1904 = counts_from_1904(archive) or any(looks.since_1904 for looks in looked.values())
    except calamine.PasswordError:
        raise Refused("password") from None
    except MemoryError:
        raise
    except Exception as error:  # 19 different exception classes were counted here; each means the same to the reader
        raise Refused("password" if "assword" in str(error) or has_password(data) else "damaged") from None
    names = set(archive.namelist()) if archive else set()
    if archive and not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"} and not described:
        raise Refused("damaged")
    if not parts and not looked:
        pieces.event(blind=True)
    for sheet in described:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            pieces.event(hidden=sheet.name)
            continue
        try:
            # before the library opens the sheet: an error in this is an error of the file just as well
            if sheet.name in parts:
                check_part(archive, parts[sheet.name], cells=True)
            looks = looked.get(sheet.name) or Looks(*styles)
            marks = marked_cells(archive, parts[sheet.name], looks) if sheet.name in parts else looks.shapes
            looks.comments += comments_of(archive, parts[sheet.name]) if sheet.name in parts else []
            table = book.get_sheet_by_name(sheet.name)
            merged = table.merged_cell_ranges or []
        except (MemoryError, Refused):
            raise
        except Exception:
            raise Refused("damaged_sheet", sheet=sheet.name) from None
        # rows as Excel numbers them, columns from 0
        merged = merged or looks.merged
        ranges = [[top + 1, left, bottom + 1, right] for (top, left), (bottom, right) in merged[:MERGED_KEPT]]
        pieces.sheet(
            sheet.name,
            ranges,
            since_1904,
            looks.hidden,
            sorted(looks.hidden_columns),
            sorted(looks.struck),
            looks.comments,
            pale_rows=sorted(looks.pale),
        )
        read_table(table, marks, pieces, since_1904)
        pieces.flush()


def _looked(data: bytes, archive: zipfile.ZipFile | None) -> dict[str, Looks]:
    """How the cells of an xls or an ods look; of an xlsb, and of what is too large, nobody knows."""
    if archive is None:
        return looks_of_xls(data)
    return looks_of_ods(archive) if "content.xml" in archive.namelist() else {}


def read_table(table, marks: dict[int, dict[int, object]], pieces: Pieces, since_1904: bool) -> None:
    """The rows of a sheet with Excel's numbers: iter_rows keeps leading empty rows and drops leading columns."""
    before = [""] * (table.start[1] if table.start else 0)
    if table.end and table.end[0] >= LAST_ROW:
        raise Refused("too_many_rows", limit=LAST_ROW)
    for number, row in enumerate(table.iter_rows() if table.start else (), 1):
        mark = marks.pop(number, None)
        if mark is None and (row[0].__class__ is str and not row[0].strip()) and not is_written(row):
            continue
        _keep_row(number, before + row if before else row, mark, pieces, since_1904)
    for number in sorted(marks):  # rows the library holds for empty because all they have is errors
        if not all(isinstance(marker, Shape | Seen) for marker in marks[number].values()):
            _keep_row(number, [], marks[number], pieces, since_1904)


def _keep_row(number: int, cells: list, mark: dict[int, object] | None, pieces: Pieces, since_1904: bool) -> None:
    for index, marker in (mark or {}).items():
        if isinstance(marker, Shape | Seen):
            kind, shown = marker.of(cells[index], since_1904) if index < len(cells) else ("", "")
            if not kind:
                continue
            marker = Wrapped(kind, shown, cells[index])
        cells += [""] * (index + 1 - len(cells))
        cells[index] = marker
    pieces.row(number, cells)
