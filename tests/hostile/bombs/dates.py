"""Days that are none, or count from elsewhere."""

from tests.hostile.bombs.bomb import READ, RELATIONS, bomb
from tests.hostile.containers import HEADERS, MAIN, OFFICE, cell, parts_of, row, sheet, zipped


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
    "bad_date",
)
bomb(
    "a negative date",
    lambda: _start('<c r="C2" s="1"><v>-45356</v></c>', styles=DATED),
    "time_cell",
)
bomb("a year of the Republic", lambda: _start(cell("C2", "民国110年7月1日")), "republic_year")
bomb("a date of America", lambda: _start(cell("C2", "3/5/2024")), "year_last")
bomb("a month without a day", lambda: _start(cell("C2", "2021年7月")), "month_only")
bomb(
    "styles that do not exist",
    lambda: _start('<c r="C2" s="4000000000"><v>44378</v></c>', styles=DATED),
    READ,
)
