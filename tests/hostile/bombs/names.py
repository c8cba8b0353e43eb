"""Merged ranges, hidden sheets, names that deceive."""

from tests.hostile.bombs.bomb import NEXT, READ, bomb
from tests.hostile.containers import HEADERS, ROW, parts_of, row, sheet, xlsx, zipped


def _merged(*ranges: str) -> bytes:
    return xlsx(
        behind=f'<mergeCells count="{len(ranges)}">'
        + "".join(f'<mergeCell ref="{r}"/>' for r in ranges)
        + "</mergeCells>"
    )


ANY_HEADER = (
    "repeated_header",
    "unknown_header",
    "unknown_header_far",
    "missing_column",
    "not_recognised",
    "value_without_header",
    "same_key",
    "overlapping_merges",
    "no_rows",
    "many",
)
bomb("the whole sheet merged", lambda: _merged("A1:XFD1048576"), READ)
bomb("a whole column merged", lambda: _merged("F1:F1048576"), READ)
bomb("a whole row merged", lambda: _merged("A9:XFD9"), READ)
bomb("a hundred thousand merges", lambda: _merged(*(f"F{n}:G{n}" for n in range(3, 100_003))), READ)
bomb("merges that overlap", lambda: _merged("A5:C8", "B6:D9", "A5:A5"), READ)
bomb(
    "merges that are none",
    lambda: _merged("A1:", "ZZZZ1:B2", "D9:A8", "", "A0:B0", "1:2", "A1:XFD4294967295"),
    "damaged_sheet",
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
bomb("a sheet name of ten thousand characters", lambda: zipped(parts_of({"届" * 10_000: sheet()})), READ)
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
bomb("the header twice", lambda: xlsx(row(1, HEADERS + HEADERS) + row(2, ROW + ROW)), "many")
bomb("a file name that turns the line around", lambda: xlsx(), READ, name="\u202exslx.届次.xlsx")
bomb("a file name of formula and markup", lambda: xlsx(), READ, name="=届次<script>&'\"`$(x);%s{0}.xlsx")
bomb("a file name with a line break", lambda: xlsx(), READ, name="届次\n第二行.xlsx")
bomb("a file name with an escape sequence", lambda: xlsx(), READ, name="届次\x1b[31m.xlsx")
