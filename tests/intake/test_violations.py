"""What breaks a rule of data quality is told at the file, sheet, row and header the steward wrote."""

from datetime import date
from pathlib import Path

import pytest

from inspection.formats.workbooks import read_workbooks
from inspection.intake import read
from inspection.intake.check import Keys
from inspection.intake.faults import Faults
from inspection.intake.files import collect
from inspection.intake.read import _take_workbook, _Work
from inspection.intake.sheets import say_empty
from inspection.intake.violations import look_over, say_broken
from inspection.warehouse import dictionary, ledger_tables, memory_full, settings
from tests.intake.conftest import AS_OF


def raw(desk, standing=()):
    """What the files hold, before any check."""
    stands = dict(standing)
    return read([desk.folder], as_of=AS_OF, standing=lambda name: stands.get(name), lang="zh")


def looked_over(reading, standing=(), previous=None, lang="zh"):
    """The checks over what came in and, of the ledgers that did not, what stands."""
    full = memory_full(dict(standing) | reading.ledgers, AS_OF)
    try:
        return look_over(full, reading.places, previous=previous, settings=settings(), lang=lang)
    finally:
        full.close()


def broken(folder: Path, lang: str = "zh"):
    """The faults of the rows that could be read, beside (kinds of the others)."""
    faults = Faults(lang)
    found = collect([folder], faults)
    books = read_workbooks([file.path for file in found])
    taken = []
    keys = Keys(taken, lambda _: None, {})
    for file, book in zip(found, books, strict=True):
        taken += _take_workbook(file, book, keys, len(taken), faults, _Work(None, lang, [f.name for f in found]))
    for sheet in taken:
        say_empty(sheet, faults)
    others = {fault.code for fault in faults.listed("fault")}
    say_broken(taken, AS_OF, faults)
    return [f for f in faults.listed("fault") if f.code not in others], others


def test_a_violation_names_file_sheet_row_header_value_and_both_sentences(desk, small):
    desk.base()
    clue = small["clues"]
    rows = [[*clue], [*clue.values()], [*(clue | {"线索编号": "C2", "办结日期": "2024-03-31"}).values()]]
    desk.workbook("线索.xlsx", {"线索台账": rows})
    looked = looked_over(raw(desk))
    assert looked.faults == ()
    (warning,) = [w for w in looked.warnings if w.code == "clues_concluded_before_transferred"]
    assert (warning.file, warning.sheet, warning.row, warning.header) == ("线索.xlsx", "线索台账", 3, "办结日期")
    assert warning.value == "2024-03-31" and warning.level == "warning"
    assert warning.problem == "办结日期 2024-03-31 早于移交日期 2024-04-01"
    assert warning.advice == "核对两个日期，改正填错的一个"
    assert looked.counts["clues_concluded_before_transferred"] == 1


def test_what_refuses_is_a_fault_and_what_warns_a_warning(desk):
    desk.base()
    desk.ledger("findings", {"问题分类": "three-1"}, {"问题编号": "F2", "整改期限": "2024-03-19"})
    looked = looked_over(raw(desk), lang="en")
    (fault,) = looked.faults
    assert (fault.code, fault.level, fault.row) == ("findings_category_of_other_scheme", "fault", 2)
    assert fault.header == "问题分类"  # as the steward wrote it, whatever the language
    assert "findings_due_before_found" in {warning.code for warning in looked.warnings}


def test_codes_are_told_by_their_labels(desk):
    desk.base()
    desk.ledger("ballots", {"测评日期": "2023-09-01"})
    looked = looked_over(raw(desk))
    (warning,) = [w for w in looked.warnings if w.code == "ballots_without_feedback"]
    assert warning.row == 2 and warning.value == "2023-09-01"


def only(desk, ledger, *changes):
    """The base stands; one ledger comes in."""
    desk.base()
    standing = raw(desk).ledgers
    for path in desk.folder.iterdir():
        path.unlink()
    desk.ledger(ledger, *changes)
    return raw(desk, standing), standing


def test_a_row_that_stands_and_breaks_a_rule_by_what_came_in_is_told_by_ledger_and_key(desk):
    reading, standing = only(desk, "rounds", {"问题分类方案": "三个聚焦"})
    given = {"finding_id": "F1", "inspection_id": "I1", "category": "four-1", "scope": "common", "channel": "deadline"}
    given |= {"found_on": date(2024, 3, 20), "nature": "later", "completion": "in_progress"}
    findings = [given.get(column.name) for column in dictionary().ledgers["findings"].columns]
    looked = looked_over(reading, standing | ledger_tables({"findings": [findings]}))
    (fault,) = looked.faults
    assert (fault.code, fault.row) == ("findings_category_of_other_scheme", None)
    assert (fault.file, fault.sheet) == ("库中已有的问题清单", "F1")


def test_what_an_import_does_not_touch_cannot_refuse_it(desk):
    reading, standing = only(desk, "recoveries")
    terms = ledger_tables({"terms": [(13, "第十三届县委", date(2021, 7, 1), None, 0)]})
    looked = looked_over(reading, standing | terms)
    assert looked.faults == ()
    (warning,) = [w for w in looked.warnings if w.file.startswith("库中已有")]
    assert (warning.code, warning.level) == ("terms_planned_years_below_one", "warning")


def test_what_only_warns_of_what_stands_is_left_to_the_page_of_data_quality(desk):
    reading, standing = only(desk, "recoveries")
    late = ledger_tables({"meetings": [("M1", "secretary", date(2025, 10, 1), None)]})
    looked = looked_over(reading, standing | late)
    assert looked.counts["meetings_after_as_of"] == 1
    assert "meetings_after_as_of" not in {warning.code for warning in looked.warnings}


def test_a_ledger_that_lost_rows_has_no_row_to_name(desk):
    desk.base()
    looked = looked_over(raw(desk), previous={"organisations": 100})
    (warning,) = [w for w in looked.warnings if w.code == "ledgers_shrunk"]
    assert (warning.file, warning.row, warning.header) == ("全部台账", None, "")
    assert warning.problem == "被巡察党组织库从 100 行减到 1 行"


def test_of_very_many_violations_the_first_are_told_and_all_are_counted(desk, monkeypatch):
    kept = 200
    monkeypatch.setattr("inspection.intake.faults.KEPT", kept)
    monkeypatch.setattr("inspection.intake.violations.KEPT", kept)
    desk.base()
    desk.ledger("clues", *[{"线索编号": f"C{n}", "办结日期": "2024-03-31"} for n in range(kept + 50)])
    looked = looked_over(raw(desk))
    assert looked.counts["clues_concluded_before_transferred"] == kept + 50
    told = [w.code for w in looked.warnings]
    assert told.count("clues_concluded_before_transferred") == kept
    assert any(w.code == "more" and "50" in w.problem and "办结日期 2024-03-31" in w.problem for w in looked.warnings)


# An import with other faults is never drafted: the rows that can be read are looked at all the same


def test_beside_other_faults_the_rows_that_break_a_rule_are_told_at_once(desk):
    desk.base()
    desk.ledger(
        "findings",
        {"发现日期": "2024-13-40"},
        {"问题编号": "F2", "完成日期": None},
        {"问题编号": "F3", "完成日期": ""},
    )
    desk.ledger("report_scores", {"得分": "101"})
    found, others = broken(desk.folder)
    assert others == {"no_such_date"}
    assert {(f.code, f.file, f.row) for f in found} == {
        ("findings_done_without_date", "findings.csv", 3),
        ("findings_done_without_date", "findings.csv", 4),
        ("report_scores_out_of_range", "report_scores.csv", 2),
    }


@pytest.mark.parametrize("day, told", [("2024-13-40", False), ("", True)])
def test_a_cell_that_cannot_be_read_breaks_no_rule_an_empty_one_does(desk, day, told):
    desk.base()
    desk.ledger("clues", {"办结日期": day})
    found, others = broken(desk.folder)
    assert bool(others) != told
    assert [f.code for f in found] == ["clues_concluded_without_date"] * told


def test_a_row_without_a_readable_key_and_one_that_refers_nowhere_make_no_other_fault(desk):
    desk.base()
    desk.ledger("organisations", {"党组织编号": "", "党组织类别": "村(社区)党组织"}, {"党组织编号": "A02"})
    desk.ledger("findings", {"任务编号": "I9", "问题分类": "three-1"})
    found, others = broken(desk.folder)
    assert "empty_required" in others and found == []
