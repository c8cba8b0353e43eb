"""The command import: modes, who and note, what it says of the changes, and how far it is."""

import io
from datetime import date

import pytest

from inspection.cli import main
from inspection.cli.imports import Line
from inspection.formats.exports import csv_bytes
from inspection.warehouse import Store, dictionary
from tests.ui.dashboard import own_data, row, small_county

AS_OF = "2025-09-30"


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A data home that holds the small county as version 1."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    own_data(tmp_path / "home", small_county())
    return tmp_path / "home"


@pytest.fixture
def another_organisation(tmp_path):
    """A file of organisations that holds one new row and not the one that stands."""
    new = row("organisations", org_id="B", name="乙局党组", org_class="county", in_scope_from=date(2021, 7, 1))
    path = tmp_path / "被巡察党组织库.csv"
    path.write_bytes(csv_bytes([c.zh for c in dictionary().ledgers["organisations"].columns], [new]))
    return path


@pytest.mark.long
@pytest.mark.parametrize("how", [["--mode", "update"], ["--update", "organisations"], ["--update", "被巡察党组织库"]])
def test_update_adds_by_key_and_keeps_the_rest(home, another_organisation, capsys, how):
    assert main(["import", str(another_organisation), "--as-of", AS_OF, *how]) == 0
    assert Store(home).current().manifest["rows"]["organisations"] == 2
    said = capsys.readouterr().out
    lines = [line.split() for line in said.splitlines()]
    assert ["台账", "新增", "变更", "删除", "不变"] in lines and ["被巡察党组织库", "1", "0", "0", "1"] in lines
    assert "尚无数据的台账：" in said and "0 行（未随本次导入" not in said and "届次：1 行（未随本次导入，保持原样）" in said


def test_replace_takes_away_what_is_not_in_the_file_and_says_what_still_needs_it(home, another_organisation, capsys):
    assert main(["import", str(another_organisation), "--as-of", AS_OF]) == 2
    assert "巡察任务" in capsys.readouterr().err
    assert Store(home).current().number == 1
    assert not list((home / "versions").glob("draft-*"))


def test_who_and_note_and_the_file_as_it_came_are_kept_with_the_version(home, another_organisation):
    asked = ["--who", "张三", "--note", "九月", "--mode", "update"]
    assert main(["import", str(another_organisation), "--as-of", AS_OF, *asked]) == 0
    version = Store(home).current()
    assert (version.manifest["who"], version.manifest["note"]) == ("张三", "九月")
    (source,) = version.manifest["sources"]
    assert Store(home).source_file(source["file"]).read_bytes() == another_organisation.read_bytes()


def test_what_it_does_to_the_headline_figures_is_said(home, another_organisation, capsys):
    assert main(["import", str(another_organisation), "--as-of", AS_OF, "--mode", "update"]) == 0
    said = capsys.readouterr().out
    assert "全覆盖率 第 13 届：100.0% → 50.0%（1/1 → 1/2）：补录 1 条" in said


def test_a_ledger_there_is_not_is_named(home, another_organisation, capsys):
    assert main(["import", str(another_organisation), "--as-of", AS_OF, "--update", "线索"]) == 2
    assert "没有台账“线索”" in capsys.readouterr().err
    assert Store(home).current().number == 1


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_one_line_is_written_over_and_taken_away():
    terminal = Terminal()
    with Line(terminal) as line:
        line.tell(0.5, "正在读取甲.csv：5 / 10 行")
        line.tell(1.0, "核对")
    said = terminal.getvalue()
    assert said.startswith("\r 50% 正在读取甲.csv：5 / 10 行\r100% 核对 ") and said.endswith(" \r") and "\n" not in said


def test_where_there_is_no_terminal_a_short_import_says_nothing_of_its_progress():
    plain = io.StringIO()
    with Line(plain) as line:
        line.tell(0.5, "正在读取")
    assert plain.getvalue() == ""


def test_a_rule_many_rows_break_is_one_line_with_its_number_and_all_of_them_in_the_report(home, tmp_path, capsys):
    names = ("org_id", "name", "org_class", "in_scope_from")
    new = [[f"N{n}", f"{n}局", "县直党组织", "2021-07-01"] for n in range(5)]
    headers = [dictionary().ledgers["organisations"].column(name).zh for name in names]
    path, report = tmp_path / "被巡察党组织库.csv", tmp_path / "report.csv"
    path.write_bytes(csv_bytes(headers, new))
    asked = ["--as-of", AS_OF, "--mode", "update", "--report", str(report)]
    assert main(["import", str(path), *asked]) == 0
    (told,) = [line for line in capsys.readouterr().err.splitlines() if f"{path.name}，" in line]
    assert "第 2 行，“领域”列" in told and told.endswith("共 5 处，又如第 3, 4 行。")
    listed = report.read_text(encoding="utf-8-sig").splitlines()
    assert sum(path.name in line and "没有填领域" in line for line in listed) == 5


@pytest.fixture
def without_short_name(home, tmp_path):
    """The organisations that stand, in a file without the column 简称, which holds a value."""
    standing = Store(home).read_full(Store(home).current(), ("organisations",))["organisations"].to_pylist()
    own_data(home, small_county() | {"organisations": [row("organisations", **{**standing[0], "short_name": "甲"})]})
    columns = [c for c in dictionary().ledgers["organisations"].columns if c.name != "short_name"]
    path = tmp_path / "被巡察党组织库.csv"
    path.write_bytes(csv_bytes([c.zh for c in columns], [[standing[0][c.name] for c in columns]]))
    return path


def short_names(home) -> list[str | None]:
    return Store(home).read_full(Store(home).current(), ("organisations",))["organisations"]["short_name"].to_pylist()


@pytest.mark.long
def test_a_replacement_that_lacks_a_column_asks_and_publishes_nothing_until_a_flag_answers(home, without_short_name, capsys):
    number, asked = Store(home).current().number, ["import", str(without_short_name), "--as-of", AS_OF]
    assert main(asked) == 2
    said = capsys.readouterr().err
    assert "请确认" in said and "简称" in said and "--absent keep|empty" in said
    assert Store(home).current().number == number and not list((home / "versions").glob("draft-*"))
    assert main([*asked, "--absent", "keep"]) == 0 and short_names(home) == ["甲"]
    assert main([*asked, "--absent", "empty"]) == 0 and short_names(home) == [None]


@pytest.mark.parametrize("day", ["0001-01-01", "1989-12-31", "2100-01-01", "9999-12-31"])
def test_an_as_of_day_that_cannot_be_is_refused_as_on_the_page(home, another_organisation, capsys, day):
    assert main(["import", str(another_organisation), "--as-of", day, "--mode", "update"]) == 2
    assert f"截至日期 {day} 不可能" in capsys.readouterr().err
