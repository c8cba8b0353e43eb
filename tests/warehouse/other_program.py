"""The same program with other ledgers: a copy of the tree whose dictionary and schema have fewer, more or moved columns.

It is run as a process of its own, so that what it leaves in a data home is what a real older or newer program left.
"""

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
PUBLISH = """
import sys
from datetime import datetime
from pathlib import Path
from inspection.warehouse import Store, ledger_tables
from tests.snapshots.county import AS_OF, ledgers
for done in map(int, sys.argv[2:]):
    county = ledgers({"A": ("township", done, 5), "B": ("county", 1, 2)}, clues=(("A", 2022), ("B", 2023)))
    Store(Path(sys.argv[1])).publish(ledger_tables(county), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 8, 9, 30))
"""


class Program:
    """A copy of the program in `folder`, changed by the methods, then run.

    What it removes from the schema it finds by the column's name alone: no other table may have one of that name.
    """

    def __init__(self, folder: Path):
        self.folder = folder
        ours = shutil.ignore_patterns("__pycache__", "*.pyc")
        for part in ("inspection", "queries", "data/reference", "tests/snapshots"):
            shutil.copytree(PROJECT / part, folder / part, ignore=ours)
        self._columns, self._schema = folder / "data/reference/columns.csv", folder / "queries/schema.sql"

    def without(self, since: int) -> "Program":
        """As it was before the schema of that number: its columns are neither in the dictionary nor in the tables."""
        head, *rows = self._read()
        older = {row[0] for row in rows if int(row[head.index("since")]) < since}
        for ledger in {row[0] for row in rows} - older:
            self.without_ledger(ledger)
        head, *rows = self._read()
        for row in rows:
            if int(row[head.index("since")]) >= since:
                ddl = rf"(?m)^    {row[1]} .*,\n|^comment on column {row[0]}\.{row[1]} .*\n"
                self._write_schema(lambda text, ddl=ddl: re.sub(ddl, "", text))
        self._write([head, *(row for row in rows if int(row[head.index("since")]) < since)])
        return self

    def without_ledger(self, ledger: str) -> "Program":
        """As it was before there was a ledger; no other may refer to it."""
        head, *rows = self._read()
        self._write([head, *(row for row in rows if row[0] != ledger)])
        listed = self._columns.with_name("ledgers.csv")
        lines = listed.read_text(encoding="utf-8").splitlines(keepends=True)
        listed.write_text("".join(line for line in lines if not line.startswith(f"{ledger},")), encoding="utf-8")
        ddl = rf"(?sm)^create table {ledger} \(.*?\n\);\n|^comment on (table|column) {ledger}\b[^\n]*\n"
        self._write_schema(lambda text: re.sub(ddl, "", text))
        return self

    def with_column(self, ledger: str, name: str, since: int) -> "Program":
        """As it will be when a ledger has grown a column of text."""
        head, *rows = self._read()
        self._write([head, *rows, [ledger, name, name, name, "text", "no", "", "internal", "", str(since)]])
        begun = f"create table {ledger} (\n"
        self._write_schema(lambda text: text.replace(begun, f"{begun}    {name} varchar,\n"))
        return self

    def turned(self) -> "Program":
        """With the columns of every table of the schema in the opposite order."""

        def turned(table: re.Match) -> str:
            lines = [line.rstrip(",") for line in table[2].splitlines()]
            return table[1] + ",\n".join(reversed(lines)) + "\n);"

        self._write_schema(lambda text: re.sub(r"(?s)(create table \w+ \(\n)(.*?)\n\);", turned, text))
        return self

    def run(self, script: str, *arguments: object) -> str:
        """What a script prints; it is run by this program's code."""
        environment = {**os.environ, "PYTHONPATH": str(self.folder), "PYTHONDONTWRITEBYTECODE": "1"}
        command = [sys.executable, "-c", script, *map(str, arguments)]
        return subprocess.run(command, cwd=self.folder, env=environment, check=True, capture_output=True, text=True).stdout

    def publish(self, home: Path, *done: int) -> Path:
        """Publish in a data home one version after the other, in which so many of five findings are done; the home.

        There are two more findings, of which one is done, and two clues.
        """
        self.run(PUBLISH, home, *done)
        return home

    def _read(self) -> list[list[str]]:
        with open(self._columns, encoding="utf-8", newline="") as file:
            return list(csv.reader(file))

    def _write(self, rows: list[list[str]]) -> None:
        with open(self._columns, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    def _write_schema(self, change) -> None:
        self._schema.write_text(change(self._schema.read_text(encoding="utf-8")), encoding="utf-8")
