"""Hostile files: each is read or refused in words, and none takes the import down, hangs it, or costs its neighbour."""

import os
import random
import time
import zipfile
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest

from inspection.formats import workbooks
from inspection.intake import read
from tests.beside import SHARED, needs

HOSTILE = SHARED / "hostile"
FILES = sorted(p for p in HOSTILE.glob("*") if p.is_file() and p.suffix != ".md" and p.name != "index.tsv")
LONG = bool(os.environ.get("INSPECTION_LONG"))
SLOWEST = 15.0  # seconds for one file, on a busy machine of two cores


@pytest.fixture(autouse=True)
def reader() -> None:
    """The reader in a process of its own, as an office runs it."""


def _read(path: Path):
    return read([path], as_of=date(2025, 9, 30), standing=lambda ledger: None, lang="zh")


def _in_words(fault) -> bool:
    return bool(fault.problem and fault.advice and "Traceback" not in fault.problem and "Error" not in fault.problem)


@pytest.mark.long
@needs(HOSTILE)
def test_every_file_of_the_collection_is_refused_in_words_or_read():
    assert FILES
    refused = 0
    for path in FILES:
        started = time.monotonic()
        reading = _read(path)
        assert time.monotonic() - started < SLOWEST, path.name
        assert reading.faults, f"{path.name} is no ledger and must not come in"
        assert reading.ledgers == {}
        assert all(_in_words(fault) for fault in reading.faults), path.name
        refused += 1
    assert refused == len(FILES)


def _xlsx(sheet_data: str, dimension: str = "A1") -> bytes:
    """A workbook of one sheet whose cells are given as XML."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="线索台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><dimension ref="{dimension}"/>'
        f"<sheetData>{sheet_data}</sheetData></worksheet>",
    }
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return out.getvalue()


CORNER = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
BOMBS = {
    "a cell in the last corner": _xlsx(CORNER, "A1:XFD1048576"),
    "a column beyond the last": _xlsx('<row r="1"><c r="A1"><v>1</v></c><c r="ZZZZZZ2"><v>1</v></c></row>'),
    "a row beyond the last": _xlsx('<row r="4294967295"><c r="B4294967295"><v>1</v></c></row>'),
    "a cell of 40 MB": _xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>' + "甲" * 13_000_000 + "</t></is></c></row>"),
    "a row that never ends": _xlsx("<row r='1'>" + "<c r='A1'><v>1</v></c>" * 200_000),
    "an entity bomb": _xlsx("&lol;"),
}


@pytest.mark.long
@pytest.mark.parametrize("bomb", BOMBS)
def test_a_bomb_ends_its_own_process_and_its_neighbour_is_still_read(desk, bomb):
    path = desk.put("线索台账.xlsx", BOMBS[bomb])
    desk.ledger("terms", {"规划年数": "五"})
    started = time.monotonic()
    reading = desk.read()
    assert time.monotonic() - started < SLOWEST
    codes = {f.file: f.code for f in reading.faults}
    assert codes["terms.csv"] == "chinese_numerals"
    assert path.name in codes
    assert all(_in_words(fault) for fault in reading.faults)


def test_the_bomb_of_1700_bytes_kills_only_the_child_and_is_said_to_need_too_much_memory(desk):
    content = BOMBS["a cell in the last corner"]
    assert len(content) < 2_000
    (fault,) = desk.read(desk.put("线索台账.xlsx", content)).faults
    assert (fault.code, fault.file) == ("too_much_memory", "线索台账.xlsx")


def test_an_archive_that_unpacks_into_gigabytes_is_refused_before_it_is_opened(desk):
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _ in range(620):
                part.write(bytes(1_000_000))
    assert len(out.getvalue()) < 5_000_000
    assert [f.code for f in desk.read(desk.put("clues.xlsx", out.getvalue())).faults] == ["unpacks_too_big"]


@pytest.mark.parametrize(
    ("limit", "value", "code"),
    [("CPU_SECONDS", 1, "too_slow"), ("WALL_SECONDS", 0.3, "too_slow"), ("MEMORY", 1_000_000, "too_much_memory")],
)
def test_a_file_beyond_a_limit_is_one_fault(desk, monkeypatch, limit, value, code):
    # a mark within a field sends it the slow way, row by row
    path = desk.put("clues.csv", "线索编号,任务编号\n" + 'C1,I"1\n' * 1_000_000)
    monkeypatch.setattr(workbooks, limit, value)
    monkeypatch.setattr(workbooks, "BYTES_PER_SECOND", 10**12)
    monkeypatch.setattr(workbooks, "MEMORY_PER_BYTE", 0)
    assert [f.code for f in desk.read(path).faults] == [code]


@pytest.mark.long
def test_a_large_text_in_another_encoding_is_given_the_memory_it_needs(desk, monkeypatch):
    many = 600_000 if LONG else 150_000
    rows = "".join(f'C{n},"{"巡察发现问题整改情况说明文字" * 6}"\n' for n in range(many))
    path = desk.put("clues.csv", ("线索编号,线索摘要\n" + rows).encode("gb18030"))
    if not LONG:
        monkeypatch.setattr(workbooks, "MEMORY", workbooks.MEMORY // 4)
    (sheet,) = workbooks.read_workbook(path).sheets
    assert path.stat().st_size > 170 * many and len(sheet.numbers) == many + 1


def test_a_ledger_of_its_header_alone_beside_another_fault_is_no_error_of_the_program(desk, small):
    header = ",".join(small["terms"])
    desk.put("terms.csv", header + "\n")
    desk.ledger("organisations", {"应巡起始日期": "2016-13-45"})
    assert "no_such_date" in {fault.code for fault in desk.read().faults}


def test_a_reader_that_dies_or_hands_back_too_much_is_one_fault(desk, monkeypatch):
    path = desk.put("clues.csv", "线索编号,任务编号\n" + "C1,I1\n" * 300_000)
    monkeypatch.setattr(workbooks, "OUTPUT", 1_000_000)
    assert [f.code for f in desk.read(path).faults] == ["too_many_values"]
    dying = desk.put("child.py", b"import os\nos.abort()\n")
    monkeypatch.setattr(workbooks, "CHILD", dying)
    assert [f.code for f in desk.read(path).faults] == ["reader_died"]


def test_the_watch_of_the_parent_alone_stops_a_child_without_limits_of_its_own(desk, monkeypatch):
    path = desk.ledger("terms")
    monkeypatch.setattr(workbooks, "CHILD", desk.put("child.py", b"hold = bytearray(400_000_000)\nwhile True: pass\n"))
    monkeypatch.setattr(workbooks, "MEMORY", 200_000_000)
    assert [f.code for f in desk.read(path).faults] == ["too_much_memory"]
    monkeypatch.setattr(workbooks, "CHILD", desk.put("sleeper.py", b"import time\ntime.sleep(60)\n"))
    monkeypatch.setattr(workbooks, "WALL_SECONDS", 0.5)
    started = time.monotonic()
    assert [f.code for f in desk.read(path).faults] == ["too_slow"]
    assert time.monotonic() - started < 5


def test_nothing_is_left_behind_in_the_temporary_folder(desk, tmp_path, monkeypatch):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    desk.read(desk.put("线索台账.xlsx", BOMBS["a cell in the last corner"]))
    desk.read(desk.ledger("terms"))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("seed", range(int(os.environ.get("INSPECTION_MUTATIONS", "200" if LONG else "10"))))
def test_a_valid_workbook_with_bytes_changed_is_read_or_refused_in_words(desk, seed):
    rows = [["届次", "名称", "起始日期", "规划年数"], [13, "第十三届", date(2021, 7, 1), 5]]
    content = bytearray(desk.workbook("terms.xlsx", {"届次": rows}).read_bytes())
    chance = random.Random(seed)
    for _ in range(chance.choice((1, 5, 50))):
        content[chance.randrange(len(content))] = chance.randrange(256)
    if chance.random() < 0.3:
        del content[chance.randrange(len(content)) :]
    reading = desk.read(desk.put("terms.xlsx", bytes(content)))
    assert bool(reading.faults) != bool(reading.ledgers)
    assert all(fault.problem and fault.advice for fault in reading.faults)
