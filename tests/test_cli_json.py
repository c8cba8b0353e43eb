"""--format json: what programs read keeps to the published schema and says what the csv says."""

import csv
import io
import json
from datetime import datetime
from pathlib import Path

import jsonschema
import pytest

from inspection.cli import GROUPS, parser_of, sentences
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


OTHERS = {
    "table": (
        ("versions",), ("schedule", "list"), ("given", "list"), ("snapshot", "list"), ("user", "list"), ("certified",),
        ("lineage", "findings.closed_off_on"), ("audit", "export"), ("api", "token", "list"), ("check", "recoveries_negative"),
        ("sql", "--plan", "select 1"), ("forms", "fields"), ("summary", "fields", "--year", "2024"),
    ),
    "sentences": (("given", "verify"), ("audit", "verify"), ("code", "ABCDE-12345")),
    "ranking": (("ranking", "township"), ("ranking", "village")),
    "verification": (("verification", "rates"), ("verification", "plan")),
}  # fmt: skip


def held_to(kind: str, told: str) -> dict:
    """What a command printed, held to one shape of the schema and to no other."""
    found = json.loads(told)
    jsonschema.validate(found, {"$ref": f"#/$defs/{kind}", "$defs": SCHEMA["$defs"]})
    jsonschema.validate(found, SCHEMA)  # oneOf: it is none of the others
    return found


def test_every_command_of_the_shell_has_json_and_the_schema_the_shape_of_each():
    parser, _ = parser_of((), "zh")
    leaves = dict(sentences.leaves(parser))
    assert {words[0] for words in leaves} | {"api"} == {name for held in GROUPS.values() for name in held}
    for words, one in leaves.items():
        assert "json" in one._option_string_actions["--format"].choices, words
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"lines": []}, SCHEMA)


@pytest.mark.long
@pytest.mark.parametrize("kind", OTHERS)
def test_what_other_commands_print_is_of_its_shape(home, kind):
    for words in OTHERS[kind]:
        told = run(home, *words, "--format", "json", lang="en")
        assert told.returncode in (0, 1), (words, told.stderr)
        found = held_to(kind, told.stdout)
        if kind == "sentences":
            assert found["exit_code"] == told.returncode
            assert found["lines"] == run(home, *words, lang="en").stdout.splitlines() != [], words


def test_what_a_command_did_is_told_with_its_exit_code_and_a_refusal_is_said_beside_it(home, tmp_path):
    told = run(home, "template", tmp_path / "sheets", "--format", "json")
    found = held_to("sentences", told.stdout)
    assert (told.returncode, found["exit_code"]) == (0, 0) and str(tmp_path / "sheets") in found["lines"][0]
    refused = run(home, "card", "nobody", "--out", tmp_path / "a.pdf", "--format", "json")
    assert held_to("sentences", refused.stdout) == {"exit_code": 2, "lines": []}
    assert refused.returncode == 2 and "nobody" in refused.stderr
    partly = run(home, "code", "ABCDE-12345", "--format", "json")
    assert partly.returncode == held_to("sentences", partly.stdout)["exit_code"] == 1


def test_the_figures_of_a_draft_are_of_their_shape(home, tmp_path):
    (tmp_path / "draft.txt").write_text("全年发现问题 12 个，整改完成 10 个，完成率 90%。", encoding="utf-8")
    told = run(home, "check-figures", tmp_path / "draft.txt", "--format", "json")
    assert told.returncode == 1 and held_to("figures", told.stdout)["counts"]["wrong"] >= 1


@pytest.mark.long
def test_a_pack_in_word_tells_its_file_as_json(home, tmp_path):
    told = run(home, "brief", "--meeting", "leading-group", "--draft", "--out", tmp_path, "--format", "docx", "--format", "json")
    found = held_to("sentences", told.stdout)
    assert [Path(line) for line in found["lines"]] == list(tmp_path.iterdir()) and found["lines"][0].endswith(".docx")
