"""Empty ledgers to fill in: workbooks of the dictionary, with drop-downs, formats and notes. Deterministic bytes.

A filled template comes back through the intake as any workbook does. Its two sheets that are no ledgers (the
instructions, and the hidden one that holds the lists) are known by their names and passed over.
"""

import datetime
import io
import unicodedata
from collections.abc import Iterable, Mapping, Sequence

import xlsxwriter

from inspection.formats.workbooks import Workbook
from inspection.text import catalogue, say
from inspection.warehouse import Column, Ledger, dictionary

INSTRUCTIONS = "使用说明"
LISTS = "_选项"
"""The names of our own sheets are the same in both languages: by them a template is known when it comes back."""
OWN_SHEETS = frozenset({INSTRUCTIONS, LISTS})

Known = Mapping[tuple[str, str], Sequence[object]]
"""(ledger, key column) -> the values to offer where another ledger refers to it."""

CREATED = datetime.datetime(2025, 1, 1)  # what every template says of its making: the same dictionary, the same bytes
ROWS = 5_000  # rows prepared with drop-downs and validation; formats hold for the whole column
INLINE = 255  # characters of a list that Excel takes within the rule itself
FIRST_DAY, LAST_DAY = datetime.date(1900, 1, 1), datetime.date(2100, 12, 31)  # as the intake takes days
LARGEST = 999_999_999
NOTE_LINE = 17  # Chinese characters of a note's line
WIDTHS = {"date": 12, "int": 9, "decimal": 12, "bool": 9}
LONG_TEXTS = ("description", "title", "content", "summary", "measure", "remark", "theme", "name")


def required_mark(column: Column) -> str:
    """The header as a template writes it; the intake takes no notice of the asterisk."""
    return column.zh + ("*" if column.required else "")


def definition(column: Column, ledger: Ledger, lang: str) -> str:
    """What the column is and what to write into it, as the note of its header cell says."""
    lines = [f"{column.label(lang)}（{column.name}）" if lang == "zh" else f"{column.label(lang)} ({column.name})"]
    if column.key:
        lines.append(say("importing.required_key" if len(ledger.key) == 1 else "importing.required_key_part", lang))
    else:
        lines.append(say("importing.required_yes" if column.required else "importing.required_no", lang))
    lines.append(say("templates.write", lang, what=to_write(column, lang)))
    if said := noted(column, lang):
        lines.append(said)
    lines.append(say(f"importing.privacy_{column.privacy}", lang))
    return "\n".join(lines)


def to_write(column: Column, lang: str) -> str:
    """What belongs into a cell of the column."""
    if column.codes:
        labels = ("、" if lang == "zh" else ", ").join(c.label(lang) for c in dictionary().codes[column.codes])
        return say("importing.write_code", lang, codes=labels)
    if column.refers_to:
        ledger = dictionary().ledgers[column.refers_to[0]]
        target = ledger.column(column.refers_to[1]).label(lang)
        key = "templates.write_organisation" if ledger.name == "organisations" else "importing.write_ref"
        return say(key, lang, ledger=ledger.label(lang), column=target)
    return say(f"importing.write_{column.type}", lang)


def noted(column: Column, lang: str) -> str:
    """The dictionary's remark on a column; empty where there is none."""
    key = f"note_{column.ledger}_{column.name}"
    return say(f"templates.{key}", lang) if key in catalogue()["templates"] else column.note


def one_row_is(ledger: Ledger, lang: str) -> str:
    return say(f"templates.row_{ledger.name}", lang)


def template(ledgers: Iterable[Ledger], known: Known, lang: str = "zh") -> bytes:
    """A workbook with the instructions and an empty sheet per ledger, Chinese headers in the order of the contract.

    `known` are the ids or names that drop-downs offer; what is not in them may be written after a question, for it may
    come in with the same import. Notes and instructions are in `lang`.
    """
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": CREATED, "title": say("templates.title", lang)})
    ledgers = list(ledgers)
    _Template(book, lang, known).write(ledgers)
    book.close()
    return out.getvalue()


def is_template(book: Workbook) -> bool:
    """Whether a workbook is a template that comes back: it still has both sheets of ours."""
    return {*book.hidden, *(sheet.name for sheet in book.sheets)} >= OWN_SHEETS


class _Template:
    """One workbook being written."""

    def __init__(self, book: xlsxwriter.Workbook, lang: str, known: Known):
        self.book, self.lang, self.known = book, lang, known
        head = {"bold": True, "border": 1, "border_color": "#B8C2CC", "valign": "vcenter", "text_wrap": True}
        self.key = book.add_format({**head, "bg_color": "#1F4E79", "font_color": "#FFFFFF"})
        self.required = book.add_format({**head, "bg_color": "#C9DCEE", "font_color": "#12324F"})
        self.optional = book.add_format({**head, "bg_color": "#EEF0F2", "font_color": "#3A4652", "bold": False})
        self.title = book.add_format({"bold": True, "font_size": 15})
        self.strong = book.add_format({"bold": True, "top": 1, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.cells = {
            "text": book.add_format({"num_format": "@", "valign": "top", "text_wrap": True}),
            "date": book.add_format({"num_format": "yyyy-mm-dd", "valign": "top", "align": "left"}),
            "int": book.add_format({"num_format": "0", "valign": "top"}),
            "decimal": book.add_format({"num_format": "General", "valign": "top"}),
        }
        self.lists: dict[str, list[object]] = {}

    def write(self, ledgers: Sequence[Ledger]) -> None:
        page = self.book.add_worksheet(INSTRUCTIONS)
        sheets = [(ledger, self.book.add_worksheet(ledger.zh)) for ledger in ledgers]
        self._instructions(page, ledgers)
        for ledger, sheet in sheets:
            self._ledger(ledger, sheet)
        self._write_lists()
        sheets[0][1].activate()

    def _ledger(self, ledger: Ledger, sheet) -> None:
        sheet.set_row(0, 32)
        sheet.freeze_panes(1, 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        for index, column in enumerate(ledger.columns):
            kind = _kind(column)
            sheet.set_column(index, index, _width(column), self.cells[kind])
            head = self.key if column.key else self.required if column.required else self.optional
            sheet.write_string(0, index, required_mark(column), head)
            text = definition(column, ledger, self.lang)
            size = {"width": 260, "height": 18 * _lines(text) + 12, "font_size": 9, "author": ""}
            sheet.write_comment(0, index, text, size)
            rule = self._rule(column, kind)
            if rule:
                sheet.data_validation(1, index, ROWS, index, rule)

    def _rule(self, column: Column, kind: str) -> dict | None:
        """The validation of a column's cells; None where any text will do."""
        said = {
            "error_title": say("templates.wrong_title", self.lang),
            "error_message": say("templates.wrong", self.lang, what=to_write(column, self.lang))[:INLINE],
        }
        if column.codes:
            labels = [c.zh for c in dictionary().codes[column.codes]]
            return {"validate": "list", "source": self._source(f"codes_{column.codes}", labels), **said}
        if column.type == "bool":
            return {"validate": "list", "source": ["是", "否"], **said}
        source = column.refers_to or (column.ledger, column.name)
        if offered := self.known.get(source):
            said["error_message"] = say("templates.not_listed", self.lang, column=column.label(self.lang))
            named = "known_" + "_".join(source)
            return {"validate": "list", "source": self._source(named, offered, True), "error_type": "warning", **said}
        if kind == "date":
            return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": LAST_DAY, **said}
        if kind in ("int", "decimal"):
            validate = "integer" if kind == "int" else "decimal"
            return {"validate": validate, "criteria": "between", "minimum": 0, "maximum": LARGEST, **said}
        return None

    def _source(self, name: str, values: Sequence[object], hidden: bool = False) -> object:
        """A list within the rule where Excel takes it; else its name, defined over a column of the hidden sheet."""
        texts = [str(value) for value in values]
        if not hidden and len(",".join(texts)) <= INLINE and not any("," in text for text in texts):
            return texts
        self.lists[name] = list(values)
        return f"={name}"

    def _write_lists(self) -> None:
        """The hidden sheet; it is there even when no list is, for it marks the workbook as a template."""
        sheet = self.book.add_worksheet(LISTS)
        sheet.write_string(0, 0, say("templates.lists", self.lang))
        sheet.set_column(0, max(len(self.lists), 1), 30, self.cells["text"])
        for index, (name, values) in enumerate(sorted(self.lists.items())):
            sheet.write_string(1, index, name)
            for row, value in enumerate(values, 2):
                if isinstance(value, int):
                    sheet.write_number(row, index, value, self.cells["int"])
                else:
                    sheet.write_string(row, index, str(value))
            letter = xlsxwriter.utility.xl_col_to_name(index)
            self.book.define_name(name, f"='{LISTS}'!${letter}$3:${letter}${len(values) + 2}")
        sheet.very_hidden()

    def _instructions(self, sheet, ledgers: Sequence[Ledger]) -> None:
        lang = self.lang
        for index, width in enumerate((20, 22, 12, 70)):
            sheet.set_column(index, index, width)
        sheet.write_string(0, 0, say("templates.title", lang), self.title)
        row = 2
        for number in range(1, 9):
            sheet.write_string(row, 0, say("templates.step", lang, number=number))
            sheet.merge_range(row, 1, row, 3, say(f"templates.how_{number}", lang), self.wrapped)
            sheet.set_row(row, 16 * _lines(say(f"templates.how_{number}", lang), 50) + 4)
            row += 1
        legend = (("key", self.key), ("required", self.required), ("optional", self.optional))
        for name, form in legend:
            sheet.write_string(row, 0, say(f"templates.mark_{name}", lang), form)
            sheet.merge_range(row, 1, row, 3, say(f"templates.mark_{name}_means", lang), self.wrapped)
            row += 1
        row += 1
        for ledger in ledgers:
            sheet.write_string(row, 0, ledger.label(lang), self.strong)
            sheet.merge_range(row, 1, row, 3, say("templates.row", lang, what=one_row_is(ledger, lang)), self.strong)
            row += 1
            for column in ledger.columns:
                told = [to_write(column, lang), noted(column, lang)]
                text = ("；" if lang == "zh" else "; ").join(part for part in told if part)
                must = "importing.required_yes" if column.required else "importing.required_no"
                sheet.write_string(row, 1, required_mark(column), self.wrapped)
                sheet.write_string(row, 2, say(must, lang), self.wrapped)
                sheet.write_string(row, 3, text, self.wrapped)
                sheet.set_row(row, 15 * _lines(text, 34) + 2)
                row += 1
            row += 1
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.hide_gridlines(2)


def _kind(column: Column) -> str:
    """How the cells of a column are formatted: ids keep their leading noughts as text."""
    if column.refers_to:
        return _kind(dictionary().ledgers[column.refers_to[0]].column(column.refers_to[1]))
    return column.type if column.type in ("date", "int", "decimal") else "text"


def _wide(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(c) in "WFA" else 1 for c in text)


def _width(column: Column) -> float:
    """A column's width in half-width characters: its header, the longest of its choices, room for a long text."""
    need = _wide(required_mark(column)) + 3
    if column.codes:
        return max(need, *(min(_wide(c.zh), 30) + 4 for c in dictionary().codes[column.codes]))
    if column.refers_to and column.refers_to[0] == "organisations":
        return max(need, 30)
    if column.type == "text":
        return max(need, 36 if column.name.endswith(LONG_TEXTS) else 14)
    return max(need, WIDTHS.get(column.type, 12))


def _lines(text: str, characters: int = NOTE_LINE) -> int:
    """Lines that a text takes where a line holds so many Chinese characters."""
    return sum(max(1, -(-_wide(line) // (2 * characters))) for line in text.split("\n"))
