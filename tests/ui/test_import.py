"""数据导入: a fault refuses everything, a clean import changes every page, and nothing uploaded stays behind."""

import csv
import errno
import io
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from inspection.formats.exports import csv_bytes
from inspection.intake import Fault, faults_csv
from inspection.text import say
from inspection.ui.pieces.faults_table import faults_frame, faults_xlsx, kinds_frame
from inspection.ui.pieces.ledger_format import format_frame
from inspection.ui.screens.importing.checking import failure
from inspection.ui.screens.importing.page import CHECKED
from inspection.ui.screens.importing.uploads import safe_name
from inspection.warehouse import Busy, Moved, Store, dictionary
from tests.signed_in import signed_in
from tests.ui.dashboard import AS_OF, demonstration, fault, opened, own_data, row, small_county, words

PAGE = "data/import"
BOTH = pytest.mark.parametrize("lang", ["zh", "en"])


@pytest.fixture
def home(tmp_path, monkeypatch) -> Iterator[Path]:
    home, temporary = tmp_path / "home", tmp_path / "temporary"
    home.mkdir()
    temporary.mkdir()
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    yield home
    assert not list(temporary.iterdir()), "what was uploaded stayed in the temporary folder"


def files(ledgers: dict[str, list[tuple]]) -> list[tuple[str, bytes, str]]:
    """Ledgers as the csv files an office would upload."""
    known = dictionary().ledgers
    return [
        (f"{known[name].zh}.csv", csv_bytes([c.zh for c in known[name].columns], rows), "text/csv")
        for name, rows in ledgers.items()
    ]


def checked(at, ledgers: dict[str, list[tuple]], as_of: date | None = AS_OF):
    """Give the day and the files, and press check."""
    if as_of:
        at.date_input(key="import_as_of").set_value(as_of)
    at.file_uploader[0].set_value(files(ledgers))
    at.run()
    return at.button(key="import_check").click().run()


def ready(at):
    """Tick that the warnings were seen, where there are any."""
    for box in at.checkbox:
        if not box.value:
            box.check().run()
    return at


def accepted(at):
    """Accept what was checked."""
    return ready(at).button(key="import_accept").click().run()


def with_a_bad_round() -> dict[str, list[tuple]]:
    county = small_county()
    county["inspections"] = [tuple("13-09" if v == "13-01" else v for v in r) for r in county["inspections"]]
    return county


def unlabelled(frame) -> list[list]:
    return frame.to_numpy().tolist()


@BOTH
def test_it_opens_on_the_demonstration_and_says_that_it_is_not_kept(home, made, lang):
    demonstration(home, made)
    at = opened(PAGE, **({"lang": "en"} if lang == "en" else {}))
    assert not fault(at)
    assert say("importing.first_import", lang) in words(at)
    assert at.date_input(key="import_as_of").value is None
    assert at.button(key="import_check").disabled


@BOTH
def test_it_shows_what_stands(home, lang):
    own_data(home, {})
    own_data(home, small_county())
    at = opened(PAGE, **({"lang": "en"} if lang == "en" else {}))
    assert not fault(at)
    assert at.date_input(key="import_as_of").value == AS_OF
    frames = [unlabelled(d.value) for d in at.dataframe]
    assert any([r[1] for r in rows if r[0] == dictionary().ledgers["rounds"].label(lang)] == [1] for rows in frames)


def test_without_a_day_nothing_can_be_checked(home, made):
    demonstration(home, made)
    at = opened(PAGE)
    at.file_uploader[0].set_value(files(small_county()))
    at.run()
    assert at.button(key="import_check").disabled
    assert say("importing.as_of_missing", "zh") in words(at)


def test_a_fault_is_shown_with_its_place_and_nothing_is_changed(home, made):
    demonstration(home, made)
    at = checked(opened(PAGE), with_a_bad_round())
    assert not fault(at)
    assert len(at.error) == 1 and "1 处错误" in at.error[0].value
    found = next(d.value for d in at.dataframe if "问题" in d.value.columns)
    assert found.iloc[0].to_dict() | {"问题": "", "怎么改": ""} == {
        "文件": "巡察任务.csv",
        "行": 2,
        "列": "轮次编号",
        "填写的内容": "13-09",
        "问题": "",
        "怎么改": "",
    }
    assert not [b for b in at.button if b.key == "import_accept"]
    assert Store(home).current() is None


def test_a_clean_import_shows_rows_before_and_after_and_becomes_the_data_in_force(home, made):
    signed_in(home)
    demonstration(home, made)
    at = checked(opened(PAGE), small_county())
    assert not fault(at) and not at.error
    change = next(d.value for d in at.dataframe if "处理" in d.value.columns).set_index("台账")
    assert change.loc["巡察任务"].tolist() == [0, 1, 1, 0, 0, 0, "新导入"]
    assert "线索台账" not in change.index
    accepted(at)
    assert not fault(at)
    version = Store(home).current()
    assert (version.number, version.as_of, version.demonstration) == (1, AS_OF, False)
    assert version.manifest["rows"]["inspections"] == 1
    assert say("importing.accepted", "zh", number=1, as_of=AS_OF, rows="4") in words(at)
    assert not at.file_uploader[0].value, "the uploaded files are let go"
    # the same session, without a restart: the frame reads the new version
    assert at.session_state["source"].version == version


def test_what_is_not_uploaded_is_kept_and_what_is_uploaded_is_replaced(home):
    own_data(home, small_county())
    more = small_county()["organisations"]
    more.append(row("organisations", org_id="B", name="乙局党组", org_class="county", in_scope_from=date(2021, 7, 1)))
    at = checked(opened(PAGE), {"organisations": more})
    change = next(d.value for d in at.dataframe if "处理" in d.value.columns).set_index("台账")
    assert change.loc["被巡察党组织库"].tolist() == [1, 2, 1, 0, 0, 1, "整本替换"]
    at.toggle(key="import_all_ledgers").set_value(True).run()
    change = next(d.value for d in at.dataframe if "处理" in d.value.columns).set_index("台账")
    assert change.loc["巡察任务", ["现有行数", "导入后行数", "处理"]].tolist() == [1, 1, "未上传，保持原样"]
    accepted(at)
    assert Store(home).current().manifest["rows"]["organisations"] == 2
    assert Store(home).current().manifest["rows"]["inspections"] == 1


def test_warnings_must_be_seen_before_the_import(home, made):
    demonstration(home, made)
    at = checked(opened(PAGE), small_county(), date(2022, 1, 1))
    assert any("提醒" in m.value for m in at.markdown)
    assert at.button(key="import_accept").disabled
    accepted(at)
    assert not fault(at)
    assert Store(home).current().as_of == date(2022, 1, 1)


@pytest.mark.long
def test_a_ledger_that_loses_its_rows_is_marked(home):
    own_data(home, small_county() | {"rules_made": []})
    at = checked(opened(PAGE), {"inspections": []})
    change = next(d.value for d in at.dataframe if "处理" in d.value.columns).set_index("台账")
    assert change.loc["巡察任务"].tolist() == [1, 0, 0, 0, 1, 0, "替换为空，请核对"]


@pytest.mark.long
def test_a_day_before_the_present_versions_is_questioned(home):
    own_data(home, small_county())
    at = checked(opened(PAGE), small_county(), date(2024, 9, 30))
    assert say("importing.as_of_back", "zh", as_of="2024-09-30", current=AS_OF) in words(at)


def test_another_day_or_file_or_language_needs_another_check(home, made):
    demonstration(home, made)
    at = checked(opened(PAGE), small_county())
    assert at.button(key="import_accept")
    at.date_input(key="import_as_of").set_value(date(2025, 8, 31))
    at.run()
    assert not [b for b in at.button if b.key == "import_accept"]
    assert CHECKED not in at.session_state


def test_what_was_found_is_forgotten_when_another_page_is_opened(home, made):
    demonstration(home, made)
    at = checked(opened(PAGE), with_a_bad_round())
    assert CHECKED in at.session_state
    at.switch_page("pages/reference/definitions.py").run()
    assert CHECKED not in at.session_state


def test_the_session_keeps_no_row_of_a_ledger(home, made):
    demonstration(home, made)
    county = small_county()
    county["findings"] = [
        row(
            "findings",
            finding_id="W1",
            inspection_id="13-01-1",
            category="four-1",
            scope="individual",
            found_on=date(2022, 3, 9),
            description="绝密描述",
            channel="deadline",
            nature="later",
            completion="in_progress",
        )
    ]
    at = checked(opened(PAGE), county)
    assert not fault(at) and not at.error
    assert "绝密描述" not in repr(at.session_state[CHECKED])


@pytest.mark.long
def test_an_import_that_another_one_overtook_is_checked_again(home):
    own_data(home, small_county())
    at = ready(checked(opened(PAGE), small_county()))
    own_data(home, small_county())
    # the page has not been drawn again since: its check was made against version 1
    at.button(key="import_accept").click().run()
    assert not fault(at)
    assert say("importing.stands_changed", "zh", number=2) in words(at)
    assert Store(home).current().number == 2
    at.button(key="import_check_again").click().run()
    accepted(at)
    assert not fault(at)
    assert Store(home).current().number == 3


@pytest.mark.long
def test_a_busy_store_says_so_and_keeps_the_check(home):
    own_data(home, small_county())
    at = checked(opened(PAGE), small_county())
    ready(at)
    with Store(home)._writing():
        at.button(key="import_accept").click().run()
    assert not fault(at)
    assert say("importing.busy", "zh") in words(at)
    at.button(key="import_accept").click().run()
    assert Store(home).current().number == 2


def test_a_workbook_with_a_sheet_per_ledger_comes_in(home, made):
    demonstration(home, made)
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in small_county().items():
        ledger = dictionary().ledgers[name]
        sheet = book.create_sheet(ledger.zh)
        sheet.append([c.zh for c in ledger.columns])
        for values in rows:
            sheet.append(list(values))
    out = io.BytesIO()
    book.save(out)
    at = opened(PAGE)
    at.date_input(key="import_as_of").set_value(AS_OF)
    at.file_uploader[0].set_value([("台账.xlsx", out.getvalue(), "")])
    at.run()
    at.button(key="import_check").click().run()
    assert not fault(at) and not at.error
    accepted(at)
    assert {f["name"] for f in Store(home).current().manifest["files"]} >= {"台账.xlsx [巡察任务]"}


def test_a_file_that_is_no_ledger_is_refused_in_words(home, made):
    demonstration(home, made)
    at = opened(PAGE)
    at.date_input(key="import_as_of").set_value(AS_OF)
    at.file_uploader[0].set_value([("线索台账.xlsx", b"not a workbook", ""), ("x.csv", b"a,b\n1,2\n", "")])
    at.run()
    at.button(key="import_check").click().run()
    assert not fault(at)
    assert "2 个文件" in at.error[0].value


def test_two_files_of_one_name_are_told_apart(home, made):
    demonstration(home, made)
    at = opened(PAGE)
    at.date_input(key="import_as_of").set_value(AS_OF)
    at.file_uploader[0].set_value([("x.csv", b"a,b\n1,2\n", ""), ("x.csv", b"a,b\n1,2\n", "")])
    at.run()
    at.button(key="import_check").click().run()
    found = next(d.value for d in at.dataframe if "问题" in d.value.columns)
    assert found["文件"].tolist() == ["1/x.csv", "2/x.csv"]


@pytest.mark.parametrize(
    "given, kept",
    [
        ("线索台账.csv", "线索台账.csv"),
        ("../../etc/passwd", "passwd"),
        ("C:\\台账\\线索台账.xlsx", "线索台账.xlsx"),
        ("a\x00b\u202ec\n.csv", "a_b_c_.csv"),
        ('a<b>:"|?*.csv', "a_b______.csv"),
        ("..", "_"),
        ("", "_"),
        (".csv", "csv"),
        ("长" * 300 + ".xlsx", "长" * 75 + ".xlsx"),
    ],
)
def test_a_files_name_is_kept_without_what_could_do_harm(given, kept):
    assert safe_name(given) == kept


FAULTS = (
    Fault("线索台账.csv", "", 7, "移交日期", "=1+1", "不是看得懂的日期", "写成 2025-09-30", "fault", "bad_date"),
    Fault("线索台账.csv", "", 9, "移交日期", "？", "不是看得懂的日期", "写成 2025-09-30", "fault", "bad_date"),
    Fault("x.xlsx", "表一", None, "", "", "认不出是哪本台账", "改表名", "fault", "not_recognised"),
    Fault("", "", None, "", "", "另有 3 条", "先改", "fault", "more"),
)


def test_faults_are_listed_with_their_sheet_only_where_there_is_one():
    assert faults_frame(FAULTS, "zh").columns.tolist()[:2] == ["文件", "工作表"]
    assert faults_frame(FAULTS[:2], "en").columns.tolist()[:2] == ["file", "row"]


def test_many_faults_are_also_counted_by_kind():
    kinds = unlabelled(kinds_frame(FAULTS, "zh"))
    assert kinds[0] == [2, "线索台账.csv", "移交日期", 7, "不是看得懂的日期"]
    assert [kind[0] for kind in kinds] == [2, 1]


def test_the_list_of_faults_as_a_workbook_runs_no_formula():
    book = openpyxl.load_workbook(io.BytesIO(faults_xlsx(FAULTS, "zh", datetime(2025, 10, 1))))
    rows = list(book.active.values)
    assert rows[0][1:4] == ("文件", "工作表", "行")
    assert rows[1][5] == "'=1+1"


@pytest.mark.parametrize(
    "error, name",
    [
        (Busy("busy", folder="x"), "busy"),
        (OSError(errno.ENOSPC, "No space left on device"), "disk_full"),
        (RuntimeError("IO Error: Could not write: No space left on device"), "disk_full"),
        (RuntimeError("a file is missing"), "store_failed"),
        (Moved("moved", number=3), "stands_changed"),
    ],
)
@BOTH
def test_a_failure_is_told_in_words(error, name, lang):
    values = {"store_failed": {"reason": f"RuntimeError: {error}"}, "stands_changed": {"number": 3}}.get(name, {})
    assert failure(error, lang) == say(f"importing.{name}", lang, **values)


@BOTH
@pytest.mark.parametrize("name", list(dictionary().ledgers))
def test_the_format_of_every_ledger_is_told_column_by_column(name, lang):
    frame = format_frame(name, lang)
    ledger = dictionary().ledgers[name]
    assert len(frame) == len(ledger.columns)
    assert (frame != "").all(axis=None)
    for told, column in zip(unlabelled(frame), ledger.columns, strict=True):
        if column.codes:
            written = told[1].replace("\\", "")
            assert all(code.label(lang) in written for code in dictionary().codes[column.codes])


def test_the_downloaded_list_is_a_csv_that_excel_opens():
    text = faults_csv(FAULTS, "zh").decode("utf-8-sig")
    assert next(csv.reader(io.StringIO(text)))[1:4] == ["文件", "工作表", "行"]
