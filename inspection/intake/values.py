"""One cell -> one value of its column's type, or the reason why not. No silent guess: what has two readings is refused.

Texts of a csv and typed cells of a workbook take the same way. What is read and what is refused stands case by case in
tests/intake/values.csv; days are read by dates.py, numbers by numbers.py. Refused here, because nobody can tell: a text
that Excel has turned into a date, a number of more than 15 digits in an id (Excel has lost the rest), the mark of an
error or of a column too narrow that a csv keeps as text, a dash where nothing or nought may be meant.
"""

import difflib
import re
from collections.abc import Callable
from functools import cache, partial

from inspection.formats.workbooks import Marked, Shaped
from inspection.indicators import indicators
from inspection.intake.cells import ID_SIGNS, LETTERS, Bad, Noted, clean, normal, normal_code, plain
from inspection.intake.dates import to_date
from inspection.intake.numbers import WAN, to_decimal, to_int
from inspection.intake.shaped import read_shaped
from inspection.warehouse.dictionary import Column, dictionary

__all__ = ["Bad", "Noted", "normal", "normal_code", "reader_of", "target_of"]

FIGURE = ("notes", "figure")
"""The column that names an indicator, as a code is named."""
CACHED_TEXTS = 50_000
LONGEST_SPECIAL = 16  # characters of a text that stands for none
LONGEST_MEANT = 40  # characters of what a spoilt text was
LONGEST_TEXT = 32_767  # characters of a cell of Excel: a longer one could not be taken away again
PLACEHOLDERS = {"-", "--", "---", "–", "—", "——", "/", "//", "\\", "\\n", ".", "。", "*", "?", "…", "……", "无", "暂无"}
# what stands for the cell above, in any column: who reads the row alone cannot know what was meant
DITTO = re.compile(r"(?:见?同[上前左]|如上|上同|同第).{0,4}|do|ditto|[〃″々\"“”〝〞'↓↑←→|]+")
NOTHING = {"NULL", "null", "(null)", "(NULL)", "nan", "NaN", "None", "NaT", "<NA>"}  # what a program writes for an empty cell
GROUPED = {"batch", "problem_kind", "aspect", "handler"}  # texts that rows are grouped by: one that says none makes a group
WRAPPED = re.compile(r'="([^"]*)"')
MONTH_OF_EXCEL = re.compile(r"[A-Z][a-z]{2}-\d\d|\d\d?-[A-Z][a-z]{2}|\d\d?月\d\d?日")  # what Excel makes of 13-01 in a csv
PLACEHOLDERS |= {"空", "待定", "待补", "待核", "不详", "未知", "不明", "略"}
PLACEHOLDERS |= {"n/a", "na", "n.a.", "nan", "null", "none", "nil", "nat"}


# --- texts -----------------------------------------------------------------------------------------------------------

SCIENTIFIC = re.compile(r"\d(\.\d+)?[eE]\+\d{2,}")


def special(text: str) -> bool:
    """Whether a text may stand for none, for the row above or for what Excel has changed: no column of texts takes it unread."""
    if len(text) > LONGEST_SPECIAL:
        return False
    bare, plainly = re.sub(r"[\s\W_]+", "", text).casefold() or text, plain(text).casefold()
    return bool(DITTO.fullmatch(bare) or MONTH_OF_EXCEL.fullmatch(text)) or plainly in PLACEHOLDERS or plain(text) in NOTHING


def _says_nothing(text: str) -> bool:
    """Whether a name that must be there is a sign or a word of Chinese that only fills the place; none is a word of English."""
    found = plain(text).casefold()
    return found in PLACEHOLDERS and not (found.isascii() and any(sign.isalpha() for sign in found))


def to_text(value: object) -> str:
    """A text; a number as it is shown in General format, refused where Excel has lost digits."""
    if isinstance(value, str):
        if SCIENTIFIC.fullmatch(value):
            raise Bad("digits_lost")  # what Excel leaves of a long number in a csv
        if len(value) > LONGEST_TEXT:
            raise Bad("text_too_long", limit=LONGEST_TEXT)
        return value.translate(LETTERS)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        if abs(value) >= 1e15:
            raise Bad("digits_lost")
        return str(int(value)) if value == int(value) else format(value, ".15g")
    raise Bad("text_became_date")


def to_id(value: object) -> str:
    """A text that other rows find this one by: also -, _, ., / and # as half-width, in one line."""
    if isinstance(value, float) and value != int(value) and abs(value) < 1e15:
        raise Bad("id_is_fraction")  # 2024.10 typed as a number has become 2024.1
    text = to_text(value).translate(ID_SIGNS)
    if "\n" in text or "\t" in text:
        raise Bad("line_break")
    return text


def _is_id(column: Column) -> bool:
    return column.key or column.refers_to is not None or column.name.endswith(("_id", "_code"))


# --- yes/no and codes ------------------------------------------------------------------------------------------------

TRUE = {"是", "true", "1", "1.0", "yes", "y", "√", "✓", "✔", "☑", "✅"}
FALSE = {"否", "false", "0", "0.0", "no", "n", "×", "✗", "✘", "❌"}
VARIATION = dict.fromkeys((0xFE0E, 0xFE0F))  # makes a picture of a tick, or of the picture a tick


def to_bool(value: object) -> bool:
    """是/否, true/false, 1/0, yes/no in any case and width, √/×; a ticked cell of a workbook."""
    if isinstance(value, bool):
        return value
    if isinstance(value, (int, float)) and value in (0, 1):
        return bool(value)
    text = plain(value).translate(VARIATION).casefold() if isinstance(value, str) else ""
    if text in TRUE:
        return True
    if text in FALSE:
        return False
    raise Bad("bad_bool")


@cache
def _code_table(codes: str) -> dict[str, str]:
    """Everything a code may be written as, normalised -> the code."""
    return {
        normal_code(written): entry.code
        for entry in dictionary().codes[codes]
        for written in (entry.code, entry.zh, entry.en)
    }


def to_code(codes: str) -> Callable[[object], str]:
    """A reader of one code list: the code, its Chinese or its English label."""
    table = _code_table(codes)

    def convert(value: object) -> str:
        text = value if isinstance(value, str) else _number_as_code(value)
        code = table.get(normal_code(text))
        if code is None:
            raise Bad("bad_code", codes=codes)
        return code

    return convert


@cache
def _figures() -> dict[str, str]:
    """Everything an indicator may be written as, normalised -> its id."""
    known = indicators().values()
    return {normal_code(written): one.id for one in known for written in (one.id, one.title("zh"), one.title("en"))}


def to_figure(value: object) -> str:
    """An indicator by its id, its Chinese or its English name. Raises Bad with the nearest names."""
    text = value if isinstance(value, str) else _number_as_code(value)
    found = _figures().get(normal_code(text))
    if found is None:
        titles = [one.title("zh") for one in indicators().values()]
        near = "、".join(difflib.get_close_matches(text, titles, n=3, cutoff=0.4))
        raise Bad("unknown_figure_near" if near else "unknown_figure", near=near)
    return found


def _number_as_code(value: object) -> str:
    if isinstance(value, (int, float)) and not isinstance(value, bool) and value == int(value):
        return str(int(value))
    return ""


# --- a column --------------------------------------------------------------------------------------------------------

ERROR_TEXT = re.compile(
    r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|UNKNOWN!|BUSY!|GETTING_DATA)"
    r"|Err:[0-9]{3}"
)
HASH_MARKS = re.compile(r"#{3,}")


def misread(text: str) -> str:
    """What a text was before its UTF-8 was read as GBK and saved so (绗崄涓 was 第十三); empty where it was not."""
    meant = text.encode("gbk", "replace").decode("utf-8", "replace")
    chinese = sum("\u4e00" <= sign <= "\u9fff" for sign in meant)
    return meant if chinese >= 2 and chinese > 2 * meant.count("\ufffd") else ""


def target_of(column: Column) -> Column:
    """The column a ref column refers to."""
    ledger, name = column.refers_to
    return dictionary().ledgers[ledger].column(name)


def unit_of(column: Column) -> str:
    """The unit a column's name gives for its amounts: 万元, or none."""
    return WAN if re.search(r"[(（]万元[)）]", column.zh) else ""


def _converter(column: Column, since_1904: bool, written_in: str) -> Callable[[object], object]:
    kind = target_of(column).type if column.type == "ref" else column.type
    if kind == "code":
        return to_code(column.codes)
    if kind == "date":
        return partial(to_date, since_1904=since_1904)
    if kind == "decimal":
        return partial(to_decimal, unit=unit_of(column), written_in=written_in)
    if (column.ledger, column.name) == FIGURE:
        return to_figure
    if kind == "text":
        return to_id if _is_id(column) else to_text
    return {"int": to_int, "bool": to_bool}[kind]


def reader_of(column: Column, since_1904: bool = False, written_in: str = "") -> Callable[[object], object]:
    """cell -> value of that column's type, None when empty, Noted with a warning. Raises Bad.

    A cell is None, str, int, float, bool, datetime.date, datetime.datetime, Marked or Shaped. `since_1904`: the workbook
    counts its days from 1904, so a number that is not shown as a date tells no day. `written_in`: the unit of bare
    amounts, where it is not the column's. Texts repeat down a column (dates,
    codes, ids), so what a text was read as is remembered.
    """
    convert = _converter(column, since_1904, written_in)
    kind = target_of(column).type if column.type == "ref" else column.type
    holds_text, is_id = kind == "text", kind == "text" and _is_id(column)
    known: dict[str, object] = {}

    def from_text(cell: str) -> object:
        text = clean(cell)
        if text is None:
            return None
        if "\ufffd" in text:
            raise Bad("lost_characters")
        if not text.isascii() and (meant := misread(text)):
            raise Bad("mojibake", meant=meant[:LONGEST_MEANT])
        if wrapped := WRAPPED.fullmatch(text):
            text = wrapped[1]  # ="007", as a program writes a text that Excel shall not make a number
            if not text.strip():
                return None
        if DITTO.fullmatch(re.sub(r"[\s\W_]+", "", text).casefold() or text):
            raise Bad("ditto")
        if is_id and (plain(text).casefold() in PLACEHOLDERS or MONTH_OF_EXCEL.fullmatch(text)):
            raise Bad("text_became_date" if MONTH_OF_EXCEL.fullmatch(text) else "placeholder")
        if holds_text and (plain(text) in NOTHING or (column.required and _says_nothing(text))):
            raise Bad("placeholder")
        if column.name in GROUPED and _says_nothing(text):
            return Noted(None, "named_nothing", "question")
        if text[0] in "#E" and (ERROR_TEXT.fullmatch(text) or HASH_MARKS.fullmatch(text)):
            raise Bad("hash_marks" if text.startswith("##") else "error_cell")
        try:
            return convert(text)
        except Bad:
            if not holds_text and plain(text).casefold() in PLACEHOLDERS:
                raise Bad("placeholder") from None
            raise

    def read(cell: object) -> object:
        if cell is None:
            return None
        if isinstance(cell, str):
            if cell not in known:
                value = from_text(cell)
                if len(known) >= CACHED_TEXTS:
                    return value
                known[cell] = value
            return known[cell]
        if isinstance(cell, Marked):
            raise Bad({"error": "error_cell", "formula": "formula_cell", "time": "time_cell"}[cell.kind])
        if isinstance(cell, Shaped):
            return read_shaped(cell, column, kind, unit_of(column) if kind == "decimal" else "", read)
        return convert(cell)

    return read
