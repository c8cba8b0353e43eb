"""账号与权限 and 审计: what the administrator sees, on the screen and on paper."""

from datetime import datetime

from inspection.access import Audit
from tests.ui.dashboard import fault, opened, own_data, small_county, text_tables, words


def office(home, monkeypatch, somebody) -> None:
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    own_data(home, small_county())
    somebody.be("王建国", "administrator")


def test_the_audit_is_shown_in_words_and_stands_on_paper_too_whatever_a_name_looks_like(tmp_path, monkeypatch, somebody):
    office(tmp_path, monkeypatch, somebody)
    opened("access/audit")
    audit = Audit(tmp_path)
    audit.note("downloaded", "**周**", ("analyst",), "10.0.0.1", datetime(2026, 3, 2), table="clues", rows=3)
    at = opened("access/audit")
    assert not fault(at)
    assert at.dataframe[0].value["内容"][0] == "行数 3 · 表 线索台账"
    assert "**周**" in text_tables(at)[0].to_string(), "on paper the grid is not drawn"
    assert audit.mark()[1] in words(at)


def test_the_audit_calls_a_list_by_the_name_it_has_on_the_screen_and_what_is_none_as_it_stands(tmp_path, monkeypatch, somebody):
    office(tmp_path, monkeypatch, somebody)
    audit = Audit(tmp_path)
    seen = ("finding", "finding_progress", "completion_rate", "findings_undated", "整改完成率，按类别", "<b>x</b>")
    for table in seen:
        audit.note("rows_seen", "周", (), "", datetime(2026, 3, 2), table=table)
    named = ["一个问题", "问题整改逐条", "整改完成率", "已完成而日期不详", "整改完成率，按类别", "<b>x</b>"]
    told = list(opened("access/audit").dataframe[0].value["内容"])
    assert told[::-1] == [f"表 {name}" for name in named]


def test_an_event_of_a_later_program_is_shown_as_it_stands(tmp_path, monkeypatch, somebody):
    office(tmp_path, monkeypatch, somebody)
    audit = Audit(tmp_path)
    audit.note("downloaded", "周", (), "", datetime(2026, 3, 2), table="clues")
    path = audit.folder / "2026-03.jsonl"
    path.write_text(path.read_text(encoding="utf-8").replace('"downloaded"', '"beamed"'), encoding="utf-8")
    at = opened("access/audit")
    assert not fault(at) and at.dataframe[0].value["事项"][0] == "beamed"


def test_the_accounts_are_for_the_administrator_the_roles_for_everybody(tmp_path, monkeypatch, somebody):
    office(tmp_path, monkeypatch, somebody)
    at = opened("access/accounts")
    assert not fault(at) and len(at.table) == 1 and len(at.dataframe) == 1
    assert [table.shape for table in text_tables(at)] == [(1, 6)] and at.table[0].value.shape == (6, 6)
    opens = at.table[0].value["页面"].str.cat(sep=" ")
    assert "问题线索" in opens and "数据导入" in opens and "县际比较" not in opens, "a county has no page that compares counties"
    somebody.be("孙领导", "reader")
    at = opened("access/accounts")
    assert not fault(at) and len(at.table) == 1 and not len(at.dataframe)
