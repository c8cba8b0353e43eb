"""What cells of an ods show beside what they store: the file holds both. Part of the script reader_child.py."""

import datetime
import re
import zipfile
from xml.etree import ElementTree

from reader_shapes import Looks, Seen

LARGEST = 60_000_000  # bytes of the part that holds the cells: beyond, nobody looks
DIGITS = re.compile(r"[0-9]+")
AMOUNT = re.compile(r"-?[0-9][0-9,]*(?:\.([0-9]+))?")


def looks_of_ods(archive: zipfile.ZipFile) -> dict[str, Looks]:
    """Sheet name -> how its cells look; empty where the file is too large to look at, or not laid out as usual."""
    if archive.getinfo("content.xml").file_size > LARGEST:
        return {}
    found: dict[str, Looks] = {}
    struck: set[str] = set()
    since_1904 = False
    with archive.open("content.xml") as stream:
        for event, element in ElementTree.iterparse(stream, ("start", "end")):
            name = _name(element.tag)
            if event == "start" and name == "table":
                looks, row = Looks({}, frozenset()), 1
                found.setdefault(_get(element, "name") or "", looks)
                column = 0
            elif event == "end" and name == "null-date":
                since_1904 = (_get(element, "date-value") or "").startswith("1904")
            elif event == "end" and name == "style":
                if any(_get(mark, "text-line-through-style") not in (None, "none") for mark in element):
                    struck.add(_get(element, "name"))
            elif event == "end" and name == "table-column":
                wide = int(_get(element, "number-columns-repeated") or 1)
                if _hidden(element):
                    looks.hidden_columns |= set(range(column, min(column + wide, 16_384)))
                column += wide
            elif event == "end" and name == "table-row":
                high = int(_get(element, "number-rows-repeated") or 1)
                written = _row(element, row, looks, struck)
                if row in looks.shapes:  # rows alike to the letter stand once, with their number
                    looks.shapes |= {row + more: looks.shapes[row] for more in range(1, min(high, 10_000))}
                if row in looks.struck:
                    looks.struck |= set(range(row, row + min(high, 10_000)))
                if written and _hidden(element):
                    looks.hidden += range(row, row + min(high, 10_000))
                row += high
                element.clear()
    for looks in found.values():
        looks.since_1904 = since_1904
    return found


def _name(tag: str) -> str:
    return tag.rpartition("}")[2]


def _get(element: ElementTree.Element, name: str) -> str | None:
    return next((value for key, value in element.attrib.items() if _name(key) == name), None)


def _hidden(element: ElementTree.Element) -> bool:
    return _get(element, "visibility") in ("collapse", "filter")


def _row(element: ElementTree.Element, row: int, looks: Looks, struck: set[str]) -> bool:
    """The cells of one row; whether any holds something."""
    column, written = 0, False
    for cell in element:
        wide = int(_get(cell, "number-columns-repeated") or 1)
        texts = ["".join(part.itertext()) for part in cell if _name(part.tag) == "p"]
        down, right = (int(_get(cell, f"number-{what}-spanned") or 1) for what in ("rows", "columns"))
        if down > 1 or right > 1:
            looks.merged.append(((row - 1, column), (row + down - 2, column + right - 1)))
        if texts or _get(cell, "value-type"):
            written = True
            kind, shown = _seen(cell, "\n".join(texts).strip())
            for at in range(column, column + min(wide, 16_384) if kind else column):
                looks.shapes.setdefault(row, {})[at] = Seen(kind, shown)
            for note in (part for part in cell if _name(part.tag) == "annotation"):
                text = "".join(t for part in note if _name(part.tag) == "p" for t in part.itertext())
                looks.comments.append((row, " ".join(text.split())[:200]))
            names = {_get(part, "style-name") for part in cell.iter()}
            if names & struck:
                looks.struck.add(row)
        column += wide
    return written


def _seen(cell: ElementTree.Element, shown: str) -> tuple[str, str]:
    """Kind and text of what a cell shows, as `reader_shapes.Shape.of` gives them."""
    kind = _get(cell, "value-type")
    if kind == "date":
        return _day(_get(cell, "date-value") or "", shown)
    if kind not in ("float", "percentage", "currency"):
        return "", ""
    value = float(_get(cell, "value") or 0)
    if not shown:
        return ("invisible", "") if value else ("", "")
    if kind == "percentage" or shown.endswith("%"):
        return "percent", f"{value * 100:.12g}%"
    numbers = AMOUNT.search(shown)
    around = AMOUNT.sub("", shown, count=1).strip("-+() ")
    if numbers is None:
        return "worded", shown
    places = len(numbers[1] or "")
    same = abs(float(numbers[0].replace(",", "")) - value) <= 0.5000001 * 10**-places
    if not same and "E" not in shown.upper() and "/" not in shown:
        return ("scaled", "") if not DIGITS.search(around) else ("worded", shown)
    if kind == "currency" or (around and not set(around) - set("¥￥$€£")):
        return "currency", shown
    if shown.startswith("0") and len(numbers[0]) > 1 and not numbers[1] and value >= 1:
        return "worded", shown
    if around and not re.fullmatch(r"[Ee][+-]?[0-9]+|/[0-9]+", around):
        plain = f"{value:.15g}"
        return "worded", shown if numbers[1] is None and value == int(value) else AMOUNT.sub(plain, shown, count=1)
    return "", ""


def _day(stored: str, shown: str) -> tuple[str, str]:
    try:
        day = datetime.date.fromisoformat(stored[:10])
    except ValueError:
        return "", ""
    parts = [int(part) for part in DIGITS.findall(shown)]
    year = day.year in parts or day.year % 100 in parts[:1] + parts[-1:]
    if day.year not in parts and len(parts) < 3:
        year = False
    if year and len(parts) >= 3:
        return "", ""
    if day.year in parts:
        return "month", f"{day.year}年{day.month}月" if len(parts) > 1 or re.search("[A-Za-z]{3}", shown) else f"{day.year}年"
    if len(parts) == 2 and set(parts) == {day.month, day.day}:
        return "no_year", f"{day.month}月{day.day}日"
    return "month", shown
