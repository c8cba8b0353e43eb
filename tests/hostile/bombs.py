"""Files that try to take an import down, each with what must become of it.

A bomb is (what it is, the name of its file, how it is made, what becomes of it): READ, or the codes of the one fault
that may be said. Most are a ledger of terms that would be valid without the bomb in it.
"""

import gzip
import random
import struct
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from tests.hostile.containers import (
    HEADERS,
    LEDGER,
    MAIN,
    OFFICE,
    PACKAGE,
    ROW,
    cell,
    encrypted,
    letters,
    ods,
    ods_row,
    ole,
    parts_of,
    row,
    sheet,
    strange,
    xls,
    xlsx,
    zipped,
)

READ = "read"
TEXT = ",".join(HEADERS) + "\r\n" + ",".join(map(str, ROW)) + "\r\n"
NEXT = (14, "第十四届县委", "2026-07-01", 5)


@dataclass(frozen=True)
class Bomb:
    """One file of the collection. `make()` gives its bytes; `ends` what may become of it; `name` its file's name."""

    what: str
    make: Callable[[], bytes]
    ends: frozenset[str]
    name: str


BOMBS: list[Bomb] = []


def bomb(what: str, make: Callable[[], bytes], *ends: str, name: str = "届次.xlsx") -> None:
    BOMBS.append(Bomb(what, make, frozenset(ends), name))


def text_bomb(what: str, content: bytes | str, *ends: str, name: str = "届次.csv") -> None:
    data = content.encode() if isinstance(content, str) else content
    bomb(what, lambda: data, *ends, name=name)


def changed(part: str, old: str, new: str) -> bytes:
    """The valid workbook with a text of one part replaced."""
    parts = parts_of({"届次": sheet()})
    assert old in parts[part]
    return strange({part: parts[part].replace(old, new)})


SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
DAMAGED = ("damaged", "damaged_sheet")

# --- cells far away, many cells, large cells -------------------------------------------------------------------------

bomb(
    "a stray cell in the last corner",
    lambda: xlsx(LEDGER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    READ,
    "too_much_memory",
    "value_without_header",
    "stray_cell",
)
bomb(
    "a stray empty cell in the last corner",
    lambda: xlsx(LEDGER + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    READ,
    "too_much_memory",
)
bomb(
    "a cell in the last column of the header",
    lambda: xlsx(row(1, HEADERS, cell("XFD1", "备注")) + row(2, ROW)),
    "unknown_header",
)
bomb("a declared dimension of the whole sheet", lambda: xlsx(dimension="A1:XFD1048576"), READ)
bomb("a declared dimension beyond every sheet", lambda: xlsx(dimension="A1:ZZZZZZ4294967295"), READ)
bomb("a declared dimension that is none", lambda: xlsx(dimension="nowhere"), READ, *DAMAGED)
bomb(
    "a million empty formatted rows",
    lambda: xlsx(LEDGER + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))),
    READ,
)
bomb(
    "half a million empty formatted cells",
    lambda: xlsx(LEDGER + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 500_000))),
    READ,
)
bomb(
    "sixteen thousand columns",
    lambda: xlsx(row(1, HEADERS + tuple(f"列{n}" for n in range(16_380))) + row(2, ROW)),
    "unknown_header",
    "too_many_columns",
)
bomb(
    "sixteen thousand columns of a csv",
    lambda: (",".join(HEADERS) + "," * 16_380 + "\n" + ",".join(map(str, ROW)) + "," * 16_380 + "\n").encode(),
    READ,
    name="届次.csv",
)
bomb(
    "more columns than Excel has, in a csv",
    lambda: (",".join(f"列{n}" for n in range(20_000)) + "\n" + "1," * 19_999 + "1\n").encode(),
    "unknown_header",
    "too_many_columns",
    "missing_column",
    name="届次.csv",
)
bomb(
    "a million delimiters in a line",
    lambda: (TEXT + "," * 1_000_000 + "\n").encode(),
    READ,
    "too_many_columns",
    name="届次.csv",
)
bomb("a cell of 32,767 characters", lambda: xlsx(row(1, HEADERS) + row(2, (13, "县" * 32_767, "2021-07-01", 5))), READ)
bomb(
    "a cell of 32,768 characters",
    lambda: xlsx(row(1, HEADERS) + row(2, (13, "县" * 32_768, "2021-07-01", 5))),
    "text_too_long",
)
bomb(
    "a csv field of two megabytes",
    lambda: TEXT.replace("第十三届县委", "县" * 700_000).encode(),
    "text_too_long",
    "quotes",
    name="届次.csv",
)
bomb("a header of 32,767 characters", lambda: xlsx(row(1, HEADERS + ("备" * 32_767,)) + row(2, ROW)), "unknown_header")
bomb(
    "a csv of one line of ten megabytes",
    lambda: b"x" * 10_000_000,
    "not_recognised",
    "quotes",
    "missing_column",
    "unknown_header",
    "text_too_long",
    name="届次.csv",
)
bomb(
    "five hundred thousand rows that are all wrong",
    lambda: (",".join(HEADERS) + "\n" + "x,y,z,w\n" * 500_000).encode(),
    "many",
    name="届次.csv",
)
bomb(
    "more rows than Excel holds",
    lambda: (",".join(HEADERS) + "\n" + "1\n" * 1_048_577).encode(),
    "too_many_rows",
    name="届次.csv",
)
bomb(
    "a thousand sheets",
    lambda: zipped(parts_of({"届次": sheet()} | {f"表{n}": sheet(row(1, ("甲",))) for n in range(999)})),
    READ,
)
bomb(
    "a thousand sheets that each are the ledger",
    lambda: zipped(parts_of({f"届次({n})": sheet() for n in range(1_000)})),
    "same_key",
    "many",
)
bomb("a row that never ends", lambda: xlsx("<row r='1'>" + "<c r='A1'><v>1</v></c>" * 300_000), *DAMAGED)
bomb(
    "a tag that never ends",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c ' + "a" * 5_000_000}),
    *DAMAGED,
)
bomb(
    "a million opened cells",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">' + "<c " * 1_000_000}),
    *DAMAGED,
)
bomb(
    "elements two hundred thousand deep",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}">' + "<a>" * 200_000}),
    *DAMAGED,
)
bomb(
    "workbook.xml two hundred thousand deep",
    lambda: strange({BOOK: f'<workbook xmlns="{MAIN}">' + "<a>" * 200_000 + "</a>" * 200_000 + "</workbook>"}),
    *DAMAGED,
    "no_rows",
)
bomb(
    "a million formulas without a result",
    lambda: xlsx(row(1, HEADERS) + "".join(f'<row r="{n}"><c r="A{n}"><f>A1</f></c></row>' for n in range(2, 200_000))),
    "many",
)

# --- archives --------------------------------------------------------------------------------------------------------


def _spaces(megabytes: int) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts_of({"届次": sheet()}).items():
            if name == SHEET:
                head, _, tail = content.partition("<sheetData>")
                with archive.open(name, "w", force_zip64=True) as part:
                    part.write((head + "<sheetData>").encode())
                    for _ in range(megabytes):
                        part.write(b" " * 1_000_000)
                    part.write(tail.encode())
            else:
                archive.writestr(name, content)
    return out.getvalue()


def _lying(declared: int) -> bytes:
    """An archive whose directory declares a small size for a large part."""
    data = bytearray(_spaces(400))
    with zipfile.ZipFile(BytesIO(bytes(data))) as archive:
        size = archive.getinfo(SHEET).file_size
    data = data.replace(struct.pack("<I", size), struct.pack("<I", declared))
    return bytes(data)


def _overlapping(count: int) -> bytes:
    """Many names in the directory for the same bytes: each unpacks into five megabytes."""
    whole = zipped({"xl/a.bin": bytes(5_000_000)}, level=9)
    at = whole.rindex(b"PK\x01\x02")
    end = whole.rindex(b"PK\x05\x06")
    entries = b"".join(whole[at:end].replace(b"xl/a.bin", f"xl/{n:05d}"[:8].encode()) for n in range(count))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, count, count, len(entries), at, 0)
    return whole[:at] + entries + tail


def _twice() -> bytes:
    out = BytesIO()
    parts = parts_of({"届次": sheet()})
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        archive.fp.seek(0, 2)
        other = zipfile.ZipInfo("xl/worksheets/sheet2.xml")
        archive.writestr(other, sheet(row(1, HEADERS) + row(2, NEXT)))
    return out.getvalue().replace(b"sheet2.xml", b"sheet1.xml")


def _flagged(bit: int) -> bytes:
    data = bytearray(xlsx())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= bit
        at += 4
    return bytes(data)


bomb("sixty megabytes of spaces in a sheet", lambda: _spaces(60), READ)
bomb(
    "five hundred megabytes of spaces in a sheet",
    lambda: _spaces(500),
    READ,
    "too_slow",
    "too_much_memory",
    "unpacks_too_big",
)
bomb("an archive that lies about its size", lambda: _lying(4_000), *DAMAGED, READ, "unpacks_too_big")
bomb("a thousand members that overlap", lambda: _overlapping(1_000), "unpacks_too_big", *DAMAGED)
bomb("a hundred thousand members", lambda: strange({f"docProps/{n}.xml": "" for n in range(100_000)}), READ, "damaged")
bomb("a member twice", _twice, READ, *DAMAGED)
bomb(
    "members that climb out of the folder",
    lambda: strange({"../../../../tmp/inspection-evil": "x", "/tmp/inspection-evil": "x", "C:\\evil": "x"}),
    READ,
)
bomb(
    "a sheet part outside the archive",
    lambda: changed(RELATIONS, "worksheets/sheet1.xml", "../../../../etc/passwd"),
    *DAMAGED,
    "no_rows",
)
bomb(
    "a sheet part on the network",
    lambda: changed(RELATIONS, 'Target="worksheets/sheet1.xml"', 'Target="http://127.0.0.1:9/x" TargetMode="External"'),
    *DAMAGED,
    "no_rows",
)
bomb("members compressed by bzip2", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_BZIP2), READ, *DAMAGED)
bomb("members compressed by lzma", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_LZMA), READ, *DAMAGED)
bomb("members not compressed", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_STORED), READ)
bomb("members flagged as encrypted", lambda: _flagged(1), "password")
bomb(
    "bytes before the archive",
    lambda: b"MZ" + bytes(500) + xlsx(),
    READ,
    "nul_bytes",
    "encoding",
    *DAMAGED,
    "not_a_table",
)
bomb("bytes behind the archive", lambda: xlsx() + b"\n<!-- evil -->" * 50, READ, *DAMAGED)
bomb("the first half of a workbook", lambda: xlsx()[:800], *DAMAGED)
bomb("the first two bytes of a workbook", lambda: b"PK", *DAMAGED, "not_recognised", "missing_column")
bomb("an archive without a directory", lambda: xlsx().split(b"PK\x01\x02")[0], *DAMAGED)
bomb("an empty archive", lambda: b"PK\x05\x06" + bytes(18), *DAMAGED, "no_rows")
bomb("a workbook inside a workbook", lambda: strange({"xl/embeddings/inner.xlsx": xlsx()}), READ)
bomb("a workbook without its list of sheets", lambda: strange({BOOK: None}), *DAMAGED)
bomb("a workbook without its sheet", lambda: strange({SHEET: None}), *DAMAGED, "no_rows")
bomb("a workbook without relations", lambda: strange({RELATIONS: None}), *DAMAGED, "no_rows")
bomb("a workbook of no sheets", lambda: zipped(parts_of({})), "no_rows", *DAMAGED)
bomb(
    "relations that point at themselves",
    lambda: changed(RELATIONS, "worksheets/sheet1.xml", "workbook.xml"),
    *DAMAGED,
    "no_rows",
)
bomb(
    "two sheets of one part",
    lambda: changed(BOOK, "</sheets>", '<sheet name="届次(2)" sheetId="2" r:id="rId1"/></sheets>'),
    "same_key",
    "many",
)
bomb(
    "two sheets of one name",
    lambda: zipped(parts_of({"届次": sheet(), "届次 ": sheet(row(1, HEADERS) + row(2, NEXT))})),
    READ,
)
bomb(
    "a document of Word",
    lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    *DAMAGED,
    "not_a_table",
    "no_rows",
)
bomb("any archive at all", lambda: zipped({"a.txt": "甲"}), *DAMAGED, "not_a_table", "no_rows")

# --- XML -------------------------------------------------------------------------------------------------------------

LAUGHS = (
    "<!DOCTYPE x [<!ENTITY l0 'ha'>" + "".join(f"<!ENTITY l{n} '{f'&l{n - 1};' * 10}'>" for n in range(1, 10)) + "]>"
)
QUADRATIC = f"<!DOCTYPE x [<!ENTITY q '{'q' * 50_000}'>]>"
OUTSIDE = '<!DOCTYPE x [<!ENTITY o SYSTEM "file:///etc/hostname">]>'
PARAMETER = '<!DOCTYPE x [<!ENTITY % o SYSTEM "http://127.0.0.1:9/x.dtd"> %o;]>'


def _with_entity(prologue: str, entity: str, part: str = SHEET) -> bytes:
    parts = parts_of({"届次": sheet()})
    old = {SHEET: "第十三届县委", BOOK: 'name="届次"', RELATIONS: "worksheets/sheet1.xml"}[part]
    new = {SHEET: entity, BOOK: f'name="{entity}"', RELATIONS: entity}[part]
    return strange({part: prologue + parts[part].replace(old, new)})


bomb("a billion laughs in a sheet", lambda: _with_entity(LAUGHS, "&l9;"), *DAMAGED, "empty_required", READ)
bomb("a billion laughs in the list of sheets", lambda: _with_entity(LAUGHS, "&l9;", BOOK), *DAMAGED)
bomb("a billion laughs in the relations", lambda: _with_entity(LAUGHS, "&l9;", RELATIONS), *DAMAGED, "no_rows")
bomb(
    "an entity fifty thousand times", lambda: _with_entity(QUADRATIC, "&q;" * 50_000), *DAMAGED, "empty_required", READ
)
bomb("an entity of a file of this machine", lambda: _with_entity(OUTSIDE, "&o;"), *DAMAGED, "empty_required", READ)
bomb("a parameter entity of the network", lambda: _with_entity(PARAMETER, "第十三届县委"), *DAMAGED, READ)
bomb("an entity nobody declared", lambda: _with_entity("", "&nobody;"), *DAMAGED, "empty_required", READ)
bomb(
    "a billion laughs in an ods",
    lambda: ods(
        ods_row(HEADERS)
        + "<table:table-row><table:table-cell><text:p>&l9;</text:p></table:table-cell></table:table-row>",
        prologue=LAUGHS,
    ),
    *DAMAGED,
    "empty_required",
    "missing_column",
    "many",
    name="届次.ods",
)
bomb(
    "rows repeated a billion times in an ods",
    lambda: ods(ods_row(HEADERS) + ods_row(ROW) + ods_row(("",), ' table:number-rows-repeated="1000000000"')),
    READ,
    "too_many_rows",
    "too_much_memory",
    *DAMAGED,
    name="届次.ods",
)
bomb(
    "a filled row repeated a million times in an ods",
    lambda: ods(ods_row(HEADERS) + ods_row(ROW, ' table:number-rows-repeated="1000000"')),
    "many",
    "same_key",
    "too_many_values",
    "too_much_memory",
    name="届次.ods",
)
bomb(
    "a cell repeated a billion times in an ods",
    lambda: ods(
        ods_row(HEADERS)
        + ods_row(ROW)
        + '<table:table-row><table:table-cell table:number-columns-repeated="1000000000" office:value-type="string"><text:p>甲</text:p></table:table-cell></table:table-row>'
    ),
    "too_much_memory",
    "too_many_columns",
    *DAMAGED,
    "many",
    name="届次.ods",
)
bomb(
    "bytes that are no UTF-8 in a sheet",
    lambda: strange({SHEET: sheet().encode().replace("第十三届".encode(), b"\xb5\xda\xca\xae")}),
    *DAMAGED,
    "lost_characters",
    READ,
)
bomb(
    "a sheet in UTF-16",
    lambda: strange({SHEET: ('<?xml version="1.0" encoding="UTF-16"?>' + sheet()).encode("utf-16")}),
    *DAMAGED,
    READ,
    "no_rows",
    "missing_column",
)
bomb(
    "a sheet that says it is GBK",
    lambda: strange({SHEET: ('<?xml version="1.0" encoding="GBK"?>' + sheet()).encode("gbk")}),
    *DAMAGED,
    READ,
    "lost_characters",
    "missing_column",
    "not_recognised",
)
bomb("a NUL as a character of XML", lambda: changed(SHEET, "第十三届县委", "&#0;甲"), *DAMAGED, READ)
bomb("a NUL as Excel escapes it", lambda: changed(SHEET, "第十三届县委", "_x0000_n5"), READ)
bomb(
    "control characters as Excel escapes them",
    lambda: changed(SHEET, "第十三届县委", "_x0007__x001B_[31m县委_x000D_"),
    READ,
)
bomb(
    "a surrogate as Excel escapes it",
    lambda: changed(SHEET, "第十三届县委", "_xD800_县委"),
    READ,
    *DAMAGED,
    "lost_characters",
)
bomb(
    "names of elements with a prefix",
    lambda: strange({SHEET: sheet().replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x=")}),
    READ,
)
bomb(
    "comments and instructions between cells",
    lambda: changed(SHEET, '<row r="2">', '<!-- <c r="A1"> --><?evil?><row r="2">'),
    READ,
)
bomb("a name in CDATA", lambda: changed(SHEET, "第十三届县委", "<![CDATA[第十三届<县委>]]>"), READ)

# --- cells that are not what they say --------------------------------------------------------------------------------


def _name_cell(xml: str) -> bytes:
    return xlsx(
        row(1, HEADERS)
        + '<row r="2"><c r="A2"><v>13</v></c>'
        + xml
        + cell("C2", "2021-07-01")
        + cell("D2", 5)
        + "</row>"
    )


bomb(
    "a shared text that does not exist",
    lambda: _name_cell('<c r="B2" t="s"><v>4000000000</v></c>'),
    *DAMAGED,
    "empty_required",
)
bomb(
    "a shared text of a negative number",
    lambda: _name_cell('<c r="B2" t="s"><v>-1</v></c>'),
    *DAMAGED,
    "empty_required",
)
bomb("a type nobody knows", lambda: _name_cell('<c r="B2" t="zz"><v>1</v></c>'), *DAMAGED, READ, "empty_required")
bomb("a cell at a place that is none", lambda: _name_cell('<c r="2B"><v>1</v></c>'), *DAMAGED, "empty_required")
bomb(
    "a cell at row nought",
    lambda: _name_cell('<c r="B0"><v>1</v></c>'),
    *DAMAGED,
    "empty_required",
    "value_without_header",
)
bomb("a cell twice", lambda: _name_cell(cell("B2", "甲") + cell("B2", "乙")), READ, *DAMAGED, "repeated_cell")
bomb("rows upside down", lambda: xlsx(row(2, ROW) + row(1, HEADERS)), READ, *DAMAGED)
bomb("a row twice", lambda: xlsx(LEDGER + row(2, NEXT)), READ, *DAMAGED, "repeated_cell")
bomb(
    "cells and rows without places",
    lambda: xlsx(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{h}</t></is></c>' for h in HEADERS)
        + "</row><row><c><v>13</v></c>"
        + '<c t="inlineStr"><is><t>甲</t></is></c><c t="inlineStr"><is><t>2021-07-01</t></is></c><c><v>5</v></c></row>'
    ),
    READ,
    *DAMAGED,
)
bomb(
    "a number of 1E400",
    lambda: _name_cell('<c r="B2"><v>1E400</v></c>'),
    *DAMAGED,
    "error_cell",
    "digits_lost",
    "empty_required",
)
bomb("a number that is none", lambda: _name_cell('<c r="B2"><v>NaN</v></c>'), *DAMAGED, "error_cell", READ)
bomb(
    "a date of the year 9999 and a month 99",
    lambda: _name_cell('<c r="B2" t="d"><v>9999-99-99</v></c>'),
    *DAMAGED,
    READ,
    "text_became_date",
    "error_cell",
)
bomb(
    "an id of eighteen digits as a number", lambda: _name_cell('<c r="B2"><v>110101199003071234</v></c>'), "digits_lost"
)
bomb("a formula without a result", lambda: _name_cell('<c r="B2"><f>A2+1</f></c>'), "formula_cell")
bomb(
    "a formula of the network without a result",
    lambda: _name_cell('<c r="B2"><f>WEBSERVICE("http://127.0.0.1:9/")</f></c>'),
    "formula_cell",
)
bomb(
    "a shared formula without a result",
    lambda: _name_cell('<c r="B2"><f t="shared" ref="B2:B3" si="0">A2</f></c>'),
    "formula_cell",
)
bomb(
    "an error of each kind",
    lambda: xlsx(
        row(1, HEADERS)
        + '<row r="2"><c r="A2"><v>13</v></c><c r="B2" t="e"><v>#REF!</v></c>'
        + cell("C2", "2021-07-01")
        + '<c r="D2"><v>5</v></c></row>'
    ),
    "error_cell",
)
bomb("an error without a name", lambda: _name_cell('<c r="B2" t="e"/>'), "error_cell", "empty_required")
for n, start in enumerate(("=cmd|'/c calc'!A0", "+1+cmd|x", "-2+3", "@SUM(1)", "\t=1", "＝1+1")):
    bomb(f"a text that is a formula elsewhere ({n})", lambda start=start: _name_cell(cell("B2", start)), READ)
bomb(
    "a hyperlink to a file of this machine",
    lambda: xlsx(behind='<hyperlinks><hyperlink ref="B2" location="file:///etc/passwd"/></hyperlinks>'),
    READ,
)
bomb(
    "regular expressions' bait in a header",
    lambda: xlsx(row(1, HEADERS + ("(" * 15_000 + "[" * 15_000,)) + row(2, ROW)),
    "unknown_header",
)
bomb("regular expressions' bait in a value", lambda: _name_cell(cell("B2", "1," * 16_000 + "x")), READ)
bomb(
    "bait of digits in a number",
    lambda: xlsx(row(1, HEADERS) + row(2, ("1" * 32_000 + "x", "甲", "2021-07-01", 5))),
    "bad_int",
)
bomb(
    "bait of commas in a number",
    lambda: xlsx(row(1, HEADERS) + row(2, ("1,1" * 10_000, "甲", "2021-07-01", 5))),
    "bad_grouping",
    "bad_int",
)
bomb(
    "bait of spaces in a date",
    lambda: xlsx(row(1, HEADERS) + row(2, (13, "甲", "2021" + " " * 32_000 + "x", 5))),
    "bad_date",
)
bomb("bait of spaces in a text", lambda: _name_cell(cell("B2", " " * 32_000 + "x")), READ)
bomb("bait of digits in a text", lambda: _name_cell(cell("B2", "1 " * 16_000)), READ)

# --- dates -----------------------------------------------------------------------------------------------------------


def _start(xml: str, properties: str = "", styles: str = "") -> bytes:
    """The ledger with another cell in 起始日期."""
    rows = row(1, HEADERS) + '<row r="2">' + cell("A2", 13) + cell("B2", "甲") + xml + cell("D2", 5) + "</row>"
    parts = parts_of({"届次": sheet(rows)}, properties=properties)
    if styles:
        parts["xl/styles.xml"] = f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>'
        parts[RELATIONS] = parts[RELATIONS].replace(
            "</Relationships>", f'<Relationship Id="rS" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>'
        )
    return zipped(parts)


DATED = '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
bomb("45356 where a date is due", lambda: _start('<c r="C2"><v>45356</v></c>'), READ)
bomb(
    "45356 in a workbook that counts from 1904",
    lambda: _start('<c r="C2"><v>45356</v></c>', '<workbookPr date1904="1"/>'),
    "serial_since_1904",
)
bomb(
    "a date in a workbook that counts from 1904",
    lambda: _start('<c r="C2" s="1"><v>43894</v></c>', '<workbookPr date1904="1"/>', DATED),
    READ,
)
bomb(
    "a date beyond every calendar",
    lambda: _start('<c r="C2" s="1"><v>1E15</v></c>', styles=DATED),
    *DAMAGED,
    "date_is_number",
    "date_out_of_range",
    "time_cell",
    "error_cell",
)
bomb(
    "a negative date",
    lambda: _start('<c r="C2" s="1"><v>-45356</v></c>', styles=DATED),
    *DAMAGED,
    "date_is_number",
    "date_out_of_range",
    "time_cell",
    "error_cell",
)
bomb("a year of the Republic", lambda: _start(cell("C2", "民国110年7月1日")), "republic_year")
bomb("a date of America", lambda: _start(cell("C2", "3/5/2024")), "year_last")
bomb("a month without a day", lambda: _start(cell("C2", "2021年7月")), "month_only")
bomb(
    "styles that do not exist",
    lambda: _start('<c r="C2" s="4000000000"><v>44378</v></c>', styles=DATED),
    READ,
    *DAMAGED,
)

# --- merges, hidden sheets, names ------------------------------------------------------------------------------------


def _merged(*ranges: str) -> bytes:
    return xlsx(
        behind=f'<mergeCells count="{len(ranges)}">'
        + "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
        + "</mergeCells>"
    )


ANY_HEADER = (
    "repeated_header",
    "unknown_header",
    "missing_column",
    "not_recognised",
    "value_without_header",
    "same_key",
    "overlapping_merges",
    "no_rows",
    "many",
)
bomb("the whole sheet merged", lambda: _merged("A1:XFD1048576"), READ, *ANY_HEADER)
bomb("a whole column merged", lambda: _merged("F1:F1048576"), READ, *ANY_HEADER)
bomb("a whole row merged", lambda: _merged("A9:XFD9"), READ, *ANY_HEADER)
bomb("a hundred thousand merges", lambda: _merged(*(f"F{n}:G{n}" for n in range(3, 100_003))), READ, *ANY_HEADER)
bomb("merges that overlap", lambda: _merged("A5:C8", "B6:D9", "A5:A5"), READ, *ANY_HEADER)
bomb(
    "merges that are none",
    lambda: _merged("A1:", "ZZZZ1:B2", "D9:A8", "", "A0:B0", "1:2", "A1:XFD4294967295"),
    READ,
    *DAMAGED,
    *ANY_HEADER,
)
bomb("only hidden sheets", lambda: zipped(parts_of({"届次": sheet()}, {"届次": "hidden"})), "no_rows")
bomb("only a very hidden sheet", lambda: zipped(parts_of({"届次": sheet()}, {"届次": "veryHidden"})), "no_rows")
bomb(
    "another ledger hidden beside",
    lambda: zipped(
        parts_of({"届次": sheet(), "届次(旧)": sheet(row(1, HEADERS) + row(2, NEXT))}, {"届次(旧)": "hidden"})
    ),
    READ,
)
bomb("a sheet named as a path", lambda: zipped(parts_of({"../../../etc/passwd": sheet()})), READ)
bomb("a sheet name of ten thousand characters", lambda: zipped(parts_of({"届" * 10_000: sheet()})), READ, *DAMAGED)
bomb("a sheet name that turns the line around", lambda: zipped(parts_of({"\u202e届次\u2066": sheet()})), READ)
bomb(
    "a header with invisible and turning characters",
    lambda: xlsx(row(1, ("\u202e届次", "名\u200b称", "起始\u00ad日期", "规划\u2060年数")) + row(2, ROW)),
    READ,
)
bomb(
    "a header with line breaks and tabs",
    lambda: xlsx(row(1, ("届次", "名\n称", "起始\t日期", "规划\r\n年数")) + row(2, ROW)),
    READ,
)
bomb("the header twice", lambda: xlsx(row(1, HEADERS + HEADERS) + row(2, ROW + ROW)), "many", "repeated_header")
bomb("a file name that turns the line around", lambda: xlsx(), READ, name="\u202exslx.届次.xlsx")
bomb("a file name of formula and markup", lambda: xlsx(), READ, name="=届次<script>&'\"`$(x);%s{0}.xlsx")
bomb("a file name with a line break", lambda: xlsx(), READ, name="届次\n第二行.xlsx")
bomb("a file name with an escape sequence", lambda: xlsx(), READ, name="届次\x1b[31m.xlsx")

# --- other formats and wrong names -----------------------------------------------------------------------------------

bomb("a workbook with a password", encrypted, "password")
bomb("a workbook with a password under the name of an old one", encrypted, "password", name="届次.xls")
bomb("a workbook with a password under the name of a csv", encrypted, "password", name="届次.csv")
bomb("an old workbook with a password", lambda: xls(password=True), "password", name="届次.xls")
bomb("an old workbook", xls, READ, name="届次.xls")
bomb("an old workbook under the name of a new one", xls, READ)
bomb("an old workbook under the name of a csv", xls, READ, name="届次.csv")
bomb("a new workbook under the name of a csv", xlsx, READ, name="届次.csv")
bomb("a new workbook under the name of an old one", xlsx, READ, name="届次.xls")
bomb("an ods under the name of a workbook", lambda: ods(ods_row(HEADERS) + ods_row(ROW)), READ)
bomb(
    "an ods with a password",
    lambda: ods("", {"META-INF/manifest.xml": "<m><manifest:encryption-data/></m>"}),
    "password",
    name="届次.ods",
)
bomb("a csv under the name of a workbook", TEXT.encode, READ)
bomb("an OLE header and nothing else", lambda: ole({})[:512], *DAMAGED)
bomb("an OLE container of nothing", lambda: ole({}), *DAMAGED, "no_rows")
bomb(
    "an OLE container that runs in a circle",
    lambda: ole({"Workbook": bytes(9_000)}).replace(struct.pack("<III", 1, 2, 3), struct.pack("<III", 1, 0, 0)),
    *DAMAGED,
)
bomb("an old workbook cut off", lambda: xls()[:3_000], *DAMAGED, "no_rows")
bomb("a document of old Word", lambda: ole({"WordDocument": bytes(5_000)}), *DAMAGED, "not_a_table", name="届次.xls")
bomb(
    "the records of an older Excel",
    lambda: b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00\x00\x00",
    *DAMAGED,
    name="届次.xls",
)
for what, content in {
    "a PDF": b"%PDF-1.7\n" + bytes(50),
    "a picture": b"\x89PNG\r\n\x1a\n" + bytes(50),
    "an archive of rar": b"Rar!\x1a\x07" + bytes(50),
    "an archive of 7z": b"7z\xbc\xaf\x27\x1c" + bytes(50),
    "an archive of gzip": gzip.compress(TEXT.encode()),
    "a program": b"\x7fELF" + bytes(60),
    "a database": b"SQLite format 3\0" + bytes(100),
}.items():
    text_bomb(what, content, "not_a_table", "nul_bytes", "encoding", name="届次.xlsx")
text_bomb("a web page", "<html><table><tr><td>届次</td></tr></table></html>", "markup", name="届次.xls")
text_bomb(
    "a workbook as one XML file",
    '<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>',
    "markup",
    name="届次.xls",
)
text_bomb("a web page behind a byte-order mark", "\ufeff\n <!DOCTYPE html><html/>", "markup", name="届次.xls")
text_bomb("JSON", '[{"届次": 13}]', "not_recognised", "missing_column", "unknown_header", "many", "quotes")
text_bomb("an empty file", b"", "empty_file")
text_bomb("a file of spaces", b" \r\n\t\r\n", "empty_file")
text_bomb("a byte-order mark and nothing else", b"\xef\xbb\xbf", "empty_file", "no_rows")
text_bomb("delimiters and nothing else", b",,,\r\n,,,\r\n", "no_rows")

# --- csv -------------------------------------------------------------------------------------------------------------

text_bomb("a valid csv", TEXT, READ)
text_bomb("a csv with a NUL", TEXT.replace("县委", "县\0委"), "nul_bytes")
text_bomb("a csv with the mark of a number cell", TEXT.replace("第十三届县委", "\0n5"), "nul_bytes")
text_bomb("a csv with a quotation mark that is never closed", TEXT.replace("第十三", '"第十三'), "quotes")
text_bomb("a csv with a quotation mark inside a value", TEXT.replace("第十三", '"第"十三'), "quotes")
text_bomb("a csv with a quotation mark inside an open value", TEXT.replace("第十三", '第"十三'), READ, "quotes")
text_bomb(
    "fifty thousand rows behind an open quotation mark",
    TEXT.replace("第十三", '"第十三') + "1,a,2021-01-01,5\r\n" * 50_000,
    "quotes",
    "text_too_long",
)
text_bomb("a csv of lines that end as on an old Macintosh", TEXT.replace("\r\n", "\r"), READ)
text_bomb("a csv of mixed line ends", TEXT + "14,乙,2026-07-01,5\n15,丙,2031-07-01,5\r", READ)
text_bomb("a csv with semicolons", TEXT.replace(",", ";"), READ)
text_bomb("a csv with tabs", TEXT.replace(",", "\t"), READ)
text_bomb("a csv with Chinese commas", TEXT.replace(",", "，"), READ)
text_bomb("a csv with semicolons and tabs", TEXT.replace(",", ";", 2).replace(",", "\t"), "delimiter")
text_bomb("a csv with ragged lines", TEXT + "14,乙,2026-07-01,5,多,余\r\n", "value_without_header", "many")
text_bomb(
    "a csv with the line sep= of Excel",
    "sep=,\r\n" + TEXT,
    READ,
    "missing_column",
    "not_recognised",
    "unknown_header",
    "many",
)
text_bomb("GB18030", TEXT.encode("gb18030"), READ)
text_bomb("UTF-16 with its mark", TEXT.encode("utf-16"), READ, "nul_bytes", "encoding")
text_bomb("UTF-16 without its mark", TEXT.encode("utf-16-le"), READ, "nul_bytes", "encoding")
text_bomb("UTF-16 the other way round", b"\xfe\xff" + TEXT.encode("utf-16-be"), READ, "nul_bytes", "encoding")
text_bomb("UTF-32", TEXT.encode("utf-32"), READ, "nul_bytes", "encoding")
TRADITIONAL = "屆次,名稱,起始日期,規劃年數\r\n13,第十三屆縣委員會全面從嚴治黨巡察監督與群眾舉報受理,2021-07-01,5\r\n"
text_bomb("Big5", TRADITIONAL.encode("big5"), "encoding", "missing_column", "many", "not_recognised")
text_bomb(
    "Big5 behind a header in ASCII",
    ("term_no,name,started_on,planned_years\r\n" + TRADITIONAL.split("\r\n")[1]).encode("big5"),
    "encoding",
)
text_bomb("UTF-8 and GBK in one file", TEXT.encode() + "14,第十四届县委,2026-07-01,5\r\n".encode("gbk"), "encoding")
text_bomb(
    "GBK and UTF-8 in one file",
    TEXT.encode("gbk") + "14,第十四届县委巡察办公室关于,2026-07-01,5\r\n".encode(),
    "encoding",
)
text_bomb(
    "Shift-JIS",
    "届次,名称,起始日期,規劃年数\r\n13,日本語のテキストデータベース,2021-07-01,5\r\n".replace("称", "前").encode(
        "shift-jis"
    ),
    "encoding",
    "missing_column",
    "many",
    "not_recognised",
)
text_bomb(
    "EUC-KR",
    "term_no,name,started_on,planned_years\r\n13,대한민국 한국어 시험 문장 가나다라,2021-07-01,5\r\n".encode("euc-kr"),
    "encoding",
)
text_bomb(
    "Latin-1",
    "term_no,name,started_on,planned_years\r\n13,café à la crème déjà vu,2021-07-01,5\r\n".encode("latin-1"),
    "encoding",
)
text_bomb(
    "UTF-8 read as GBK and saved again",
    TEXT.replace("第十三届县委", "绗崄涓夊眾鍘垮").encode(),
    READ,
    "encoding",
    "lost_characters",
    "mojibake",
)
text_bomb("characters already lost", TEXT.replace("第十三届", "\ufffd\ufffd"), "lost_characters", "encoding")
text_bomb("half of a surrogate in UTF-8", TEXT.encode().replace("第".encode(), b"\xed\xa0\x80"), "encoding")
text_bomb("UTF-8 longer than it may be", TEXT.encode().replace(b"13", b"\xc0\xb1\xc0\xb3"), "encoding")
text_bomb("a byte-order mark in the middle", TEXT + "\ufeff14,乙,2026-07-01,5\r\n", READ)
text_bomb("random bytes", random.Random(5).randbytes(20_000), "nul_bytes", "encoding")
text_bomb("random bytes of the upper half", bytes(b | 0x80 for b in random.Random(6).randbytes(20_000)), "encoding")
text_bomb(
    "an id of more than fifteen digits as Excel leaves it", TEXT.replace("第十三届县委", "1.10101E+17"), "digits_lost"
)
text_bomb("an error as Excel leaves it", TEXT.replace("第十三届县委", "#N/A"), "error_cell")
text_bomb("a column that was too narrow", TEXT.replace("2021-07-01", "########"), "hash_marks")
