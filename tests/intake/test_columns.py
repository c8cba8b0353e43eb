"""What is taken a column at a time is what the reader of the column makes of each cell by itself."""

from random import Random

import pyarrow as pa
import pytest

from inspection.formats.workbooks import cell
from inspection.intake.cells import Bad, Noted
from inspection.intake.columns import FEW, convert
from inspection.intake.values import reader_of
from inspection.warehouse import dictionary
from inspection.warehouse.values import arrow_type

COLUMNS = [
    ("clues", "clue_id"),
    ("clues", "inspection_id"),
    ("clues", "summary"),
    ("clues", "persons"),
    ("clues", "transferred_on"),
    ("clues", "outcome"),
    ("recoveries", "amount_wan"),
    ("rounds", "term_no"),
]
SIGNS = "0123456789-0123456789./Ee+ ABXz_,，。、；甲乙问题１Ａ－\u00a0\u200b\u3000%万元#\ufffd年月日"
WHOLE = ["", "0", "00", "007", "-0", "1e5", "1.2E+17", "12.50", "999999999", "1000000000", "4294967296", "0.1234567"]
WHOLE += ["Err:502", "#N/A", "####", "无", "-", "XS-2024-001", "9999999999.5", "12345678901.5", "a" * 4_000, "甲" * 40_000]
WHOLE += ["\0n12.0", "\0n12.5", "\0i7", "\0b1", "\0d2024-04-01", "\0e#N/A", "\0f", "\0t08:30:00"]
WHOLE += ["查实", "2024-04-01", "2024.4.1", "同上", "见同上", "如上", "NULL", "nan", "None", "待定", "暂无", "不详", "Jan-13"]
WHOLE += ["3月5日", "13-Jan", '="007"', "↓", "ditto", "DO", "同上述问题一并整改，已移送有关部门处理", "无锡路社区", "待定区"]


def _cells(seed: int) -> list[str | None]:
    chance = Random(seed)
    made = ["".join(chance.choice(SIGNS) for _ in range(chance.randrange(1, 12))) for _ in range(1_500)]
    plain = ["".join(chance.choice("0123456789AX甲-_.") for _ in range(chance.randrange(1, 9))) for _ in range(1_500)]
    cells = [text or None for text in WHOLE + made + plain]
    chance.shuffle(cells)
    return cells + cells[:100]


@pytest.mark.parametrize(("ledger", "name"), COLUMNS)
@pytest.mark.parametrize("seed", [1, 2])
def test_a_column_is_read_as_each_of_its_cells_is(ledger, name, seed):
    column = dictionary().ledgers[ledger].column(name)
    cells = _cells(seed)
    assert len(set(cells)) > FEW
    read = reader_of(column)
    values, told = [], {}
    for at, text in enumerate(cells):
        try:
            value = read(cell(text))
        except Bad as bad:
            value, told[at] = None, bad.code
        if isinstance(value, Noted):
            told[at], value = value.code, value.value
        values.append(value)
    got = convert(column, pa.array(cells, pa.string()))
    assert got.values.equals(pa.array(values, arrow_type(column)))
    assert {at: reason.code for at, _, reason in got.said()} == told
    refused = [at for at, _, reason in got.said() if isinstance(reason, Bad)]
    assert [at for at, bad in enumerate(got.bad.to_pylist()) if bad] == refused


def test_ids_that_repeat_are_not_said_to_be_distinct_and_those_that_do_not_are():
    column = dictionary().ledgers["clues"].column("clue_id")
    ids = [f"XS-{n}" for n in range(200)]
    assert convert(column, pa.array([*ids, None])).distinct
    assert not convert(column, pa.array([*ids, "XS-7"])).distinct
    # two spellings of one id are two cells and one value
    assert not convert(column, pa.array([*ids, "XS-7 "])).distinct
