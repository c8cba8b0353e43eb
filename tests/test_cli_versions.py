"""The commands of the versions: list, compare, return; damage is said in words with the next step."""

import csv
import io

import pytest

from inspection.cli import main
from inspection.warehouse import Store, dictionary, health
from tests.warehouse.tiny import publish


@pytest.fixture
def shell(tmp_path, monkeypatch, capsys):
    """Run a command on a data home of three versions: (exit code, stdout, stderr)."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    monkeypatch.setenv("INSPECTION_LANG", "zh")
    store = Store(tmp_path)
    for generation in (1, 2, 3):
        publish(store, generation)

    def run(*arguments: object) -> tuple[int, str, str]:
        code = main([str(a) for a in arguments])
        found = capsys.readouterr()
        return code, found.out, found.err

    run.store = store
    return run


def test_versions_are_listed_with_who_made_them_and_what_they_are_kept_for(shell):
    shell.store.pin(1, "2025 年第一次公开")
    code, out, err = shell("versions", "--format", "csv")
    lines = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert (code, err) == (0, "")
    assert [(line["version"], line["parent"], line["kept_for"]) for line in lines] == [
        ("1", "", "2025 年第一次公开"), ("2", "1", ""), ("3", "2", "")
    ]


@pytest.mark.long
def test_two_versions_are_compared_by_rows_and_cells(shell):
    code, out, _ = shell("diff", 1, 3, "--format", "csv")
    changed = {line["ledger"]: line for line in csv.DictReader(io.StringIO(out.removeprefix("\ufeff")))}
    assert code == 0 and len(changed) == len(dictionary().ledgers)
    assert (changed["organisations"]["changed"], changed["organisations"]["added"]) == ("5", "0")
    _, out, _ = shell("diff", 1, 3, "--rows", "organisations", "--format", "csv")
    cells = list(csv.DictReader(io.StringIO(out.removeprefix("\ufeff"))))
    assert cells[0] == {
        "change": "changed", "org_id": "O0", "column": "name", "old": "单位0 第1代", "new": "单位0 第3代"
    }
    code, out, _ = shell("diff", 1, 3)
    assert code == 0 and "主要指标没有变化" in out


def test_a_version_is_returned_to_as_a_new_one(shell):
    code, out, _ = shell("restore", 1, "--who", "李四", "--note", "导错了")
    assert code == 0 and "已发布版本 4,与版本 1 相同" in out.replace("，", ",")
    assert shell("diff", 1, 4)[1].count("各台账没有变化") == 1
    code, _, err = shell("restore", 9)
    assert code == 2 and err.startswith("没有版本 9")


def test_a_damaged_version_is_said_with_the_way_back(shell, monkeypatch):
    monkeypatch.setattr(health, "_proven", {})
    mart = shell.store.current().mart
    mart.write_bytes(mart.read_bytes()[:-1])
    code, out, err = shell("versions")
    assert code == 2 and "0003.mart.duckdb" in err and "restore 2" in err
    assert [line.split()[0] for line in out.splitlines()] == ["version", "1", "2"]
    code, _, err = shell("indicator", "inspections")
    assert code == 2 and "最近一个完好的版本是 2" in err
    assert shell("restore", 2)[0] == 0
    assert shell("indicator", "inspections", "--lang", "en")[0] == 0
