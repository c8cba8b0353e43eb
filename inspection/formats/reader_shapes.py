"""What a cell shows where that differs from what it stores: number formats, struck-through texts, hidden rows of an xlsx.

Part of the script reader_child.py: imports nothing of the project. A number format is looked at only as far as it changes
what a person reads: a date without its day or year, a percentage, thousands left out, zeros or words put around a number,
nothing shown at all. How many digits, which separator or which colour is no matter.
"""

import datetime
import os
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree

BUILT_IN = {9: "0%", 10: "0.00%", 16: "d-mmm", 17: "mmm-yy", 27: "yyyy年m月", 28: "m月d日", 29: "m月d日", 36: "yyyy年m月"}
BUILT_IN |= {42: '_("¥"* #,##0_)', 44: '_("¥"* #,##0.00_)', 50: "yyyy年m月", 51: "m月d日", 52: "yyyy年m月"}
BUILT_IN |= {53: "m月d日", 54: "m月d日", 57: "yyyy年m月", 58: "m月d日"}  # of a Chinese Excel, which does not write them out

TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].?|\[\$(?P<sign>[^\]-]*)[^\]]*\]|\[(?P<span>[hms]+)\]'
    r"|\[(?P<when>[<>=][^\]]*)\]|\[[^\]]*\]|(?P<general>[Gg]eneral|G/通用格式)|(?P<power>[Ee][+-])"
    r"|(?P<day>[yYdDeEgGbB]+|[mM]+|[hHsS]+(?:\.0+)?|[aA]{3,}|[aA]/[pP]|[aA][mM]/[pP][mM])|(?P<digit>[0#?])"
    r"|(?P<end>;)|(?P<other>.)",
    re.DOTALL,
)
COMMENTS_KEPT, LONGEST_COMMENT = 1_000, 200
MEANS_NOTHING = set("-+() /:,.'")
MONEY = set("¥￥$€£元")

SERIAL_ZERO = datetime.date(1899, 12, 30)


@dataclass(frozen=True)
class Section:
    """One of the up to four parts of a number format: its placeholders and literal signs in order, what it asks of the
    value (`when`), and the letters of a date in it."""

    marks: tuple[tuple[str, str], ...]  # ("digit" | "text" | "point" | "comma" | "percent" | "literal", sign)
    when: bool
    days: str

    @property
    def literal(self) -> str:
        return "".join(sign for kind, sign in self.marks if kind == "literal")

    def has(self, kind: str) -> bool:
        return any(found == kind for found, _ in self.marks)


def sections_of(code: str) -> list[Section]:
    """The sections of a number format as Excel writes it (ECMA-376, 18.8.31)."""
    found, marks, when, days = [], [], False, ""
    for match in TOKEN.finditer(code):
        kind, text = match.lastgroup, match[0]
        if kind == "end":
            found.append(Section(tuple(marks), when, days))
            marks, when, days = [], False, ""
        elif kind in ("quoted", "escaped", "sign"):
            marks.append(("literal", match[kind]))
        elif kind in ("span", "day"):
            days += (match[kind] if kind == "span" else text).lower() + " "
        elif kind == "when":
            when = True
        elif kind in ("general", "digit", "power"):
            marks.append(("digit", text))
        elif kind == "other":
            marks.append(({".": "point", ",": "comma", "%": "percent", "@": "text"}.get(text, "literal"), text))
    return [*found, Section(tuple(marks), when, days)]


@dataclass(frozen=True)
class Shape:
    """A number format that changes what a cell says; `shown` tells what a value becomes in it."""

    code: str
    sections: tuple[Section, ...]

    def of(self, value: object, since_1904: bool = False) -> tuple[str, str]:
        """(kind, text as shown) of a value in this format; kind "" where it says what is stored.

        Kinds: "month" (a date without its day), "no_year", "percent", "scaled", "currency", "worded" (zeros or words around
        it; the text empty where this cannot tell it), "invisible".
        """
        if isinstance(value, bool) or value == "":
            return "", ""
        if isinstance(value, str):
            return self._of_text(value)
        dated = next((section for section in self.sections if section.days), None)
        if dated:
            return self._of_day(dated, value, since_1904)
        return self._of_number(value) if isinstance(value, (int, float)) else ("", "")

    def _of_text(self, value: str) -> tuple[str, str]:
        section = self.sections[3] if len(self.sections) > 3 else self.sections[0]
        if section.has("text"):
            shown = "".join(value if kind == "text" else sign for kind, sign in section.marks)
            return ("worded", shown) if shown.strip() != value.strip() else ("", "")
        return ("invisible", "") if len(self.sections) > 3 and not section.marks else ("", "")

    def _of_day(self, section: Section, value: object, since_1904: bool) -> tuple[str, str]:
        if isinstance(value, float) and not since_1904 and 1 <= value < 80_000:
            value = SERIAL_ZERO + datetime.timedelta(int(value))
        if not isinstance(value, datetime.date):
            return "", ""
        letters = section.days
        year, day = bool(re.search("[ye]", letters)), "d" in letters.replace("ddd", "")
        if year and day:
            return "", ""
        # minutes are an m as well; without a year or a day there is no telling, and calamine makes times of those
        if "h" in letters or "s" in letters:
            return "", ""
        if year:
            month = "m" in letters
            return "month", f"{value.year}年{value.month}月" if month else f"{value.year}年"
        if day and "m" in letters:
            return "no_year", f"{value.month}月{value.day}日"
        return "month", f"{value.month}月" if "m" in letters else self.code

    def _of_number(self, value: int | float) -> tuple[str, str]:
        if any(section.when for section in self.sections):
            return "worded", ""
        section = self._section(value)
        if section is None:
            return "", ""
        if not section.marks:
            return ("invisible", "") if value else ("", "")
        digits = [at for at, (kind, _) in enumerate(section.marks) if kind == "digit"]
        literal = section.literal
        if not digits:
            return ("worded", literal) if literal.strip() or not section.has("text") else ("", "")
        if section.has("percent"):
            return "percent", f"{value * 100:.12g}%"
        if any(kind == "comma" for kind, _ in section.marks[digits[-1] + 1 :]):
            return "scaled", ""
        if any(kind == "literal" and "." in sign for kind, sign in section.marks[digits[0] : digits[-1]]):
            return "scaled", ""  # 0!.0000 puts a point into yuan to show them as ten thousands
        zeros = [sign for kind, sign in section.marks if kind == "digit"].count("0")
        padded = zeros > 1 and not section.has("point") and not section.has("comma")
        if not padded and not set(literal) - MEANS_NOTHING:
            return "", ""
        signs = set(literal) - MEANS_NOTHING
        if signs and not signs - MONEY and "元" not in signs:
            return "currency", f"{literal.strip()}{value:.15g}"
        return "worded", self._worded(section, digits, value, padded)

    def _section(self, value: int | float) -> Section | None:
        """The section that is for a value of this sign."""
        if len(self.sections) == 1:
            return self.sections[0]
        if value < 0:
            return self.sections[1]
        return self.sections[2] if value == 0 and len(self.sections) > 2 else self.sections[0]

    def _worded(self, section: Section, digits: list[int], value: int | float, padded: bool) -> str:
        """A number with what stands around its digits; empty where digits and words are mixed in a way not told here."""
        inside = section.marks[digits[0] : digits[-1] + 1]
        if not padded:
            if any(kind == "literal" for kind, _ in inside):
                return ""
            before = "".join(sign for kind, sign in section.marks[: digits[0]] if kind == "literal")
            behind = "".join(sign for kind, sign in section.marks[digits[-1] + 1 :] if kind == "literal")
            return f"{before}{value:.15g}{behind}".strip()
        if value != int(value) or value < 0 or any(sign not in "0#" for kind, sign in inside if kind == "digit"):
            return ""
        places = sum(kind == "digit" for kind, _ in inside)
        zeros = sum(sign == "0" for kind, sign in inside if kind == "digit")
        rest, shown = str(int(value)).rjust(max(zeros, len(str(int(value)))), "0"), []
        for kind, sign in reversed(section.marks):
            if kind != "digit":
                shown.append(sign)
                continue
            places -= 1
            if not places:  # the first placeholder takes all that is left
                shown.append(rest)
            elif rest:
                shown.append(rest[-1])
                rest = rest[:-1]
        return "".join(reversed(shown)).strip()


@dataclass(frozen=True)
class Wrapped:
    """A cell with what it shows: kind and text as `Shape.of` gives them, and the value stored."""

    kind: str
    shown: str
    value: object


@dataclass(frozen=True)
class Seen:
    """What one cell shows, where the file says so itself (an ods)."""

    kind: str
    shown: str

    def of(self, value: object, since_1904: bool = False) -> tuple[str, str]:
        return (self.kind, self.shown) if value != "" else ("", "")


def shape(code: str) -> Shape | None:
    """The format, where it can change what a value says; None for all those that only arrange digits."""
    sections = tuple(sections_of(code))
    found = Shape(code, sections)
    tried = [found.of(value)[0] for value in (datetime.date(2025, 9, 30), 7, 123456, -7, 0.5, "x")]
    return found if any(tried) else None


# --- an xlsx ---------------------------------------------------------------------------------------------------------


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _children(root: ElementTree.Element, name: str) -> list[ElementTree.Element]:
    return next((list(element) for element in root if _name(element) == name), [])


def styles_of(archive: zipfile.ZipFile) -> tuple[dict[int, Shape], frozenset[int], frozenset[int]]:
    """Of the cell styles of an xlsx those whose format matters, those whose letters are struck through, and those whose
    letters are white on white."""
    if "xl/styles.xml" not in archive.namelist():
        return {}, frozenset(), frozenset()
    root = ElementTree.fromstring(archive.read("xl/styles.xml"))
    codes = dict(BUILT_IN)
    codes |= {int(f.get("numFmtId", -1)): f.get("formatCode", "") for f in _children(root, "numFmts")}
    struck = [any(_strikes(mark) for mark in font) for font in _children(root, "fonts")]
    white = [any(_is_white(mark) for mark in font if _name(mark) == "color") for font in _children(root, "fonts")]
    plain = [_is_plain(fill) for fill in _children(root, "fills")]
    shapes: dict[int, Shape | None] = {number: shape(code) for number, code in codes.items()}
    formats, through, pale = {}, set(), set()
    for index, style in enumerate(_children(root, "cellXfs")):
        found = shapes.get(int(style.get("numFmtId", 0)))
        if found:
            formats[index] = found
        font = int(style.get("fontId", 0))
        if font < len(struck) and struck[font]:
            through.add(index)
        fill = int(style.get("fillId", 0))
        if font < len(white) and white[font] and (fill >= len(plain) or plain[fill]):
            pale.add(index)
    return formats, frozenset(through), frozenset(pale)


def _is_white(colour: ElementTree.Element) -> bool:
    """White by its own value, by the index of old workbooks, or as the background of the theme, undarkened."""
    tint = float(colour.get("tint", 0) or 0)
    value = colour.get("rgb", "").upper()[-6:]
    return value == "FFFFFF" or colour.get("indexed") in ("1", "9") or (colour.get("theme") == "0" and tint > -0.05)


def _is_plain(fill: ElementTree.Element) -> bool:
    """Whether a cell of this fill is white: no pattern, or a solid one in white."""
    pattern = next((part for part in fill if _name(part) == "patternFill"), None)
    if pattern is None:
        return not len(fill)
    front = next((part for part in pattern if _name(part) == "fgColor"), None)
    return pattern.get("patternType", "none") == "none" or (front is not None and _is_white(front))


def _strikes(element: ElementTree.Element) -> bool:
    return _name(element) == "strike" and element.get("val", "1") not in ("0", "false")


def struck_texts(archive: zipfile.ZipFile) -> frozenset[int]:
    """Places in the shared texts of those of which a part is struck through."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return frozenset()
    data = archive.read("xl/sharedStrings.xml")
    if b"strike" not in data:
        return frozenset()
    items = [element for element in ElementTree.fromstring(data) if _name(element) == "si"]
    return frozenset(at for at, item in enumerate(items) if any(_strikes(mark) for mark in item.iter()))


def comments_of(archive: zipfile.ZipFile, part: str) -> list[tuple[int, str]]:
    """The comments of a sheet of an xlsx: row as Excel numbers it and text, at most a thousand."""
    folder, _, name = part.rpartition("/")
    relations = f"{folder}/_rels/{name}.rels"
    names = set(archive.namelist())
    found: list[tuple[int, str]] = []
    for relation in ElementTree.fromstring(archive.read(relations)) if relations in names else ():
        if not relation.get("Type", "").endswith("/comments"):
            continue
        target = relation.get("Target", "")
        place = target.lstrip("/") if target.startswith("/") else os.path.normpath(f"{folder}/{target}").replace("\\", "/")
        for comment in ElementTree.fromstring(archive.read(place)).iter() if place in names else ():
            if _name(comment) == "comment" and len(found) < COMMENTS_KEPT:
                row = re.sub("[^0-9]", "", comment.get("ref", "")) or "0"
                text = "".join(mark.text or "" for mark in comment.iter() if _name(mark) == "t")
                found.append((int(row), " ".join(text.split())[:LONGEST_COMMENT]))
    return found


ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']|\b(?:ht|width)\s*=\s*["']0(?:\.0*)?["']""")
NUMBER = re.compile(rb"""\br\s*=\s*["']([0-9]{1,7})["']""")
COLUMNS = re.compile(rb"<(?:\w+:)?col\b([^>]*)>")
SPAN = re.compile(rb"""\b(min|max)\s*=\s*["']([0-9]{1,5})["']""")
PLACED = rb"""(?=[^>]*\br\s*=\s*["']([A-Za-z]{1,3})([0-9]{1,7})["'])"""
SHARED = re.compile(rb"<(?:\w+:)?c\b" + PLACED + rb"""(?=[^>]*\bt\s*=\s*["']s["'])[^>]*>\s*<(?:\w+:)?v>([0-9]+)<""")
INLINE = re.compile(rb"<(?:\w+:)?c\b" + PLACED + rb"[^>]*>\s*<(?:\w+:)?is>(.*?)</(?:\w+:)?is>", re.DOTALL)
STRIKE = re.compile(rb"""<(?:\w+:)?strike\b(?!\s*val\s*=\s*["'](?:0|false)["'])""")


class Looks:
    """Gathers, piece by piece of a sheet's XML, which cells have a style that matters, and what is hidden."""

    def __init__(
        self,
        formats: dict[int, Shape],
        struck: frozenset[int],
        pale: frozenset[int] = frozenset(),
        texts: frozenset[int] = frozenset(),
    ):
        self._formats, self._struck, self._pale, self._texts = formats, struck, pale, texts
        wanted = sorted({*formats, *struck, *pale})
        self._signs = [f's="{index}"'.encode() for index in wanted]
        either = "|".join(map(str, wanted)).encode()
        style = rb"""(?=[^>]*\bs\s*=\s*["'](%s)["'])""" % either
        self._styled = re.compile(rb"<(?:\w+:)?c\b" + style + PLACED) if wanted else None
        self.shapes: dict[int, dict[int, Shape]] = {}  # row as Excel numbers it -> column from 0 -> its format
        self.struck: set[int] = set()  # rows with a cell that is struck through, or a part of its text
        self.pale: set[int] = set()  # rows with a cell whose letters are white on white
        self.hidden: list[int] = []
        self.hidden_columns: set[int] = set()
        self.merged: list[tuple] = []  # of an ods, as the office library tells those of others
        self.since_1904 = False
        self.comments: list[tuple[int, str]] = []

    def piece(self, data: bytes) -> None:
        """Whole rows of a sheet, as they stand in the file."""
        if any(sign in data for sign in (b"hidden", b'ht="0', b'width="0')):
            self._hidden(data)
        if self._styled and any(sign in data for sign in self._signs):
            for style, letters, row in self._styled.findall(data):
                self._cell(int(style), letters, int(row))
        if self._texts:
            self.struck |= {int(row) for _, row, text in SHARED.findall(data) if int(text) in self._texts}
        if b"strike" in data:
            self.struck |= {int(row) for _, row, inside in INLINE.findall(data) if STRIKE.search(inside)}

    def _cell(self, style: int, letters: bytes, row: int) -> None:
        if style in self._formats:
            self.shapes.setdefault(row, {})[column_index(letters.decode())] = self._formats[style]
        if style in self._struck:
            self.struck.add(row)
        if style in self._pale:
            self.pale.add(row)

    def _hidden(self, data: bytes) -> None:
        for attributes in ROW.findall(data):
            number = NUMBER.search(attributes) if HIDDEN.search(attributes) else None
            if number:
                self.hidden.append(int(number[1]))
        for attributes in COLUMNS.findall(data):
            if HIDDEN.search(attributes):
                span = {name: int(number) for name, number in SPAN.findall(attributes)}
                first, last = span.get(b"min", 1), span.get(b"max", 0)
                self.hidden_columns |= set(range(first - 1, min(last, 16_384)))


def column_index(letters: str) -> int:
    """A -> 0, AA -> 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1
