"""What a steward chooses on the page, as a profile: which header is which column, which value which code."""

import difflib
import os
import re
import tempfile
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from inspection.intake.cells import normal
from inspection.intake.mapping.apply import FOLDER, load_file
from inspection.intake.mapping.parts import MappingError, Problem
from inspection.intake.recognise import column_names
from inspection.warehouse.dictionary import dictionary

NAME = re.compile(r"[^\W_][\w-]{0,59}")
BARE = re.compile(r"[A-Za-z0-9_-]+")
SUGGESTED = 3
HEADERS_COMPARED = 300  # look-alikes are dear to find
LONGEST_HEADER = 100


@dataclass(frozen=True)
class Choice:
    """One file or sheet that feeds one ledger, as chosen on the page.

    `columns`: column of the ledger -> header of the source; headers that are the ledger's own need not be named.
    `codes`: column -> {value as written: code}. `dates`: column -> strptime format. `constants`: column -> value.
    `ignore`: headers left out. `file` and `sheet` are name patterns (* and ?).
    """

    file: str
    ledger: str
    columns: Table[str, str] = field(default_factory=dict)
    sheet: str | None = None
    codes: Table[str, Table[str, str]] = field(default_factory=dict)
    dates: Table[str, str] = field(default_factory=dict)
    constants: Table[str, object] = field(default_factory=dict)
    ignore: Sequence[str] = ()

    def source(self) -> dict:
        """As the [[source]] of a profile."""
        columns: dict[str, object] = {}
        for column, header in self.columns.items():
            columns[column] = {"from": header}
        for column, form in self.dates.items():
            columns.setdefault(column, {"from": self._own(column)})["date"] = form
        for column, codes in self.codes.items():
            columns.setdefault(column, {"from": self._own(column)})["codes"] = dict(codes)
        for column, value in self.constants.items():
            columns[column] = {"constant": value}
        found: dict[str, object] = {"file": self.file}
        if self.sheet:
            found["sheet"] = self.sheet
        if self.ignore:
            found["ignore"] = list(self.ignore)
        ledger: dict[str, object] = {"name": self.ledger, "by_name": True}
        if columns:
            ledger["columns"] = columns
        return {**found, "ledger": [ledger]}

    def _own(self, column: str) -> str:
        """The header of a column whose name is the ledger's own."""
        return dictionary().ledgers[self.ledger].column(column).zh


def save(home: Path, name: str, choices: Sequence[Choice], title: str = "") -> Path:
    """Write the choices as the profile `name` of the office, in place of one of that name. Returns its path.

    Raises MappingError, with nothing written, for a name that is no name (letters, digits, - and _) and for whatever
    the profile's own proof finds; OSError where it cannot be written.
    """
    if not NAME.fullmatch(name):
        raise MappingError(f"{name}.toml", [Problem("bad_name", "", (("name", name),))])
    folder = home / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    table: dict[str, object] = {"title": title} if title else {}
    table["source"] = [choice.source() for choice in choices]
    handle, written = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(toml(table))
            file.flush()
            os.fsync(file.fileno())
        try:
            load_file(Path(written))
        except MappingError as error:
            raise MappingError(f"{name}.toml", error.problems) from None
        path = folder / f"{name}.toml"
        os.replace(written, path)
    finally:
        Path(written).unlink(missing_ok=True)
    return path


def suggest(headers: Sequence[str], ledger: str) -> dict[str, list[str]]:
    """For each header the columns of a ledger it may be, the likeliest first, at most three.

    A header that is a column's own name has that one. A column that another header is exactly is not suggested.
    """
    names = column_names(dictionary().ledgers[ledger])
    exact = {header: names[normal(header)].name for header in headers if normal(header) in names}
    found: dict[str, list[str]] = {header: [name] for header, name in exact.items()}
    for header in [h for h in headers if h not in exact][:HEADERS_COMPARED]:
        scores: dict[str, float] = {}
        written = normal(header)[:LONGEST_HEADER]
        for spelling, column in names.items():
            if column.name not in exact.values():
                score = _likeness(written, spelling)
                scores[column.name] = max(score, scores.get(column.name, 0))
        ranked = sorted((name for name in scores if scores[name] >= 0.4), key=lambda name: -scores[name])
        found[header] = ranked[:SUGGESTED]
    return {header: found.get(header, []) for header in headers}


def _likeness(one: str, other: str) -> float:
    """0 to 1; a name that holds the other is likelier than one that shares its letters."""
    ratio = difflib.SequenceMatcher(None, one, other, autojunk=False).ratio()
    holds = min(len(one), len(other)) >= 2 and (one in other or other in one)
    return max(ratio, 0.7 + 0.3 * ratio) if holds else ratio


# --- TOML ------------------------------------------------------------------------------------------------------------


def toml(table: Table[str, object]) -> str:
    """A table as TOML: texts, numbers, truths, days, lists, tables, lists of tables."""
    return "\n".join(_lines(table, "")).lstrip("\n") + "\n"


def _lines(table: Table[str, object], prefix: str) -> list[str]:
    lines = [f"{_key(name)} = {_inline(value)}" for name, value in table.items() if not _is_block(value)]
    for name, value in table.items():
        if not _is_block(value):
            continue
        path = f"{prefix}{_key(name)}"
        if isinstance(value, Table):
            lines += ["", f"[{path}]", *_lines(value, f"{path}.")]
        else:
            for one in value:
                lines += ["", f"[[{path}]]", *_lines(one, f"{path}.")]
    return lines


def _is_block(value: object) -> bool:
    if isinstance(value, Table):
        return "from" not in value and "constant" not in value  # a cell stands on its line
    return isinstance(value, list) and bool(value) and isinstance(value[0], Table)


def _key(name: str) -> str:
    return name if BARE.fullmatch(name) else _quoted(name)


def _inline(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Table):
        return "{ " + ", ".join(f"{_key(name)} = {_inline(one)}" for name, one in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_inline(one) for one in value) + "]"
    return _quoted(str(value))


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(signs.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in text) + '"'
