"""The throw-away process that opens one uploaded file: a script of its own, started by workbooks.py.

    python reader_child.py SOURCE TARGET MEMORY_BYTES CPU_SECONDS OUTPUT_BYTES

Why a process: a 1,687-byte workbook with a cell in its last corner makes the office library ask for 512 GB and abort
the process it runs in; no `except` can catch that. Here the limits are set first, the file is opened second, and all
that can die is this process. It imports nothing of the project, and the office library only when it is needed.

TARGET receives JSON lines:
    {"sheet": name or null}                    a sheet begins (null: the one table of a text file)
    [row number, [cell, ...]]                  a row that is not empty, numbered as Excel numbers it
    {"hidden": name}                           a sheet that is hidden and was not read
    {"blind": true}                            error cells of this format arrive as empty ones
    {"refused": code, "detail": {...}}         why the file is not read; then nothing follows
    {"end": true}                              the file was read to its end
Cells: string, number, true/false, null (empty), {"date": ...}, {"moment": ...}, {"time": ...}, {"error": "#N/A"},
{"formula": true} (a formula without a saved result).
Formulas are read by their saved value. What the office library cannot tell is looked up in the file itself: error
cells and formulas without a value in xlsx and xlsm, error cells anywhere in ods. In xls and xlsb an error cell
arrives as an empty one.
"""

import csv
import datetime
import io
import json
import os
import re
import sys
import unicodedata
import zipfile

LAST_ROW = 1_048_576  # of Excel
LONGEST_CELL = 1_000_000  # characters of a csv field; Excel itself holds 32,767
UNPACKED_LIMIT = 600_000_000  # bytes of all parts of a workbook, as declared by the archive
SCAN_PIECE = 1 << 20
LONGEST_PIECE = 1 << 26

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
DELIMITERS = (",", ";", "\t", "，")


class Refused(Exception):
    """This file is not read; `code` says why, `detail` holds the values of the sentence."""

    def __init__(self, code: str, **detail: object):
        super().__init__(code)
        self.code = code
        self.detail = detail


def limit(memory: int, cpu: int, output: int) -> None:
    """Bound this process where the system can; elsewhere (Windows) the parent watches alone."""
    try:
        import resource
    except ImportError:
        return
    try:
        with open("/proc/self/statm", encoding="ascii") as file:
            memory += int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        memory += 1 << 30  # no /proc: a generous guess of what the interpreter itself has mapped
    wanted = [
        (resource.RLIMIT_AS, memory, memory),
        (resource.RLIMIT_CPU, cpu, cpu + 1),  # the soft limit ends with SIGXCPU, which the parent can tell
        (resource.RLIMIT_CORE, 0, 0),
        (resource.RLIMIT_FSIZE, output, output),
    ]
    for which, soft, hard in wanted:
        given = resource.getrlimit(which)[1]
        if given != resource.RLIM_INFINITY:
            soft, hard = min(soft, given), min(hard, given)
        try:
            resource.setrlimit(which, (soft, hard))
        except (ValueError, OSError) as error:
            # macOS refuses RLIMIT_AS below what is mapped; the parent's watch stands there
            print(f"limit {which} not set: {error}", file=sys.stderr)


# --- text files ------------------------------------------------------------------------------------------------------


def decoded(data: bytes) -> str:
    """The text of a csv: strict UTF-8 first, then GB18030 where it cannot be a mistake."""
    if b"\0" in data:
        raise Refused("nul_bytes", row=data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        bad_row = data[: wrong.start].count(b"\n") + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise Refused("encoding", row=bad_row) from None
    letters = {c for c in set(text) if c > "\x7f"}
    if any(unicodedata.category(c) == "Co" for c in letters):
        raise Refused("encoding", row=bad_row)
    # GB18030 decodes Big5 and mixtures without an error, into rare characters; simplified Chinese as it is written
    # keeps to GB2312 but for a name here and there.
    rare = sum(1 for c in letters if not _in_gb2312(c))
    if rare > max(3, len(letters) // 4):
        raise Refused("encoding", row=bad_row)
    return text


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def delimiter_of(text: str) -> str:
    """The delimiter of a csv by its first written line; a comma wins, several others are refused."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", first)
    if "," in outside:
        return ","
    found = [d for d in DELIMITERS if d in outside]
    if len(found) > 1:
        raise Refused("delimiter", found=" ".join({"\t": "TAB"}.get(d, d) for d in found))
    return found[0] if found else ","


def read_text(data: bytes, write) -> None:
    text = decoded(data)
    if text.lstrip()[:1] == "<":
        raise Refused("markup")
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text), strict=True)
    write({"sheet": None})
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if number > LAST_ROW:
                raise Refused("too_many_rows", limit=LAST_ROW)
            cells = [cell or None for cell in row]
            if any(cell and not cell.isspace() for cell in cells):
                write([number, cells])
    except csv.Error:
        raise Refused("quotes", row=number + 1) from None


# --- workbooks -------------------------------------------------------------------------------------------------------


def cell_value(value: object) -> object:
    """A cell of the office library as JSON; midnight datetimes come as dates already."""
    if isinstance(value, str):
        return value or None
    if isinstance(value, (bool, int)):
        return value
    if isinstance(value, float):
        return value if value == value and abs(value) != float("inf") else {"error": str(value)}
    if isinstance(value, datetime.datetime):
        if value.time() == datetime.time():
            return {"date": value.date().isoformat()}
        return {"moment": value.isoformat(sep=" ")}
    if isinstance(value, datetime.date):
        return {"date": value.isoformat()}
    return {"time": str(value)}


CELL_BEGINS = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["']""")
KIND = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
WORTH_LOOKING = re.compile(rb"""\bt\s*=\s*["']e["']|<(?:\w+:)?f[\s>/]""")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def column_index(letters: str) -> int:
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


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


def marked_cells(archive: zipfile.ZipFile, part: str) -> dict[int, dict[int, object]]:
    """Error cells and formulas without a saved value of one xlsx sheet: row number -> column index -> marker."""
    marks: dict[int, dict[int, object]] = {}
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
            data, rest = data[:cut], data[cut:]
            if WORTH_LOOKING.search(data):
                _collect(data, marks)
    if WORTH_LOOKING.search(rest):
        _collect(rest, marks)
    return marks


def _collect(data: bytes, marks: dict[int, dict[int, object]]) -> None:
    for cell in CELL_BEGINS.split(data)[1:]:
        attributes, _, inside = cell.partition(b">")
        kind = KIND.search(attributes)
        is_error = kind is not None and kind[1] == b"e"
        if not is_error and not FORMULA.search(inside):
            continue
        value = VALUE.search(inside)
        if is_error:
            marker: object = {"error": value[1].decode("utf-8", "replace") if value else "#N/A"}
        elif not value and (kind is None or kind[1] != b"str"):  # t="str" without a value is an empty text, saved
            marker = {"formula": True}
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
    if unpacked > UNPACKED_LIMIT:
        raise Refused("unpacks_too_big", limit=UNPACKED_LIMIT // 1_000_000)
    if "META-INF/manifest.xml" in names and b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused("password")
    if "content.xml" in names and b'calcext:value-type="error"' in archive.read("content.xml"):
        raise Refused("ods_error_cells")
    return archive


def read_workbook(data: bytes, write) -> None:
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
    except calamine.PasswordError:
        raise Refused("password") from None
    except MemoryError:
        raise
    except Exception as error:  # 19 different exception classes were counted here; each means the same to the reader
        raise Refused("password" if "assword" in str(error) else "damaged") from None
    if not parts and not (archive and "content.xml" in archive.namelist()):
        write({"blind": True})
    for sheet in described:
        if sheet.typ != calamine.SheetTypeEnum.WorkSheet:
            continue
        if sheet.visible != calamine.SheetVisibleEnum.Visible:
            write({"hidden": sheet.name})
            continue
        write({"sheet": sheet.name})
        try:
            # before the library opens the sheet: an error in this is an error of the file just as well
            marks = marked_cells(archive, parts[sheet.name]) if sheet.name in parts else {}
            table = book.get_sheet_by_name(sheet.name)
        except MemoryError:
            raise
        except Exception:
            raise Refused("damaged_sheet", sheet=sheet.name) from None
        write_table(table, marks, write)


def write_table(table, marks: dict[int, dict[int, object]], write) -> None:
    """The rows of a sheet with Excel's numbers: iter_rows keeps leading empty rows and drops leading columns."""
    offset = table.start[1] if table.start else 0
    if table.end and table.end[0] >= LAST_ROW:
        raise Refused("too_many_rows", limit=LAST_ROW)
    for number, row in enumerate(table.iter_rows() if table.start else (), 1):
        mark = marks.pop(number, None)
        if mark is None and not any(value != "" for value in row):
            continue
        _write_row(number, [None] * offset + [cell_value(value) for value in row], mark, write)
    for number in sorted(marks):  # rows the library holds for empty because all they have is errors
        _write_row(number, [], marks[number], write)


def _write_row(number: int, cells: list, mark: dict[int, object] | None, write) -> None:
    for index, marker in (mark or {}).items():
        cells += [None] * (index + 1 - len(cells))
        cells[index] = marker
    while cells and cells[-1] is None:
        cells.pop()
    if any(cell is not None and not (isinstance(cell, str) and cell.isspace()) for cell in cells):
        write([number, cells])


# --- the process -----------------------------------------------------------------------------------------------------


def read_file(source: str, write) -> None:
    """Read SOURCE by what it holds, not by its extension."""
    with open(source, "rb") as file:
        data = file.read()
    if not data.strip():
        raise Refused("empty_file")
    if data[:2] == b"PK" or data[:8] == OLE or data[:2] in (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00"):
        read_workbook(data, write)
    elif data[:5] == b"%PDF-" or data[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0", b"Rar!", b"7z\xbc\xaf"):
        raise Refused("not_a_table")
    else:
        read_text(data, write)


def main(arguments: list[str]) -> int:
    source, target, memory, cpu, output = arguments
    limit(int(memory), int(cpu), int(output))
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode

        def write(line: object) -> None:
            out.write(encode(line) + "\n")

        try:
            read_file(source, write)
            write({"end": True})
        except Refused as refused:
            write({"refused": refused.code, "detail": refused.detail})
        except MemoryError:
            write({"refused": "too_much_memory", "detail": {}})
        except BaseException as error:  # the library's panics are no Exception
            print(f"{type(error).__name__}: {error}", file=sys.stderr)
            write({"refused": "damaged", "detail": {}})
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
