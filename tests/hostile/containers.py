"""Workbooks by hand: the parts of an xlsx or ods, an OLE container, the records of an old xls.

No library writes what a hostile file holds, so the containers are written here byte by byte, as small as they go.
"""

import struct
import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

HEADERS = ("届次", "名称", "起始日期", "规划年数")
ROW = (13, "第十三届县委", "2021-07-01", 5)


def letters(index: int) -> str:
    """0 -> A, 26 -> AA."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def cell(place: str, value: object) -> str:
    """One cell of a sheet's XML: a number, or a text of its own."""
    if isinstance(value, (int, float)):
        return f'<c r="{place}"><v>{value}</v></c>'
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(str(value))}</t></is></c>'


def row(number: int, values: tuple, more: str = "") -> str:
    """One row of a sheet's XML; `more` is put behind its cells."""
    cells = "".join(cell(f"{letters(i)}{number}", v) for i, v in enumerate(values) if v is not None)
    return f'<row r="{number}">{cells}{more}</row>'


LEDGER = row(1, HEADERS) + row(2, ROW)
"""The rows of a valid ledger of terms."""


def sheet(rows: str = LEDGER, dimension: str = "A1:D2", behind: str = "", before: str = "") -> str:
    """The XML of a sheet; `before` stands in front of its data, `behind` after it."""
    return (
        f'<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}"><dimension ref="{dimension}"/>{before}'
        f"<sheetData>{rows}</sheetData>{behind}</worksheet>"
    )


def parts_of(
    sheets: dict[str, str], states: dict[str, str] | None = None, properties: str = ""
) -> dict[str, str | bytes]:
    """The parts of an xlsx: sheet name -> its XML. `states` hides sheets; `properties` are the workbook's."""
    listed, relations, types = "", "", ""
    parts: dict[str, str | bytes] = {}
    for number, (name, xml) in enumerate(sheets.items(), 1):
        state = f' state="{states[name]}"' if states and name in states else ""
        title = escape(name, {'"': "&quot;"})
        listed += f'<sheet name="{title}" sheetId="{number}" r:id="rId{number}"{state}/>'
        relations += f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{number}.xml"/>'
        types += f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{KIND}.worksheet+xml"/>'
        parts[f"xl/worksheets/sheet{number}.xml"] = xml
    first = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{properties}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}</Relationships>',
    }
    return first | parts


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED, level: int | None = None) -> bytes:
    """An archive of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", compression, compresslevel=level) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def xlsx(rows: str = LEDGER, **more: str) -> bytes:
    """A workbook of one sheet 届次; `more` goes to sheet()."""
    return zipped(parts_of({"届次": sheet(rows, **more)}))


def strange(changes: dict[str, str | bytes | None], base: dict[str, str | bytes] | None = None) -> bytes:
    """A valid workbook with parts put in place of its own (None: left out)."""
    parts = {**(base or parts_of({"届次": sheet()})), **changes}
    return zipped({name: content for name, content in parts.items() if content is not None})


def ods(table: str, more: dict[str, str | bytes] | None = None, prologue: str = "") -> bytes:
    """An OpenDocument sheet 届次 whose rows are given as XML."""
    names = " ".join(
        f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{full}:1.0"'
        for short, full in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{prologue}<office:document-content {names} office:version="1.2">'
        f'<office:body><office:spreadsheet><table:table table:name="届次">{table}</table:table></office:spreadsheet>'
        "</office:body></office:document-content>"
    )
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        '<manifest:file-entry manifest:full-path="/" '
        'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/></manifest:manifest>'
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return zipped({"mimetype": kind, "content.xml": content, "META-INF/manifest.xml": manifest, **(more or {})})


def ods_row(values: tuple, repeat: str = "") -> str:
    cells = "".join(
        f'<table:table-cell office:value-type="float" office:value="{v}"><text:p>{v}</text:p></table:table-cell>'
        if isinstance(v, (int, float))
        else f'<table:table-cell office:value-type="string"><text:p>{escape(v)}</text:p></table:table-cell>'
        for v in values
    )
    return f"<table:table-row{repeat}>{cells}</table:table-row>"


def ole(streams: dict[str, bytes]) -> bytes:
    """An OLE container (MS-CFB, 512-byte sectors). Streams are padded to 4,096 bytes, so none is a mini stream."""
    free, end, fat_mark, none = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
    chains: list[tuple[int, int]] = []
    sectors: list[bytes] = []
    for content in streams.values():
        padded = content.ljust(4096, b"\0")
        padded += b"\0" * (-len(padded) % 512)
        chains.append((len(sectors), len(padded)))
        sectors += [padded[at : at + 512] for at in range(0, len(padded), 512)]
    entries = [("Root Entry", 5, 1 if streams else none, end, 0)]
    entries += [(name, 2, none, start, size) for name, (start, size) in zip(streams, chains, strict=True)]
    directory = b""
    for number, (name, kind, child, start, size) in enumerate(entries):
        right = number + 1 if 0 < number < len(entries) - 1 else none
        title = name.encode("utf-16-le")
        directory += title.ljust(64, b"\0") + struct.pack("<HBBIII", len(title) + 2, kind, 1, none, right, child)
        directory += bytes(36) + struct.pack("<IQ", start, size)
    directory += (b"\0" * 68 + struct.pack("<III", none, none, none) + bytes(48)) * (-len(entries) % 4)
    first_of_directory = len(sectors)
    sectors += [directory[at : at + 512] for at in range(0, len(directory), 512)]
    fats = 1
    while fats * 128 < len(sectors) + fats:
        fats += 1
    table = [free] * (fats * 128)
    for start, size in [*chains, (first_of_directory, len(directory))]:
        count = size // 512
        for at in range(start, start + count):
            table[at] = at + 1 if at < start + count - 1 else end
    for at in range(len(sectors), len(sectors) + fats):
        table[at] = fat_mark
    places = [len(sectors) + n for n in range(fats)]
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    header += struct.pack(
        "<HHHHH6xIIIIIIIII", 0x3E, 3, 0xFFFE, 9, 6, 0, fats, first_of_directory, 0, 4096, end, 0, end, 0
    )
    header += b"".join(struct.pack("<I", n) for n in [*places, *[free] * (109 - fats)])
    return header + b"".join(sectors) + b"".join(struct.pack("<I", n) for n in table)


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content


def biff8(rows: list[tuple], title: str = "届次", password: bool = False) -> bytes:
    """The stream of an old xls (BIFF8) of one sheet: numbers and texts."""
    name = title.encode("utf-16-le")
    bound = struct.pack("<IBBBB", 0, 0, 0, len(title), 1) + name
    start = _record(0x809, struct.pack("<HHHHII", 0x600, 5, 0x0DBB, 0x07CC, 0, 6))
    if password:
        start += _record(0x2F, struct.pack("<HHH", 1, 1, 1) + bytes(48))
    before = start + _record(0x42, struct.pack("<H", 1200))
    where = len(before) + len(_record(0x85, bound)) + len(_record(0x0A))
    book = before + _record(0x85, struct.pack("<I", where) + bound[4:]) + _record(0x0A)
    cells = b""
    for number, values in enumerate(rows):
        for index, value in enumerate(values):
            place = struct.pack("<HHH", number, index, 0)
            if isinstance(value, (int, float)):
                cells += _record(0x203, place + struct.pack("<d", value))
            else:
                text = str(value)
                cells += _record(0x204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    body = _record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0x0DBB, 0x07CC, 0, 6))
    body += _record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, 4, 0)) + cells + _record(0x0A)
    return book + body


def xls(rows: list[tuple] | None = None, **more) -> bytes:
    """An old xls of the valid ledger, or of the rows given."""
    return ole({"Workbook": biff8(rows or [HEADERS, ROW], **more)})


def encrypted(seed: bytes = b"\x7e") -> bytes:
    """What Excel writes for a workbook with a password: an OLE container of EncryptionInfo and EncryptedPackage."""
    info = struct.pack("<HHI", 4, 4, 0x40) + (
        b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?><encryption '
        b'xmlns="http://schemas.microsoft.com/office/2006/encryption"><keyData saltSize="16" blockSize="16" '
        b'keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" '
        b'hashAlgorithm="SHA512"/></encryption>'
    )
    return ole({"EncryptionInfo": info, "EncryptedPackage": struct.pack("<Q", 9_000) + seed * 9_008})
