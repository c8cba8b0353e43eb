"""Other formats, old formats, formats under wrong names."""

import gzip
import struct

from tests.hostile.bombs.bomb import READ, TEXT, bomb, text_bomb
from tests.hostile.containers import HEADERS, ROW, encrypted, ods, ods_row, ole, xls, xlsx

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
bomb("an OLE header and nothing else", lambda: ole({})[:512], "damaged")
bomb("an OLE container of nothing", lambda: ole({}), "damaged")
bomb(
    "an OLE container that runs in a circle",
    lambda: ole({"Workbook": bytes(9_000)}).replace(struct.pack("<III", 1, 2, 3), struct.pack("<III", 1, 0, 0)),
    "no_rows",
)
bomb("an old workbook cut off", lambda: xls()[:3_000], "damaged")
bomb("a document of old Word", lambda: ole({"WordDocument": bytes(5_000)}), "damaged", name="届次.xls")
bomb(
    "the records of an older Excel",
    lambda: b"\x09\x00\x04\x00\x02\x00\x10\x00\x0a\x00\x00\x00",
    "damaged",
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
text_bomb("JSON", '[{"届次": 13}]', "many")
text_bomb("an empty file", b"", "empty_file")
text_bomb("a file of spaces", b" \r\n\t\r\n", "empty_file")
text_bomb("a byte-order mark and nothing else", b"\xef\xbb\xbf", "no_rows")
text_bomb("delimiters and nothing else", b",,,\r\n,,,\r\n", "no_rows")
