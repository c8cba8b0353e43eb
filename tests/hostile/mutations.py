"""A valid ledger and the ways to spoil it: bytes, pieces, parts of the archive, cells."""

import random
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

from tests.hostile.containers import HEADERS, ods, ods_row, xls

ROWS = [
    (n, f"第{n}届县委“{'甲乙丙丁'[n % 4]}”", (date(1990, 7, 1) + timedelta(400 * n)).isoformat(), 3 + n % 4)
    for n in range(1, 25)
]
"""Twenty-four terms: number, name, start, planned years."""

NASTY = (
    *(
        "",
        " ",
        "\u200b",
        "\ufffd",
        "#N/A",
        "####",
        "-",
        "无",
        "是",
        "1e5",
        "1E+17",
        "2025年9月",
        "民国114年9月30日",
        "3/5/2024",
    ),
    *(
        "45930",
        "20250930",
        "1,234",
        "1,23",
        "12人",
        "50%",
        "(3)",
        "十二",
        "=1+1",
        "@x",
        "\u202e1",
        "１２",
        "½",
        "²",
        "\t7",
        "7\n8",
    ),
    *(
        "9" * 400,
        "县" * 400,
        '"',
        "'",
        ",",
        ";",
        "<x>",
        "&amp;",
        "_x0000_n5",
        "NaN",
        "inf",
        "-0",
        "0x1F",
        "٣",
        "2147483648",
        "0.5",
    ),
)


def as_csv(encoding: str = "utf-8") -> bytes:
    lines = [",".join(HEADERS), *(",".join(map(str, values)) for values in ROWS)]
    return "\r\n".join([*lines, ""]).encode(encoding)


def as_xlsx(cells: dict[tuple[int, int], object] | None = None) -> bytes:
    """The ledger as a library writes it: shared texts, styles, real dates; `cells` (row, column) put in place."""
    import xlsxwriter

    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet("届次")
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for index, header in enumerate(HEADERS):
        sheet.write(0, index, header)
    for number, values in enumerate(ROWS, 1):
        for index, value in enumerate(values):
            put = (cells or {}).get((number, index), value)
            if index == 2 and put is value:
                sheet.write_datetime(number, index, date.fromisoformat(str(value)), day)
            elif isinstance(put, str):
                sheet.write_string(number, index, put[:32_767])
            else:
                sheet.write_number(number, index, put)
    book.close()
    return out.getvalue()


ORIGINALS: dict[str, Callable[[], bytes]] = {
    "xlsx": as_xlsx,
    "csv": as_csv,
    "gbk.csv": lambda: as_csv("gb18030"),
    "xls": lambda: xls([HEADERS, *ROWS]),
    "ods": lambda: ods("".join(map(ods_row, (HEADERS, *ROWS)))),
}


def bytes_spoilt(content: bytes, chance: random.Random) -> bytes:
    """A few bytes changed, a piece cut off, lost, doubled or moved."""
    data = bytearray(content)
    kind = chance.randrange(6)
    if kind <= 1:
        for _ in range(chance.choice((1, 1, 3, 20, 200))):
            data[chance.randrange(len(data))] = chance.randrange(256)
    elif kind == 2:
        at = chance.randrange(len(data))
        data[at] ^= 1 << chance.randrange(8)
    elif kind == 3:
        del data[chance.randrange(len(data)) :]
    else:
        a, b = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        piece = data[a : min(b, a + 300)]
        if kind == 4:
            del data[a : a + len(piece)]
        at = chance.randrange(len(data) + 1)
        data[at:at] = piece
    return bytes(data)


def part_spoilt(content: bytes, chance: random.Random) -> bytes:
    """One part of an archive spoilt and the archive packed again, so that its own checksums hold."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    filled = [name for name, part in parts.items() if part]
    name = chance.choice(filled)
    parts[name] = bytes_spoilt(parts[name], chance)
    if chance.random() < 0.1:
        del parts[chance.choice(filled)]
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part, inside in parts.items():
            archive.writestr(part, inside)
    return out.getvalue()


def cells_spoilt(chance: random.Random) -> dict[tuple[int, int], str]:
    """One to three cells, each with something nasty in its place: (row, column) -> text."""
    return {
        (chance.randrange(1, len(ROWS) + 1), chance.randrange(len(HEADERS))): chance.choice(NASTY)
        for _ in range(chance.randrange(1, 4))
    }
