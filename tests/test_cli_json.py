"""--format json: what programs read keeps to the published schema and says what the csv says."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from inspection.demonstration.publish import publish
from tests.shell import run

SCHEMA = json.loads((Path(__file__).parents[1] / "data" / "reference" / "shell.schema.json").read_text(encoding="utf-8"))
COMMANDS = (
    ("indicators",),
    ("tables",),
    ("indicator", "completion_rate", "--by", "year,org_class"),
    ("indicator", "recovered_wan", "--by", "org", "--labels"),
    ("table", "clue_ageing"),
    ("checks",),
    ("sql", "select 1 as n, null as e, date '2024-02-29' as d, 'inf'::double as i, '=1' as t, true as b, 1.50 as m"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("json")
    publish(folder, datetime(2025, 10, 1))
    return folder


@pytest.mark.long
def test_every_table_of_the_shell_is_json_by_the_schema_and_says_what_the_csv_says(home):
    for words in COMMANDS:
        told = run(home, *words, "--format", "json")
        assert told.returncode == 0, (words, told.stderr)
        found = json.loads(told.stdout)
        jsonschema.validate(found, SCHEMA)
        head, *rows = csv.reader(io.StringIO(run(home, *words, "--format", "csv").stdout.removeprefix("\ufeff")))
        assert found["columns"] == head and len(found["rows"]) == len(rows) > 0, words
        for line, row in zip(found["rows"], rows, strict=True):
            assert len(line) == len(row) == len(head)
            for value, cell in zip(line, row, strict=True):
                if isinstance(value, bool) or value is None:
                    assert cell == ("" if value is None else str(value))
                elif isinstance(value, int | float):
                    assert float(cell) == value
                else:
                    assert cell.removeprefix("'") == value


def test_values_of_a_statement_are_what_they_are(home):
    (row,) = json.loads(run(home, *COMMANDS[-1], "--format", "json").stdout)["rows"]
    assert row == [1, None, "2024-02-29", "inf", "=1", True, 1.5]
