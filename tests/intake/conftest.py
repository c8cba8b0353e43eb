"""Small ledgers written by the test that reads them."""

import csv
import io
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from inspection.formats import workbooks
from inspection.intake import Reading, read
from inspection.intake.violations import look_over
from inspection.warehouse import ledger_tables, memory_full, settings
from tests.reader import read_here

AS_OF = date(2025, 9, 30)

# One valid row of each ledger that others refer to, under Chinese headers.
SMALL = {
    "terms": {"届次": "13", "名称": "第十三届县委", "起始日期": "2021-07-01", "规划年数": "5"},
    "rounds": {
        "轮次编号": "R1",
        "届次": "13",
        "轮次": "1",
        "名称": "第一轮",
        "巡察类型": "常规巡察",
        "问题分类方案": "四个落实",
        "进驻日期": "2024-03-01",
    },
    "organisations": {
        "党组织编号": "A01",
        "党组织名称": "演示乡党委",
        "党组织类别": "乡镇党委",
        "应巡起始日期": "2016-07-01",
    },
    "inspections": {
        "任务编号": "I1",
        "轮次编号": "R1",
        "党组织编号": "A01",
        "巡察组": "第一组",
        "组别": "县直组",
        "巡察类型": "常规巡察",
        "计入全覆盖": "是",
        "进驻日期": "2024-03-01",
    },
    "clues": {
        "线索编号": "C1",
        "任务编号": "I1",
        "移交日期": "2024-04-01",
        "对象层级": "村干部",
        "核查结论": "查实",
        "办结日期": "2024-09-01",
    },
    "findings": {
        "问题编号": "F1",
        "任务编号": "I1",
        "问题分类": "four-1",
        "共性个性": "共性问题",
        "发现日期": "2024-03-20",
        "处置渠道": "限期整改",
        "整改性质": "立行立改",
        "完成情况": "已完成",
        "完成日期": "2024-06-01",
    },
    "recoveries": {"挽损编号": "V1", "党组织编号": "A01", "挽回日期": "2024-06-01", "挽回金额(万元)": "12.5"},
    "report_scores": {"评选年度": "2024", "任务编号": "I1", "评委": "J1", "得分": "90", "获奖": "是"},
    "ballots": {"任务编号": "I1", "测评日期": "2024-09-01", "测评主体": "人大代表", "评价等次": "好", "票数": "7"},
    "notes": {
        "记录编号": "N1",
        "日期": "2024-09-02",
        "类型": "批示",
        "指标": "整改完成率",
        "内容": "逐件说明",
        "批示单位": "县委主要领导",
    },
    "team_reviews": {
        "轮次编号": "R1",
        "巡察组": "一组",
        "评价内容": "作风纪律",
        "评价等次": "好",
        "回收日期": "2024-09-01",
        "份数": "6",
    },
}
BASE = ("terms", "rounds", "organisations", "inspections")


def csv_text(rows: list[dict[str, str]], delimiter: str = ",") -> str:
    """A csv of rows by header; the headers are those of all rows, in order."""
    headers = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, headers, restval="", delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


class Desk:
    """A folder of ledgers about to be imported."""

    def __init__(self, folder: Path):
        self.folder = folder

    def put(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8-sig") if isinstance(content, str) else content)
        return path

    def ledger(self, ledger: str, *changes: dict[str, str | None], name: str | None = None) -> Path:
        """The ledger's small row once per change (None: a column left out); without changes the row as it is."""
        rows = []
        for change in changes or ({},):
            row = {**SMALL[ledger], **change}
            rows.append({header: value for header, value in row.items() if value is not None})
        return self.put(name or f"{ledger}.csv", csv_text(rows))

    def base(self) -> None:
        """The ledgers that the others refer to."""
        for ledger in BASE:
            self.ledger(ledger)

    def workbook(self, name: str, sheets: dict[str, list[list]], merged: Sequence[str] = ()) -> Path:
        """An xlsx by openpyxl: sheet name -> rows of cells; `merged`: areas merged in every sheet (B1:C1)."""
        import openpyxl

        book = openpyxl.Workbook()
        book.remove(book.active)
        for title, rows in sheets.items():
            sheet = book.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for area in merged:
                sheet.merge_cells(area)
        path = self.folder / name
        book.save(path)
        return path

    def read(self, *paths: Path, standing: dict[str, list[tuple]] | None = None, lang: str = "zh") -> Reading:
        """What the files hold; where nothing else is wrong, with the faults that the checks find in it."""
        stands = ledger_tables(standing or {})
        reading = read(paths or [self.folder], as_of=AS_OF, standing=lambda name: stands.get(name), lang=lang)
        if reading.faults:
            return reading
        full = memory_full(stands | reading.ledgers, AS_OF)
        looked = look_over(full, reading.places, previous=None, settings=settings(), lang=lang)
        full.close()
        return replace(reading, faults=looked.faults, ledgers={} if looked.faults else reading.ledgers)


def book(desk: Desk, ledger: str, sheets: dict[str, list[list]], dress=None) -> None:
    """A ledger's workbook: sheet name -> rows; a cell (value, number format) has that format. `dress` changes the book."""
    import openpyxl

    made = openpyxl.Workbook()
    made.remove(made.active)
    for title, lines in sheets.items():
        sheet = made.create_sheet(title)
        for row, line in enumerate(lines, 1):
            for column, cell in enumerate(line, 1):
                value, code = cell if isinstance(cell, tuple) else (cell, "General")
                sheet.cell(row, column, value).number_format = code
    if dress:
        dress(made)
    made.save(desk.folder / f"{ledger}.xlsx")


def lines(ledger: str, *changes: dict) -> list[list]:
    """The header and the ledger's small row once per change."""
    header = list(dict.fromkeys([*SMALL[ledger], *(name for change in changes for name in change)]))
    return [header, *[[{**SMALL[ledger], **change}.get(name) for name in header] for change in changes]]


@pytest.fixture(autouse=True)
def reader(monkeypatch) -> None:
    """Files are read in the test's own process; where that of the reader is the point, a module has its own `reader`."""
    monkeypatch.setattr(workbooks, "_run_child", read_here)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def small() -> dict[str, dict[str, str]]:
    return SMALL
