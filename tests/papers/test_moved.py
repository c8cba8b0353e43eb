"""Figures given that are others today, and which of program, settings, data and time made them so; the commands around it."""

from datetime import date, datetime

import pytest

from inspection.papers.given import Stated, given, keep
from inspection.papers.moved import moved
from inspection.reading.answers import Source, terms
from inspection.reading.fields import answers, parse
from inspection.reading.view import View
from inspection.warehouse import Reader, Store, settings
from tests.reading.county import COUNTY
from tests.shell import run
from tests.small import AS_OF, TERMS, ledger

TABLES = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY).items()}
CONCLUDED = COUNTY["clues"].replace(
    "2024-05-02     | general       |         |              |             | pending         |",
    "2024-05-02     | general       | 二室    | verification | 2024-05-10  | substantiated   | 2024-08-02",
)
FIGURES = (
    Stated("clue_conclusion_rate term=14", "80.0%"),  # 4 of 5
    Stated("clue_conclusion_rate term=14 part=numerator", "4"),
    Stated("completion_rate term=14", "77.7%"),  # never so: as if the program had counted otherwise
    Stated("findings term=14", "6 个"),
    Stated("overdue_rate term=14", "50.0%"),
    Stated("no_such_rate", "1"),
)


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """The county, a paper given of it as of the eve of its due dates, and a second version in which a clue is concluded."""
    home = tmp_path_factory.mktemp("home")
    store = Store(home)
    store.publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    source, view = _opened(home, date(2022, 9, 1))
    keep(home, "pack_rectification", "整改推进会材料", {"a.docx": b"a"}, FIGURES, source, view, by="甲", at=datetime(2022, 9, 2))
    changed = TABLES | {"clues": ledger("clues", CONCLUDED)}
    store.publish(changed, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 2, 9))
    return home


def _opened(home, day=AS_OF, number=None):
    reader = Reader(home)
    source = Source(reader.mart(number), settings(home), reader.version(number))
    begun = terms(source, day)
    return source, View("zh", day, begun, begun[-1].number)


def test_each_step_from_what_was_printed_to_today_names_what_moved_the_figure(home):
    (paper,) = given(home)
    (older, _), (source, view) = _opened(home, number=1), _opened(home)
    found = {one.field: one for one in moved(paper, source, older, view)}
    assert found["no_such_rate"].reasons == ("gone",) and "findings term=14" not in found
    # no program ever printed this on that day, so the program is named, and what time did after
    assert found["completion_rate term=14"].before == "77.7%" and found["completion_rate term=14"].reasons == ("program", "time")
    # of the present day's own version only what the ledgers brought later counts
    again = keep(home, "letter", "提醒函", {"a": b""}, _today(older, view), older, view, by="甲", at=datetime(2025, 10, 1))
    later = {one.field: one for one in moved(again, source, older, view)}
    assert {field: (one.before, one.now, one.reasons) for field, one in later.items()} == {
        "clue_conclusion_rate term=14": ("80.0%", "100.0%", ("data",)),
        "clue_conclusion_rate term=14 part=numerator": ("4", "5", ("data",)),
    }
    assert later["clue_conclusion_rate term=14"].reasons_words("zh") == "台账补录或更正；补录结果 1 条"
    gone = moved(again, source, None, view)
    assert {one.reasons for one in gone} == {("unknown",)}


def _today(source, view):
    asked = [parse(one.field) for one in FIGURES[:5]]
    return [Stated(str(one), said.words()) for one, said in zip(asked, answers(asked, source, "zh"), strict=True)]


@pytest.mark.long
def test_the_commands_write_a_pack_keep_it_and_tell_what_moved(home, tmp_path):
    done = run(home, "brief", "--meeting", "rectification", "--block", "overdue", "--round", "十四届第一轮",
               "--format", "docx", "--format", "pdf", "--out", tmp_path / "out")  # fmt: skip
    assert done.returncode == 0, done.stderr
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["巡察整改推进会材料 2025-09-30.docx", "巡察整改推进会材料 2025-09-30.pdf"] and "g0003" in done.stderr
    assert {path.stat().st_mode & 0o777 for path in (tmp_path / "out").iterdir()} == {0o600}
    listed = run(home, "given", "list", "--format", "csv").stdout
    assert [line.partition(",")[0] for line in listed.splitlines()[1:]] == ["g0003", "g0002", "g0001"]
    assert "十四届第一轮" in listed and "docx pdf" in listed
    told = run(home, "given", "moved", "g0001", "--format", "csv").stdout
    assert "没有这个指标" in told and "时间推移" in told
    assert run(home, "given", "files", "g0003", "--out", tmp_path / "again").returncode == 0
    for name in names:
        assert (tmp_path / "again" / name).read_bytes() == (tmp_path / "out" / name).read_bytes()
    assert run(home, "given", "verify").returncode == 0
    refused = run(home, "brief", "--meeting", "secretary", "--out", tmp_path / "out")
    assert refused.returncode == 2 and "已有内容" in refused.stderr
    assert "轮次" in run(home, "brief", "--meeting", "secretary", "--round", "14-99", "--out", tmp_path / "x").stderr
    options = ("--block", "changes", "--format", "docx", "--out", tmp_path / "d")
    draft = run(home, "brief", "--meeting", "secretary", "--draft", *options)
    assert draft.returncode == 0 and run(home, "given", "list", "--format", "csv").stdout == listed
