"""The command template, with and without data of the office's own."""

from inspection.cli import main
from inspection.warehouse import dictionary


def test_template_writes_a_workbook_per_ledger_and_one_with_all(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    assert main(["template", str(tmp_path / "模板")]) == 0
    assert len(list((tmp_path / "模板").glob("*.xlsx"))) == len(dictionary().ledgers) + 1
    assert "26" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_said(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path / "home"))
    (tmp_path / "模板").write_text("a file stands here")
    assert main(["template", str(tmp_path / "模板")]) == 2
    assert "没有写成" in capsys.readouterr().err
