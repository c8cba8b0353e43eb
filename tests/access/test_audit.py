"""The audit: nothing can be changed, taken out, put in or cut off without a sign."""

import json
import subprocess
import sys
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.access import Audit, Refused, faults_of_audit
from tests.access.conftest import AT

PROJECT = Path(__file__).resolve().parents[2]


def filled(home, count: int = 12) -> Audit:
    """A line a day from the end of March on, so that they lie in two months."""
    audit = Audit(home)
    for n in range(count):
        at = datetime(2026, 3, 26) + timedelta(days=n)
        audit.note("rows_seen", "孙领导", ("reader",), "10.0.0.1", at, table="clues", rows=n)
    return audit


def codes(audit: Audit, known: str = "") -> set[str]:
    return {fault for fault, _, _ in faults_of_audit(audit, known)}


def test_a_line_says_who_did_what_from_where_and_about_what(tmp_path):
    audit = Audit(tmp_path)
    audit.note("downloaded", "周分析", ("analyst",), "10.0.0.1", AT, table="问题线索", rows=12, mark="")
    (line,) = audit.read("2026-03")
    assert (line.n, line.who, line.roles, line.what, line.at) == (1, "周分析", ("analyst",), "downloaded", "2026-03-02T09:00:00")
    assert line.details == {"table": "问题线索", "rows": 12}


def test_the_chain_runs_on_from_month_to_month(tmp_path):
    audit = filled(tmp_path)
    assert audit.months() == ("2026-03", "2026-04") and [line.n for line in audit.read()] == [*range(1, 13)]
    assert codes(audit) == set() and audit.mark()[0] == 12
    assert codes(audit, audit.mark()[1]) == set() and codes(audit, audit.mark()[1][:12]) == set()


def changed(lines: list[bytes]) -> list[bytes]:
    return [line.replace("孙领导".encode(), "周分析".encode()) if at == 2 else line for at, line in enumerate(lines)]


TAMPERINGS = {
    "a name changed": changed,
    "a line taken out": lambda lines: lines[:2] + lines[3:],
    "the first line taken out": lambda lines: lines[1:],
    "two lines exchanged": lambda lines: [lines[0], lines[2], lines[1], *lines[3:]],
    "a line put in twice": lambda lines: [*lines[:3], lines[2], *lines[3:]],
    "a line that is none": lambda lines: [*lines[:3], b"{}", *lines[3:]],
    "blanks put into a line": lambda lines: [lines[0].replace(b": ", b":  ", 1), *lines[1:]],
    "a detail changed and the line after it left": lambda lines: [lines[0].replace(b'"rows": 0', b'"rows": 9'), *lines[1:]],
}


@pytest.mark.parametrize("how", TAMPERINGS)
def test_a_log_that_was_tampered_with_is_found_out(tmp_path, how):
    audit = filled(tmp_path)
    path = audit.folder / "2026-03.jsonl"
    path.write_bytes(b"\n".join(TAMPERINGS[how](path.read_bytes().splitlines())) + b"\n")
    assert codes(audit), how


def test_a_month_taken_away_is_found_out(tmp_path):
    audit = filled(tmp_path)
    (audit.folder / "2026-03.jsonl").unlink()
    assert "out_of_chain" in codes(audit)


def test_an_end_cut_off_is_found_out_by_the_fingerprint_that_was_noted(tmp_path):
    audit = filled(tmp_path)
    known = audit.mark()[1]
    path = audit.folder / "2026-04.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-2]))
    assert codes(audit) == set(), "without a note nobody can know"
    assert codes(audit, known) == {"unknown_mark"} and codes(audit, "ab") == {"unknown_mark"}


def test_a_line_that_was_not_written_whole_has_not_happened(tmp_path):
    audit = filled(tmp_path)
    path = audit.folder / "2026-04.jsonl"
    with open(path, "ab") as file:
        file.write(b'{"n": 13, "at": "2026-04-0')
    assert len(audit.read()) == 12 and codes(audit) == set()
    audit.note("sign_out", "孙领导", (), "", datetime(2026, 4, 8))
    assert [line.n for line in audit.read()][-2:] == [12, 13] and codes(audit) == set()


def test_a_clock_put_back_opens_no_earlier_month(tmp_path):
    audit = filled(tmp_path)
    audit.note("sign_in", "孙领导", (), "", datetime(2026, 1, 1))
    assert audit.months() == ("2026-03", "2026-04") and codes(audit) == set()


def test_a_name_cannot_forge_a_line(tmp_path):
    audit = Audit(tmp_path)
    audit.note("sign_in_failed", 'x"}\n{"n": 9, "who": "王"}\u2028\u202e', (), "1.1.1.1\r\n", AT)
    (line,) = audit.read()
    assert "\n" not in line.who and line.who.count("�") == 3 and len(audit._lines("2026-03")) == 1


def test_an_event_nobody_knows_is_a_fault_of_the_program(tmp_path):
    with pytest.raises(ValueError, match="strange"):
        Audit(tmp_path).note("strange", "x", (), "", AT)


def test_a_step_has_a_line_before_and_one_after_it_also_when_it_fails(tmp_path):
    audit = Audit(tmp_path)
    with audit.step("import", "李管理", ("steward",), "", AT, files=["a.xlsx"]) as told:
        told["as_version"] = 3
    with pytest.raises(KeyError), audit.step("restore", "李管理", ("steward",), "", AT, version=1):
        raise KeyError
    assert [(line.what, line.details["state"]) for line in audit.read()] == [
        ("import", "begun"), ("import", "done"), ("restore", "begun"), ("restore", "failed"),
    ]  # fmt: skip
    assert audit.read()[1].details["as_version"] == 3
    with pytest.raises(KeyError), audit.step("uncertified", "李管理", ("approver",), "", AT, reason="口径有误"):
        raise KeyError
    assert [line.details["reason"] for line in audit.read()[-2:]] == ["口径有误", "KeyError"]


def test_where_it_cannot_be_written_the_step_does_not_happen(tmp_path):
    audit, happened = Audit(tmp_path), []
    audit.folder.parent.mkdir()
    audit.folder.write_text("in the way", encoding="utf-8")
    with pytest.raises(Refused), audit.step("publish", "李管理", (), "", AT):
        happened.append(1)
    assert not happened


WRITES = """
import sys
from datetime import datetime
from pathlib import Path
from inspection.access import Audit
for n in range(25):
    Audit(Path(sys.argv[1])).note("rows_seen", sys.argv[2], (), "", datetime(2026, 3, 2), rows=n)
"""


def test_two_processes_that_write_at_once_make_one_chain(tmp_path):
    command = [sys.executable, "-c", WRITES, str(tmp_path)]
    writers = [subprocess.Popen([*command, name], cwd=PROJECT) for name in ("甲", "乙")]
    assert [one.wait(60) for one in writers] == [0, 0]
    audit = Audit(tmp_path)
    assert codes(audit) == set() and len(audit.read()) == 50


def test_lines_stand_as_json_that_other_programs_read(tmp_path):
    audit = filled(tmp_path, 3)
    first = json.loads((audit.folder / "2026-03.jsonl").read_text(encoding="utf-8").splitlines()[0])
    assert first["before"] == "" and first["who"] == "孙领导"
