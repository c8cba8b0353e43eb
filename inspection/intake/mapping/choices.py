"""What a steward chooses on the page, as a profile: which header is which column."""

import difflib
import os
import re
import tempfile
from collections.abc import Mapping as Table
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from inspection.intake.cells import normal
from inspection.intake.mapping.apply import FOLDER, load_file
from inspection.intake.mapping.parts import MappingError, Problem
from inspection.intake.recognise import column_names
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.owner_only import private_folder

NAME = re.compile(r"[^\W_][\w-]{0,59}")
SUGGESTED = 3
HEADERS_COMPARED = 300  # look-alikes are dear to find
LONGEST_HEADER = 100


@dataclass(frozen=True)
class Choice:
    """One file or sheet that feeds one ledger, as chosen on the page.

    `columns`: column of the ledger -> header of the source; headers that are the ledger's own need not be named.
    `ignore`: headers left out. `file` and `sheet` are name patterns (* and ?).
    """

    file: str
    ledger: str
    columns: Table[str, str] = field(default_factory=dict)
    sheet: str | None = None
    ignore: Sequence[str] = ()

    def lines(self) -> list[str]:
        """As the [[source]] of a profile."""
        sheet = [f"sheet = {_quoted(self.sheet)}"] if self.sheet else []
        ignore = [f"ignore = [{', '.join(map(_quoted, self.ignore))}]"] if self.ignore else []
        ledger = ["", "[[source.ledger]]", f"name = {_quoted(self.ledger)}", "by_name = true"]
        columns = [f"{name} = {_quoted(header)}" for name, header in self.columns.items()]
        head = ["", "[source.ledger.columns]"] if columns else []
        return ["", "[[source]]", f"file = {_quoted(self.file)}", *sheet, *ignore, *ledger, *head, *columns]


def save(home: Path, name: str, choices: Sequence[Choice], title: str = "") -> Path:
    """Write the choices as the profile `name` of the office, in place of one of that name. Returns its path.

    Raises MappingError, with nothing written, for a name that is no name (letters, digits, - and _) and for whatever
    the profile's own proof finds; OSError where it cannot be written.
    """
    if not NAME.fullmatch(name):
        raise MappingError(f"{name}.toml", [Problem("bad_name", "", (("name", name),))])
    folder = home / FOLDER
    private_folder(folder)
    lines = [f"title = {_quoted(title)}"] if title else []
    lines += [line for choice in choices for line in choice.lines()]
    handle, written = tempfile.mkstemp(dir=folder, prefix=".", suffix=".new")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write("\n".join(lines).lstrip("\n") + "\n")
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


def _quoted(text: str) -> str:
    """A basic string of TOML."""
    signs = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    return '"' + "".join(signs.get(c, c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}") for c in text) + '"'
