"""What is wrong with an import, cell by cell, in words for the steward who makes it.

A fault may show values of secret columns: it is for the eyes of the importing steward, never for a log.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from inspection.formats.exports import csv_bytes
from inspection.formats.workbooks import Shaped
from inspection.intake.personal import mask
from inspection.text import say

KEPT = 100_000  # faults of one kind kept in full, all in the report; the rest is counted, and that is said there too
LEVELS = ("fault", "question", "warning")
EXAMPLES = 3  # places named in the line of a kind
LONGEST_VALUE = 200  # characters of a value shown


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong (level "fault": refuses the import), to be answered before it (level "question"), or to be seen
    (level "warning").

    `file`, `sheet` and `header` as the steward wrote them, `row` as Excel numbers it (None: the whole file or sheet),
    `value` as found; `problem` says what is wrong, `advice` what to do; `code` is stable across languages.
    `standing`: the row did not come in but stands; `file` then says of which ledger it is and `sheet` is its key.
    `count`: how many it stands for; more than one only of the last of a kind of which not all are kept.
    """

    file: str
    sheet: str
    row: int | None
    header: str
    value: str
    problem: str
    advice: str
    level: str
    code: str
    standing: bool = False
    count: int = 1


@dataclass(frozen=True)
class Place:
    """A sheet of a file, as the steward knows it (sheet "" for a csv), and its order in the import; or a row that stands,
    by its ledger and its key."""

    file: str
    sheet: str = ""
    order: int = 0
    standing: bool = False


def shown(value: object) -> str:
    """A cell's value as a person would recognise it, cut at 200 characters, numbers of persons masked."""
    if value is None:
        return ""
    if isinstance(value, Shaped):
        value = value.text or value.value
    value = getattr(value, "text", value)
    text = mask(format(value, ".15g") if isinstance(value, float) else str(value))
    return text if len(text) <= LONGEST_VALUE else text[:LONGEST_VALUE] + "…"


def letters(index: int) -> str:
    """0 -> A, 26 -> AA: the column as Excel names it."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text


def sentence(fault: Fault, lang: str) -> str:
    """A fault as one line for the shell: where, the value found, what is wrong, what to do."""
    where = fault.file + (f" [{fault.sheet}]" if fault.sheet else "")
    if fault.row is not None:
        where += say("intake.line_row", lang, row=fault.row)
    if fault.header:
        where += say("intake.line_header", lang, header=fault.header)
    name = "intake.line_value" if fault.value else "intake.line"
    level = say(f"intake.level_{fault.level}", lang)
    return say(
        name, lang, level=level, where=where, value=fault.value, problem=fault.problem, advice=fault.advice
    )


def kind_of(fault: Fault) -> tuple:
    """What faults of one kind share: one cause, one line. Of rows that stand the sheet is each one's key."""
    return fault.level, fault.file, "" if fault.standing else fault.sheet, fault.header, fault.code


def summary(faults: Iterable[Fault], lang: str) -> list[str]:
    """One line per kind of fault, in the order of their first: its sentence, how often it occurs and at which rows."""
    kinds: dict[tuple, list[Fault]] = {}
    for fault in faults:
        kinds.setdefault((*kind_of(fault), fault.problem if fault.code == "more" else ""), []).append(fault)
    return [_line(kind, lang) for kind in kinds.values()]


def _line(kind: list[Fault], lang: str) -> str:
    """The sentence of the first; of several also their number and where the next ones stand."""
    line = sentence(kind[0], lang)
    if len(kind) == 1:
        return line
    others = kind[1:EXAMPLES]
    rows = ", ".join(str(fault.row) for fault in others if fault.row is not None)
    keys = ", ".join(fault.sheet for fault in others if fault.standing)
    name = "intake.line_more_rows" if rows else "intake.line_more_keys" if keys else "intake.line_more"
    return line + say(name, lang, count=len(kind), rows=rows, keys=keys)


class Faults:
    """Collects faults in one language; keeps the first 100,000 of each kind (by code) and counts the rest."""

    def __init__(self, lang: str):
        self.lang = lang
        self._kept: dict[str, list[tuple[int, Fault]]] = {level: [] for level in LEVELS}
        self._count: dict[str, Counter[str]] = {level: Counter() for level in LEVELS}
        self._texts: dict[str, str] = {}  # each sentence once, however often it is said

    def add(
        self,
        code: str,
        place: Place,
        row: int | None = None,
        header: str = "",
        value: object = None,
        level: str = "fault",
        **words: object,
    ) -> None:
        """`words` are the values put into the two sentences intake.<code> and intake.<code>_advice."""
        if self._count[level][code] >= KEPT:
            self.uncounted(level, code)
            return
        key = code if "." in code else f"intake.{code}"  # another section of words is named with its dot
        problem = say(key, self.lang, row=row, **words)
        advice = say(f"{key}_advice", self.lang, row=row, **words)
        self.put(place, row, header, value, problem, advice, level, code)

    def put(
        self,
        place: Place,
        row: int | None,
        header: str,
        value: object,
        problem: str,
        advice: str,
        level: str,
        code: str,
    ) -> None:
        """A fault whose sentences are made elsewhere."""
        self._count[level][code] += 1
        if self._count[level][code] <= KEPT:
            header, problem, advice = (self._texts.setdefault(text, text) for text in (shown(header), problem, advice))
            fault = Fault(
                place.file, place.sheet, row, header, shown(value), problem, advice, level, code, place.standing
            )
            self._kept[level].append((place.order, fault))

    def warn(self, code: str, place: Place, row: int | None = None, header: str = "", value: object = None, **words):
        self.add(code, place, row, header, value, "warning", **words)

    def ask(self, code: str, place: Place, row: int | None = None, header: str = "", value: object = None, **words):
        """What may be right as it stands and may be a mistake: nothing is published until somebody has confirmed it."""
        self.add(code, place, row, header, value, "question", **words)

    def add_all(self, code: str, place: Place, rows: Iterable, header: str, value: object = None, **words) -> None:
        """The same fault at many rows (arrow integers); beyond those kept they are only counted."""
        for at, row in enumerate(rows):
            if at < KEPT:
                self.add(code, place, row.as_py(), header, value, **words)
            else:
                self.uncounted("fault", code)

    def uncounted(self, level: str, code: str, count: int = 1) -> None:
        """Count more without a place: so many of the kind are kept already that nobody reads on."""
        self._count[level][code] += count

    def where(self, place: Place, row: int | None) -> str:
        """A place in words, for a sentence that names a second one."""
        name = "intake.place_sheet" if place.sheet else "intake.place_file"
        return say(name, self.lang, file=place.file, sheet=place.sheet, row=row)

    def count(self, level: str = "fault") -> int:
        return self._count[level].total()

    def listed(self, level: str) -> tuple[Fault, ...]:
        """Those kept, in the order of files, sheets and rows; the last ones say of which kinds there are more."""
        kept = [fault for _, fault in sorted(self._kept[level], key=lambda pair: (pair[0], pair[1].row or 0))]
        advice, more = say("intake.more_advice", self.lang), []
        listed = Counter(fault.code for fault in kept)
        for code, count in self._count[level].items():
            if count > listed[code]:
                kind = next((fault.problem for fault in kept if fault.code == code), code)
                rest = count - listed[code]
                problem = say("intake.more", self.lang, count=rest, kept=listed[code], kind=kind)
                more.append(Fault("", "", None, "", "", problem, advice, level, "more", count=rest))
        return (*kept, *more)


def total(faults: Iterable[Fault]) -> int:
    """How many there are, those that are only counted with them."""
    return sum(fault.count for fault in faults)


def faults_csv(faults: Iterable[Fault], lang: str) -> bytes:
    """The faults as a csv that Excel opens with its Chinese intact: one row per fault, headers in `lang`."""
    names = ("level", "file", "sheet", "row", "header", "value", "problem", "advice", "code")
    rows = [
        (say(f"intake.level_{f.level}", lang), f.file, f.sheet, f.row, f.header, f.value, f.problem, f.advice, f.code)
        for f in faults
    ]
    return csv_bytes([say(f"intake.report_{name}", lang) for name in names], rows)
