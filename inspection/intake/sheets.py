"""One sheet -> rows of its ledger, with a fault for every cell and row that cannot be taken."""

from dataclasses import dataclass, field
from datetime import date

from inspection.formats.workbooks import Sheet
from inspection.intake.faults import Faults, Place, shown
from inspection.intake.recognise import Header, read_header
from inspection.intake.rules import is_planned, rules_of
from inspection.intake.values import Bad, Noted, normal, normal_code, reader_of
from inspection.warehouse.dictionary import Column, Ledger, dictionary


class _Invalid:
    """Stands in a row for a cell that could not be read: rules pass over it, and no value equals it."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID = _Invalid()
LABELS_LISTED = 12


@dataclass(frozen=True)
class Taken:
    """The rows of one sheet in the dictionary's column order, `numbers` their rows in Excel.

    A cell with a fault is INVALID in its row. `complete` is False when the sheet could not be read for its headers:
    then nobody can say what is not in this ledger.
    """

    ledger: Ledger
    place: Place
    header: Header
    rows: list[tuple] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    complete: bool = True

    def written(self, column: str) -> str:
        """The header of a column as the steward wrote it; its Chinese name when the sheet has no such column."""
        return self.header.written.get(column) or self.ledger.column(column).zh


def take_sheet(ledger: Ledger, sheet: Sheet, place: Place, as_of: date, faults: Faults) -> Taken:
    """Read a recognised sheet. Its first written row is the header; sheet.rows must not be empty."""
    header_row, header_cells = sheet.rows[0]
    header = read_header(ledger, header_row, header_cells, place, faults)
    if header is None:
        return Taken(ledger, place, Header(header_row, {}, {}, ()), complete=False)
    taken = Taken(ledger, place, header)
    _values_without_header(sheet, header, len(header_cells), place, faults)
    plan = [
        (position, header.index[column.name], reader_of(column), column)
        for position, column in enumerate(ledger.columns)
        if column.name in header.index
    ]
    happened = [
        (position, column.name)
        for position, column in enumerate(ledger.columns)
        if column.type == "date" and not is_planned(ledger.name, column.name)
    ]
    positions = {column.name: position for position, column in enumerate(ledger.columns)}
    rules = [(rule, [positions[name] for name in rule.columns]) for rule in rules_of(ledger)]
    for number, cells in sheet.rows[1:]:
        values: list[object] = [None] * len(ledger.columns)
        for position, index, read, column in plan:
            cell = cells[index] if index < len(cells) else None
            try:
                value = read(cell)
            except Bad as bad:
                words = _code_words(column, cell, faults.lang) if bad.code == "bad_code" else bad.words
                faults.add(bad.code, place, number, header.written[column.name], cell, **words)
                value = INVALID
            if value.__class__ is Noted:
                faults.warn(value.code, place, number, header.written[column.name], cell, taken=value.value)
                value = value.value
            if value is None and column.required:
                faults.add("empty_required", place, number, header.written[column.name])
                value = INVALID
            values[position] = value
        for rule, used in rules:
            given = [values[position] for position in used]
            if INVALID not in given and rule.broken(*given):
                _report_rule(taken, rule, given, number, faults)
        for position, name in happened:
            value = values[position]
            if value.__class__ is date and value > as_of:
                faults.warn("after_as_of", place, number, header.written[name], value, as_of=as_of.isoformat())
        taken.rows.append(tuple(values))
        taken.numbers.append(number)
    return taken


def _report_rule(taken: Taken, rule, given: list, number: int, faults: Faults) -> None:
    at = rule.columns.index(rule.at)
    other = next((name for name in rule.columns if name != rule.at), rule.at)
    words = {"other": taken.written(other), "other_value": given[rule.columns.index(other)]}
    column = taken.ledger.column(other)
    if column.type == "code":
        words["other_value"] = dictionary().label(column.codes, str(words["other_value"]), faults.lang)
    value = given[at]
    column = taken.ledger.column(rule.at)
    if column.type == "code" and value is not None:
        value = dictionary().label(column.codes, value, faults.lang)
    faults.add(rule.code, taken.place, number, taken.written(rule.at), value, **words)


def _code_words(column: Column, cell: object, lang: str) -> dict[str, str]:
    """What may stand in a code column, the likeliest first, for the advice."""
    entries = dictionary().codes[column.codes]
    text = normal_code(shown(cell))
    # a label that shares its characters with what was written comes first; the order of the contract otherwise
    ranked = sorted(entries, key=lambda e: -len(set(text) & set(normal(e.label(lang)))))
    labels = [entry.label(lang) for entry in ranked[:LABELS_LISTED]]
    more = ("……" if lang == "zh" else ", …") if len(entries) > LABELS_LISTED else ""
    return {"allowed": ("、" if lang == "zh" else ", ").join(labels) + more}


def _values_without_header(sheet: Sheet, header: Header, width: int, place: Place, faults: Faults) -> None:
    """Cells under an empty header or right of the last one: one fault per such column, at its first value."""
    first: dict[int, tuple[int, object]] = {}
    count: dict[int, int] = {}
    for number, cells in sheet.rows[1:]:
        for index in (*header.blank, *range(width, len(cells))):
            cell = cells[index] if index < len(cells) else None
            if cell is None or (isinstance(cell, str) and not cell.strip()):
                continue
            first.setdefault(index, (number, cell))
            count[index] = count.get(index, 0) + 1
    for index, (number, cell) in sorted(first.items()):
        faults.add("value_without_header", place, number, "", cell, letter=_letters(index), count=count[index])


def _letters(index: int) -> str:
    """0 -> A, 26 -> AA: the column as Excel names it."""
    text = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        text = chr(65 + rest) + text
    return text
