"""Cells that are not what they say."""

from tests.hostile.bombs.bomb import NEXT, READ, bomb
from tests.hostile.containers import HEADERS, LEDGER, ROW, cell, row, xlsx


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
    "damaged_sheet",
)
bomb(
    "a shared text of a negative number",
    lambda: _name_cell('<c r="B2" t="s"><v>-1</v></c>'),
    "damaged_sheet",
)
bomb("a type nobody knows", lambda: _name_cell('<c r="B2" t="zz"><v>1</v></c>'), "damaged_sheet")
bomb("a cell at a place that is none", lambda: _name_cell('<c r="2B"><v>1</v></c>'), "damaged_sheet")
bomb(
    "a cell at row nought",
    lambda: _name_cell('<c r="B0"><v>1</v></c>'),
    "damaged_sheet",
)
bomb("a cell twice", lambda: _name_cell(cell("B2", "甲") + cell("B2", "乙")), "repeated_cell")
bomb("rows upside down", lambda: xlsx(row(2, ROW) + row(1, HEADERS)), READ)
bomb("a row twice", lambda: xlsx(LEDGER + row(2, NEXT)), "repeated_cell")
bomb(
    "cells and rows without places",
    lambda: xlsx(
        "<row>"
        + "".join(f'<c t="inlineStr"><is><t>{h}</t></is></c>' for h in HEADERS)
        + "</row><row><c><v>13</v></c>"
        + '<c t="inlineStr"><is><t>甲</t></is></c><c t="inlineStr"><is><t>2021-07-01</t></is></c><c><v>5</v></c></row>'
    ),
    READ,
)
bomb(
    "a number of 1E400",
    lambda: _name_cell('<c r="B2"><v>1E400</v></c>'),
    "error_cell",
)
bomb("a number that is none", lambda: _name_cell('<c r="B2"><v>NaN</v></c>'), "error_cell")
bomb(
    "a date of the year 9999 and a month 99",
    lambda: _name_cell('<c r="B2" t="d"><v>9999-99-99</v></c>'),
    READ,
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
bomb("an error without a name", lambda: _name_cell('<c r="B2" t="e"/>'), "error_cell")
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
    "unknown_header_far",
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
)
bomb(
    "bait of spaces in a date",
    lambda: xlsx(row(1, HEADERS) + row(2, (13, "甲", "2021" + " " * 32_000 + "x", 5))),
    "bad_date",
)
bomb("bait of spaces in a text", lambda: _name_cell(cell("B2", " " * 32_000 + "x")), READ)
bomb("bait of digits in a text", lambda: _name_cell(cell("B2", "1 " * 16_000)), READ)
