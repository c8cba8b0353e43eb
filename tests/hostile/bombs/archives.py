"""Archives that unpack into more than they say, or are none."""

import struct
import zipfile
from io import BytesIO

from tests.hostile.bombs.bomb import BOOK, HEAVY, NEXT, READ, RELATIONS, SHEET, bomb, changed
from tests.hostile.containers import HEADERS, parts_of, row, sheet, strange, xlsx, zipped


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


bomb("twenty megabytes of spaces in a sheet", lambda: _spaces(20), READ)
bomb(
    "five hundred megabytes of spaces in a sheet",
    lambda: _spaces(500),
    "damaged",
    "damaged_sheet",
    *HEAVY,
)
bomb("an archive that lies about its size", lambda: _lying(4_000), "damaged_sheet")
bomb("a thousand members that overlap", lambda: _overlapping(1_000), "unpacks_too_big")
bomb("a hundred thousand members", lambda: strange({f"docProps/{n}.xml": "" for n in range(100_000)}), READ)
bomb("a member twice", _twice, "damaged")
bomb(
    "members that climb out of the folder",
    lambda: strange({"../../../../tmp/inspection-evil": "x", "/tmp/inspection-evil": "x", "C:\\evil": "x"}),
    READ,
)
bomb(
    "a sheet part outside the archive",
    lambda: changed(RELATIONS, "worksheets/sheet1.xml", "../../../../etc/passwd"),
    "damaged_sheet",
)
bomb(
    "a sheet part on the network",
    lambda: changed(RELATIONS, 'Target="worksheets/sheet1.xml"', 'Target="http://127.0.0.1:9/x" TargetMode="External"'),
    "damaged_sheet",
)
bomb("members compressed by bzip2", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_BZIP2), "damaged")
bomb("members compressed by lzma", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_LZMA), "damaged")
bomb("members not compressed", lambda: zipped(parts_of({"届次": sheet()}), zipfile.ZIP_STORED), READ)
bomb("members flagged as encrypted", lambda: _flagged(1), "password")
bomb(
    "bytes before the archive",
    lambda: b"MZ" + bytes(500) + xlsx(),
    "nul_bytes",
)
bomb("bytes behind the archive", lambda: xlsx() + b"\n<!-- evil -->" * 50, READ)
bomb("the first half of a workbook", lambda: xlsx()[:800], "damaged")
bomb("the first two bytes of a workbook", lambda: b"PK", "damaged")
bomb("an archive without a directory", lambda: xlsx().split(b"PK\x01\x02")[0], "damaged")
bomb("an empty archive", lambda: b"PK\x05\x06" + bytes(18), "damaged")
bomb("a workbook inside a workbook", lambda: strange({"xl/embeddings/inner.xlsx": xlsx()}), READ)
bomb("a workbook without its list of sheets", lambda: strange({BOOK: None}), "damaged")
bomb("a workbook without its sheet", lambda: strange({SHEET: None}), "damaged_sheet")
bomb("a workbook without relations", lambda: strange({RELATIONS: None}), "damaged")
bomb("a workbook of no sheets", lambda: zipped(parts_of({})), "no_rows")
bomb(
    "relations that point at themselves",
    lambda: changed(RELATIONS, "worksheets/sheet1.xml", "workbook.xml"),
    "no_rows",
)
bomb(
    "two sheets of one part",
    lambda: changed(BOOK, "</sheets>", '<sheet name="届次(2)" sheetId="2" r:id="rId1"/></sheets>'),
    "same_key",
)
bomb(
    "two sheets of one name",
    lambda: zipped(parts_of({"届次": sheet(), "届次 ": sheet(row(1, HEADERS) + row(2, NEXT))})),
    READ,
)
bomb(
    "a document of Word",
    lambda: zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}),
    "damaged",
)
bomb("any archive at all", lambda: zipped({"a.txt": "甲"}), "damaged")
