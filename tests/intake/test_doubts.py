"""What may be a mistake beside the other rows of its ledger is asked about; what stands as it comes is not."""

from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspection.intake import Reading, read
from inspection.intake.doubts import all_folded, folded
from inspection.warehouse import dictionary, ledger_tables
from tests.intake.conftest import AS_OF, Desk, csv_text


def recovery(number: int, amount: str, day: date = date(2024, 6, 1)) -> tuple:
    said = {"recovery_id": f"V{number:02}", "org_id": "A01", "recovered_on": day, "amount_wan": Decimal(amount)}
    assert set(said) <= {c.name for c in dictionary().ledgers["recoveries"].columns}
    return tuple(said.get(c.name) for c in dictionary().ledgers["recoveries"].columns)


STANDING = {"recoveries": [recovery(at, str(5 + at), date(2024, 5, at)) for at in range(1, 25)]}
STANDING["recoveries"].append(recovery(25, "90000", date(1999, 5, 1)))  # somebody has confirmed it


def read_beside(desk: Desk, mode: str = "update") -> Reading:
    stands = ledger_tables(STANDING)
    return read([desk.folder], as_of=AS_OF, standing=stands.get, modes={"recoveries": mode})


def questions(reading: Reading) -> list[tuple]:
    assert not reading.faults
    return [(q.code, q.row, q.value) for q in reading.questions]


@pytest.fixture
def base(desk: Desk) -> Desk:
    desk.base()
    return desk


def test_keys_that_differ_by_what_the_eye_passes_over_are_likely_the_same(base):
    base.ledger("recoveries", *[{"挽损编号": key} for key in ("v01", "V 02", "Ｖ03", "V06", "VO5", "V99")])
    assert questions(read_beside(base)) == [("key_variants", 2, "v01 ≈ V01; V 02 ≈ V02; VO5 ≈ V05")]
    base.ledger("recoveries", *[{"挽损编号": key} for key in ("V7", "W07", "'V08", "Ⅴ09")])
    assert questions(read_beside(base)) == [("key_variants", 2, "V7 ≈ V07; 'V08 ≈ V08; Ⅴ09 ≈ V09")]


def test_keys_of_one_file_that_look_alike_are_asked_about_once(base):
    base.ledger("recoveries", {"挽损编号": "W1"}, {"挽损编号": "w1", "挽回金额(万元)": "13"})
    assert questions(read_beside(base)) == [("key_variants", 3, "w1 ≈ W1")]


def test_rows_copied_under_new_numbers_are_asked_about_but_not_what_stands(base):
    same = {"挽回日期": "2024-05-03", "挽回金额(万元)": "8", "任务编号": "I1"}
    base.ledger("recoveries", {"挽损编号": "W1", **same}, {"挽损编号": "W2", **same}, {"挽损编号": "W3", **same, "任务编号": ""})
    assert questions(read_beside(base)) == [("copied_rows", 3, "W2 = W1")]
    base.ledger("recoveries", {"挽损编号": "V03", "挽回日期": "2024-05-03", "挽回金额(万元)": "8"})
    assert questions(read_beside(base)) == []


def test_amounts_a_hundred_times_the_usual_one_are_asked_about_unless_they_stand(base):
    base.ledger("recoveries", {"挽损编号": "W1", "挽回金额(万元)": "18000"}, {"挽损编号": "W2", "挽回金额(万元)": "0.01"})
    assert questions(read_beside(base)) == [("far_amounts", 2, "18,000; 0.01")]
    base.ledger("recoveries", {"挽损编号": "W1", "挽回金额(万元)": "1700"}, {"挽损编号": "V05", "挽回金额(万元)": "10"})
    assert questions(read_beside(base)) == []
    base.ledger("recoveries", {"挽损编号": "V25", "挽回金额(万元)": "90000", "挽回日期": "1999-05-01"})
    assert questions(read_beside(base)) == []


def test_a_column_that_is_the_hundredth_of_what_stands_is_in_another_unit(base):
    base.ledger("recoveries", *[{"挽损编号": f"W{at}", "挽回金额(万元)": f"0.0{at}"} for at in range(5, 10)])
    ((code, row, _),) = questions(read_beside(base, "replace"))
    assert (code, row) == ("shifted_amounts", 2)


def test_days_long_before_all_others_or_beyond_the_plan_are_asked_about(base):
    base.ledger("recoveries", {"挽损编号": "W1", "挽回日期": "2004-05-01"}, {"挽损编号": "W2", "挽回日期": "2023-05-01"})
    assert questions(read_beside(base)) == [("far_days", 2, "2004-05-01")]
    base.ledger("recoveries", {"挽损编号": "W1"})
    base.ledger("findings", {"整改期限": "2040-06-01"}, {"问题编号": "F2", "整改期限": "2027-06-01", "完成日期": "2024-06-02"})
    assert questions(read_beside(base)) == [("far_days", 2, "2040-06-01")]


@given(st.lists(st.text(max_size=8), max_size=5))
def test_keys_are_folded_a_column_at_a_time_as_one_by_one(keys):
    assert all_folded(pa.array(keys, pa.string())).to_pylist() == [folded(key) for key in keys]


def test_two_polling_days_of_an_inspection_so_near_that_one_may_be_mistyped_are_asked_about_once(base):
    days = ("2024-09-01", "2024-09-02", "2024-09-02", "2024-09-20")
    grades = ("好", "好", "较好", "好")
    base.ledger("ballots", *[{"测评日期": day, "评价等次": grade} for day, grade in zip(days, grades, strict=True)])
    assert questions(base.read()) == [("near_polls", 2, "I1: 2024-09-02 ≈ 2024-09-01")]
    base.ledger("ballots", {"测评日期": "2024-09-01"}, {"测评日期": "2024-09-05"})
    assert questions(base.read()) == []


@pytest.mark.parametrize("written", ["无", "—", "/", "不详"])
def test_a_batch_or_a_kind_that_says_none_is_no_name_and_is_asked_about(base, written):
    notice = {"文书编号": "N1", "文书类型": "督办通知书", "下发日期": "2024-06-01", "党组织编号": "A01"}
    first, second = {"批次": written, "问题类别": "吃拿卡要"}, {"文书编号": "N2", "批次": "一批", "问题类别": written}
    base.put("文书.csv", csv_text([notice | first, notice | second]))
    reading = base.read()
    assert questions(reading) == [("named_nothing", 2, written), ("named_nothing", 3, written)]
    table = reading.ledgers["notices"]
    assert (table["batch"].to_pylist(), table["problem_kind"].to_pylist()) == ([None, "一批"], ["吃拿卡要", None])
