"""The command summary: a document kept as given, the list of fields, the template, and what is refused."""

import csv
import io

import pytest
from docx import Document

from inspection.papers.given import given
from inspection.warehouse import demonstration_store
from tests.shell import run
from tests.ui.conftest import made as invented

made = invented


def rows(text: str) -> dict[str, dict[str, str]]:
    return {row["字段"]: row for row in csv.DictReader(io.StringIO(text.lstrip("\ufeff")))}


def test_the_fields_of_a_year_and_the_document_say_the_same_and_the_document_is_kept(made, tmp_path):
    told = run(made, "summary", "fields", "--year", 2024, "--format", "csv")
    assert told.returncode == 0
    fields = rows(told.stdout)
    assert len(fields) > 69 and fields["covered_term"]["没有数字的原因"] == "所选时段内没有"
    path = tmp_path / "总结.docx"
    wrote = run(made, "summary", "write", "--year", 2024, "--out", path)
    assert wrote.returncode == 0 and "略去：全覆盖任务圆满完成的一届" in wrote.stdout
    text = "\n".join(p.text for p in Document(path).paragraphs)
    assert f"2024年，开展巡察{fields['rounds_held']['写法']}轮" in text and "演示数据" in text
    kept = given(demonstration_store(made).home)[0]
    assert (kept.kind, kept.files[0].name, kept.scope) == ("summary", "总结.docx", "截至 2025-09-30 · 2024-01-01 至 2024-12-31")
    assert any(one.field.startswith("summary.findings") and one.words == fields["findings"]["写法"] for one in kept.figures)


def test_the_template_is_taken_out_changed_and_used(made, tmp_path):
    own = tmp_path / "own.docx"
    assert run(made, "summary", "template", "--out", own).returncode == 0
    document = Document(own)
    document.paragraphs[0].add_run("（{{ rounds_hold }}）")
    document.save(own)
    refused = run(made, "summary", "write", "--template", own, "--out", tmp_path / "a.docx")
    assert refused.returncode == 2 and "rounds_hold" in refused.stderr and "rounds_held" in refused.stderr
    assert not (tmp_path / "a.docx").exists()
    assert run(made, "summary", "template", "--out", own).returncode == 2  # nothing is overwritten


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--term", 99), "没有第 99 届"),
        (("--term", 13, "--year", 2024), "只能选一种"),
        (("--from", "2024-02-01", "--to", "2024-01-01"), "2024-02-01"),
        (("--as-of", "2010-01-01"), "还没有开始的届次"),
        (("--year", 99999), "99999"),
    ],
)
def test_a_period_that_cannot_be_is_a_sentence(made, tmp_path, arguments, said):
    ended = run(made, "summary", "write", *arguments, "--out", tmp_path / "a.docx")
    assert ended.returncode == 2 and said in ended.stderr and not (tmp_path / "a.docx").exists()


def test_a_file_of_another_ending_is_refused_and_those_of_fields_are_written(made, tmp_path):
    assert "docx, xlsx, csv" in run(made, "summary", "write", "--out", tmp_path / "a.doc").stderr
    for form in ("xlsx", "csv"):
        assert run(made, "summary", "write", "--term", 14, "--out", tmp_path / f"a.{form}").returncode == 0
        assert (tmp_path / f"a.{form}").stat().st_size > 5000
