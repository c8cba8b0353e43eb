"""数据导入: what the steward resolves by choosing, what would change, and the way back."""

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest

from inspection.formats.exports import csv_bytes
from inspection.intake.aliases import Aliases
from inspection.ui.screens.importing.differences import cells_csv
from inspection.ui.screens.importing.page import CHECKED
from inspection.warehouse import Store, dictionary
from tests.signed_in import NAME
from tests.ui.dashboard import AS_OF, fault, opened, own_data, row, small_county, words

PAGE = "data/import"


@pytest.fixture
def home(tmp_path, monkeypatch) -> Path:
    """A data home that holds the small county as version 1."""
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path, small_county())
    return tmp_path


def checked(name: str, rows: list[tuple], headers: dict[str, str] | None = None, file: str = ""):
    """The page with one ledger uploaded and checked; `headers` are other words for its own."""
    ledger = dictionary().ledgers[name]
    heads = [(headers or {}).get(c.zh, c.zh) for c in ledger.columns]
    at = opened(PAGE)
    at.file_uploader[0].set_value([(file or f"{ledger.zh}.csv", csv_bytes(heads, rows), "text/csv")])
    at.run()
    return at.button(key="import_check").click().run()


def accept(at):
    for box in at.checkbox:
        box.check()
    return at.run().button(key="import_accept").click().run()


def change_of(at, label: str) -> list:
    frame = next(d.value for d in at.dataframe if "处理" in d.value.columns).set_index("台账")
    return frame.loc[label].tolist()


def drafts(home: Path) -> list[Path]:
    return list((home / "versions").glob("draft-*"))


@pytest.mark.long
def test_an_unknown_name_is_chosen_once_and_known_from_then_on(home):
    renamed = [tuple("县某局党委" if v == "A" else v for v in r) for r in small_county()["inspections"]]
    at = checked("inspections", renamed)
    assert not fault(at) and at.error
    at.selectbox(key="import_name_0_县某局党委").set_value("A").run()
    at.button(key="import_keep_names").click().run()
    assert not fault(at) and not at.error
    assert change_of(at, "巡察任务")[2:6] == [0, 0, 0, 1], "the name means the organisation that stands"
    assert Aliases.load(home).known == {"县某局党委": "A"}


@pytest.mark.long
def test_unknown_headers_are_mapped_by_choosing_and_kept_as_a_profile(home):
    at = checked("rounds", small_county()["rounds"], {"轮次编号": "轮次代号", "专题": "备注栏"}, "巡察轮次2025.csv")
    assert not fault(at) and at.error
    at.selectbox(key="import_header_0_rounds_0").set_value("round_id")
    at.selectbox(key="import_header_0_rounds_1").set_value("")
    at.text_input(key="import_profile_name").set_value("某局导出").run()
    at.button(key="import_keep_profile").click().run()
    assert not fault(at) and not at.error, [e.value for e in at.error]
    assert at.selectbox(key="import_profile").value == "某局导出"
    assert change_of(at, "巡察轮次")[2:6] == [0, 0, 0, 1]
    assert 'file = "巡察轮次*.csv"' in (home / "mappings" / "某局导出.toml").read_text(encoding="utf-8")


@pytest.mark.long
def test_rows_that_would_be_lost_can_be_kept_by_one_click(home):
    new = row("organisations", org_id="B", name="乙局党组", org_class="county", in_scope_from=date(2021, 7, 1))
    own_data(home, {"organisations": [*small_county()["organisations"], new]})
    at = checked("organisations", small_county()["organisations"])
    assert change_of(at, "被巡察党组织库")[:6] == [2, 1, 0, 0, 1, 1]
    at.button(key="import_keep_organisations").click().run()
    assert change_of(at, "被巡察党组织库")[:6] == [2, 2, 0, 0, 0, 2]
    accept(at)
    assert Store(home).current().manifest["rows"]["organisations"] == 2


@pytest.mark.long
def test_changed_cells_are_shown_old_and_new_and_the_import_is_undone(home):
    renamed = [tuple("第一轮（补）" if v == "第一轮" else v for v in r) for r in small_county()["rounds"]]
    at = checked("rounds", renamed)
    at.text_input(key="import_note").set_value("更名")
    at = accept(at)
    version = Store(home).current()
    assert (version.number, version.manifest["who"], version.manifest["note"]) == (2, NAME, "更名")
    assert [source["name"] for source in version.manifest["sources"]] == ["巡察轮次.csv"]
    assert not drafts(home)
    at.button(key="import_undo").click().run()
    assert not fault(at)
    back = Store(home).current()
    assert back.number == 3 and back.manifest["restored"] == 1
    assert Store(home).read_full(back, ("rounds",))["rounds"]["name"].to_pylist() == ["第一轮"]


@pytest.mark.long
def test_a_draft_goes_when_the_page_is_left_and_when_the_choices_change(home):
    at = checked("rounds", small_county()["rounds"])
    assert at.session_state[CHECKED].draft and len(drafts(home)) == 1
    at.date_input(key="import_as_of").set_value(date(2025, 8, 31)).run()
    assert not drafts(home)
    at.button(key="import_check").click().run()
    assert len(drafts(home)) == 1
    at.switch_page("pages/reference/definitions.py").run()
    assert not drafts(home) and Store(home).current().number == 1


@pytest.mark.long
def test_a_draft_goes_with_the_check_that_made_it_when_a_session_just_ends(home):
    at = checked("rounds", small_county()["rounds"])
    assert len(drafts(home)) == 1
    checked_then = weakref.ref(at.session_state[CHECKED])
    del at
    gc.collect()
    assert checked_then() is None and not drafts(home)


def test_the_versions_page_lists_compares_and_returns(home):
    new = row("organisations", org_id="B", name="乙局党组", org_class="county", in_scope_from=date(2021, 7, 1))
    own_data(home, {"organisations": [*small_county()["organisations"], new]})
    at = opened("data/versions")
    assert not fault(at)
    listed = at.dataframe[0].value
    assert listed["版本"].tolist() == [2, 1] and listed["截至日期"].tolist() == [AS_OF, AS_OF]
    differ = next(d.value for d in at.dataframe if "较晚行数" in d.value.columns)
    assert differ.to_numpy().tolist() == [["被巡察党组织库", 1, 2, 1, 0, 0, 1]]
    at.selectbox(key="versions_one").set_value(1).run()
    at.text_input(key="versions_note").set_value("退回")
    at.button(key="versions_restore").click().run()
    assert not fault(at)
    back = Store(home).current()
    assert (back.number, back.manifest["restored"], back.manifest["note"]) == (3, 1, "退回")
    assert "现在是版本 3" in words(at)


def test_the_cells_that_differ_can_be_taken_away_with_labels_old_and_new(home):
    columns = dictionary().ledgers["rounds"].columns
    changed = [
        tuple("special" if c.name == "kind" else v for v, c in zip(r, columns, strict=True))
        for r in small_county()["rounds"]
    ]
    newer, older = own_data(home, {"rounds": changed}), Store(home).version(1)
    taken = cells_csv(older.full, newer.full, "rounds", "changed", "zh")
    assert taken == "轮次编号,列,原值,新值\r\n13-01,巡察类型,常规巡察,专项巡察\r\n".encode("utf-8-sig")


def test_the_versions_page_of_a_home_without_data_leads_to_the_import(tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_DATA", str(tmp_path))
    own_data(tmp_path / "demo", small_county())
    at = opened("data/versions")
    assert not fault(at) and "没有版本可看" in words(at)
