"""Cells far away, very many cells, very large cells."""

from tests.hostile.bombs.bomb import BOOK, HEAVY, READ, SHEET, TEXT, bomb
from tests.hostile.containers import HEADERS, LEDGER, MAIN, ROW, cell, parts_of, row, sheet, strange, xlsx, zipped

bomb(
    "a stray cell in the last corner",
    lambda: xlsx(LEDGER + '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'),
    "too_much_memory",
)
bomb(
    "a stray empty cell in the last corner",
    lambda: xlsx(LEDGER + '<row r="1048576"><c r="XFD1048576" s="0"/></row>'),
    READ,
)
bomb(
    "a cell in the last column of the header",
    lambda: xlsx(row(1, HEADERS, cell("XFD1", "备注")) + row(2, ROW)),
    "unknown_header_far",
)
bomb("a declared dimension of the whole sheet", lambda: xlsx(dimension="A1:XFD1048576"), READ)
bomb("a declared dimension beyond every sheet", lambda: xlsx(dimension="A1:ZZZZZZ4294967295"), READ)
bomb("a declared dimension that is none", lambda: xlsx(dimension="nowhere"), "damaged_sheet")
bomb(
    "a million empty formatted rows",
    lambda: xlsx(LEDGER + "".join(f'<row r="{n}" s="1" customFormat="1"/>' for n in range(3, 1_048_577))),
    READ,
    *HEAVY,
)
bomb(
    "half a million empty formatted cells",
    lambda: xlsx(LEDGER + "".join(f'<row r="{n}"><c r="A{n}" s="0"/></row>' for n in range(3, 500_000))),
    READ,
)
bomb(
    "sixteen thousand columns",
    lambda: xlsx(row(1, HEADERS + tuple(f"列{n}" for n in range(16_380))) + row(2, ROW)),
    "unknown_headers",
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
    "many",
    *HEAVY,
    name="届次.csv",
)
bomb(
    "a million delimiters in a line",
    lambda: (TEXT + "," * 1_000_000 + "\n").encode(),
    READ,
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
    name="届次.csv",
)
bomb("a header of 32,767 characters", lambda: xlsx(row(1, HEADERS + ("备" * 32_767,)) + row(2, ROW)), "unknown_header_far")
bomb(
    "a csv of one line of ten megabytes",
    lambda: b"x" * 10_000_000,
    "quotes",
    name="届次.csv",
)
bomb(
    "five hundred thousand rows that are all wrong",
    lambda: (",".join(HEADERS) + "\n" + "x,y,z,w\n" * 500_000).encode(),
    "many",
    *HEAVY,
    name="届次.csv",
)
bomb(
    "more rows than Excel holds",
    lambda: (",".join(HEADERS) + "\n" + "1\n" * 1_048_577).encode(),
    "too_many_rows",
    *HEAVY,
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
    "many",
    *HEAVY,
)
bomb("a row that never ends", lambda: xlsx("<row r='1'>" + "<c r='A1'><v>1</v></c>" * 300_000), "damaged")
bomb(
    "a tag that never ends",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c ' + "a" * 5_000_000}),
    "damaged",
)
bomb(
    "a million opened cells",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}"><sheetData><row r="1">' + "<c " * 1_000_000}),
    "damaged",
)
bomb(
    "elements two hundred thousand deep",
    lambda: strange({SHEET: f'<worksheet xmlns="{MAIN}">' + "<a>" * 200_000}),
    "damaged",
)
bomb(
    "workbook.xml two hundred thousand deep",
    lambda: strange({BOOK: f'<workbook xmlns="{MAIN}">' + "<a>" * 200_000 + "</a>" * 200_000 + "</workbook>"}),
    "no_rows",
)
bomb(
    "a million formulas without a result",
    lambda: xlsx(row(1, HEADERS) + "".join(f'<row r="{n}"><c r="A{n}"><f>A1</f></c></row>' for n in range(2, 200_000))),
    "many",
    *HEAVY,
)
