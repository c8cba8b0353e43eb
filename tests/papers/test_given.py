"""A paper as it was handed out: kept whole, told of in the register's chain, and noticed when somebody changes it."""

import json
import os
import stat
from datetime import datetime

import pytest

from inspection.papers import given as papers
from inspection.papers.given import Stated, faults, file_of, given, keep, last_given
from inspection.papers.placing import placed_with
from inspection.reading.answers import Source, terms
from inspection.reading.view import View
from inspection.snapshots import Refused, office_key, verify_all
from inspection.snapshots import register as registers
from inspection.warehouse import Reader, Store, settings
from tests.warehouse.tiny import publish

AT = datetime(2025, 10, 8, 9, 30)
FILES = {"书记专题会材料.docx": b"words", "=1+1.xlsx": b"cells", "无后缀" * 60: b"x"}
FIGURES = (Stated("completion_rate", "97.0%"), Stated("findings org_class=village", "1,234 个"))


@pytest.fixture
def office(tmp_path):
    """(home, source, view) of an office with one version."""
    publish(Store(tmp_path), 1)
    reader = Reader(tmp_path)
    source = Source(reader.mart(), settings(tmp_path), reader.version())
    begun = terms(source, source.mart.as_of)
    yield tmp_path, source, View("zh", source.mart.as_of, begun, begun[-1].number, rounds=("R1",))
    reader.close()


def kept(office, kind="pack_secretary", at=AT):
    home, source, view = office
    return keep(home, kind, "书记专题会", FILES, FIGURES, source, view, by="张三", at=at)


def test_what_was_handed_out_is_read_back_as_it_was(office):
    home, source, _ = office
    first = kept(office)
    second = kept(office, kind="letter")
    assert given(home) == (second, first) and first.id != second.id
    assert {file.name: file_of(home, first, file.name) for file in first.files} == FILES
    assert first.figures == FIGURES and first.rules == source.settings
    assert (first.as_of, first.data_version, first.by, first.at) == ("2025-09-30", 1, "张三", "2025-10-08T09:30:00")
    assert dict(first.view)["rounds"] == ("R1",) and first.scope == "截至 2025-09-30 · 第1代 · R1"
    assert last_given(home, "letter") == second and last_given(home, "form") is None and faults(home) == ()


def test_each_is_a_signed_line_of_the_registers_chain_and_its_version_is_kept_for_good(office):
    home, *_ = office
    kept(office), kept(office)
    register = registers.read(home / "snapshots")
    assert [one.id for one in register.handed] == ["g0001", "g0002"] and len(register.lines) == 2
    assert verify_all(home / "snapshots", office_key(home).public_key()) == ([], [])
    assert Store(home).pins() == {1: ["papers/g0001", "papers/g0002"]}
    log = home / "snapshots" / registers.LOG
    lines = log.read_bytes().splitlines(keepends=True)
    log.write_bytes(lines[0].replace("张三".encode(), "李四".encode()))
    assert [f.code for f in verify_all(home / "snapshots", office_key(home).public_key())[1]] == ["line"]


def test_what_is_changed_afterwards_is_noticed_and_not_handed_out_again(office):
    home, *_ = office
    first, second = kept(office), kept(office)
    (home / "papers" / first.id / first.files[0].kept_as).write_bytes(b"other words")
    assert faults(home) == ((first.id, first.files[0].name),)
    with pytest.raises(Refused, match="不一致"):
        file_of(home, first, first.files[0].name)
    record = home / "papers" / second.id / papers.RECORD
    told = json.loads(record.read_bytes())
    told["figures"][0]["words"] = "98.0%"
    record.write_text(json.dumps(told), encoding="utf-8")
    assert (second.id, papers.RECORD) in faults(home)
    with pytest.raises(Refused, match="不一致"):
        given(home)


def test_a_paper_whose_line_was_never_written_was_never_handed_out(office, monkeypatch):
    home, *_ = office
    append = registers.append

    def killed(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(registers, "append", killed)
    with pytest.raises(KeyboardInterrupt):
        kept(office)
    monkeypatch.setattr(registers, "append", append)
    (home / "papers" / ".g0009.building").mkdir()
    assert given(home) == ()
    assert kept(office, kind="card").id == "g0001" and [p.kind for p in given(home)] == ["card"]
    assert sorted(path.name for path in (home / "papers").iterdir()) == ["g0001"]


def test_nobody_else_may_read_them(office):
    home, *_ = office
    paper = kept(office)
    if os.name == "posix":
        modes = {stat.S_IMODE(path.stat().st_mode) for path in (home / "papers" / paper.id).iterdir()}
        assert modes == {0o600} and stat.S_IMODE((home / "papers").stat().st_mode) == 0o700


@pytest.mark.parametrize("ended_by", [OSError, KeyboardInterrupt])
def test_files_whose_step_is_refused_after_all_are_taken_away_again(tmp_path, ended_by):
    with pytest.raises(ended_by), placed_with(tmp_path / "out", [("材料.docx", b"a"), ("材料.pdf", b"b")]) as files:
        assert sorted(files) == sorted(one.name for one in (tmp_path / "out").iterdir())
        raise ended_by
    assert not (tmp_path / "out").exists()
    with placed_with(tmp_path / "out", [("材料.docx", b"a")]):
        pass
    assert (tmp_path / "out" / "材料.docx").read_bytes() == b"a"
