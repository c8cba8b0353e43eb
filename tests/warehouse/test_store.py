"""Versions: immutable files, one pointer, one writer; and a mart that holds nothing secret."""

import json
import os
from datetime import date, datetime

import duckdb
import pytest

from inspection.warehouse import (
    Busy,
    ImportedFile,
    Reader,
    Store,
    StoreError,
    dictionary,
    ledger_tables,
    open_mart,
    rows_of,
)

DAY, CLOCK = date(2025, 9, 30), datetime(2025, 10, 8, 9, 30)


def row(ledger: str, **values) -> tuple:
    """A whole row of a ledger from the columns that matter."""
    columns = [c.name for c in dictionary().ledgers[ledger].columns]
    assert set(values) <= set(columns)
    return tuple(values.get(name) for name in columns)


def clue(id: str) -> tuple:
    return row(
        "clues",
        clue_id=id,
        inspection_id="I1",
        transferred_on=date(2024, 3, 1),
        subject_level="general",
        outcome="pending",
        summary="绝密摘要内容",
        subject_name="张某某",
    )


def county() -> dict:
    organisation = row(
        "organisations", org_id="O1", name="县一局党组", org_class="county", in_scope_from=date(2016, 1, 1)
    )
    inspection = row(
        "inspections",
        inspection_id="I1",
        round_id="R1",
        org_id="O1",
        team="第一组",
        team_level="county",
        kind="routine",
        counts_toward_coverage=True,
        onsite_start=date(2022, 3, 1),
    )
    return {
        "terms": [row("terms", term_no=14, name="第十四届", started_on=date(2021, 7, 1), planned_years=5)],
        "organisations": [organisation],
        "rounds": [
            row("rounds", round_id="R1", term_no=14, seq=1, name="第一轮", kind="routine", category_scheme="four",
                started_on=date(2022, 3, 1))
        ],
        "inspections": [inspection],
        "clues": [clue("XS-2024-001"), clue("XS-2024-002")],
    }


def publish(store: Store, ledgers: dict, **more):
    return store.publish(ledger_tables(ledgers), as_of=DAY, files=(), built_at=CLOCK, **more)


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


def test_before_the_first_import_there_is_no_version(store):
    assert store.current() is None
    assert store.versions() == []


def test_a_ledger_that_came_in_replaces_and_one_that_did_not_keeps_what_it_held(store):
    publish(store, county())
    second = publish(store, {"clues": [clue("XS-2025-001")], "recoveries": []})
    rows = store.read_full(second, ("clues", "organisations"))
    assert rows["clues"]["clue_id"].to_pylist() == ["XS-2025-001"]
    assert rows_of(rows["organisations"]) == county()["organisations"]


def test_rows_come_back_as_they_went_in(store):
    version = publish(store, county())
    assert store.read_full(version, tuple(county())) == ledger_tables(county())


def test_a_published_version_never_changes_when_the_next_one_is_published(store):
    first = publish(store, county())
    before = [path.read_bytes() for path in (first.full, first.mart)]
    publish(store, {"clues": []})
    assert [path.read_bytes() for path in (first.full, first.mart)] == before


def test_the_bookkeeping_says_what_came_out_of_which_file(store):
    file = ImportedFile("线索台账.csv", "ab" * 32, "clues", 2)
    store.publish(ledger_tables(county()), as_of=DAY, files=(file,), built_at=CLOCK)
    version = publish(store, {"terms": county()["terms"]})
    mart = open_mart(version)
    imports = mart.query("select version_no, ledger, file_name, sha256, count_rows from imports")
    assert imports.values.tolist() == [[1, "clues", "线索台账.csv", "ab" * 32, 2]]
    assert mart.query("select version_no, parent_no from data_version").values.tolist() == [[2, 1]]
    assert version.manifest["rows"]["clues"] == 2
    mart.close()


def test_no_byte_of_a_mart_holds_a_secret(store):
    second = publish(store, county()) and publish(store, {"clues": [clue("XS-2024-002"), clue("XS-2024-003")]})
    assert "张某某".encode() in second.full.read_bytes()
    for secret in ("张某某", "绝密摘要内容", "XS-2024-"):
        assert secret.encode() not in second.mart.read_bytes()


def test_a_secret_id_has_the_same_integer_in_every_version(store):
    first = publish(store, county())
    second = publish(store, {"clues": [clue("XS-2024-000"), clue("XS-2024-002")]})

    def numbers(version):
        connection = duckdb.connect(str(version.full), read_only=True)
        found = dict(connection.sql("select secret, number from surrogates where kind = 'clue_id'").fetchall())
        connection.close()
        return found

    assert numbers(second) == {**numbers(first), "XS-2024-000": 3}


def test_a_broken_build_changes_nothing_and_is_swept_by_the_next(store):
    publish(store, county())
    broken = {"clues": [clue("XS-1"), clue("XS-1")]}
    with pytest.raises(duckdb.ConstraintException):
        publish(store, broken)
    assert store.current().number == 1
    (store.folder / "0007.full.duckdb").write_bytes(b"left behind")
    version = publish(store, {"clues": []})
    assert version.number == 2
    assert sorted(p.name for p in store.folder.iterdir()) == sorted(
        ["current", "lock"] + [f"{n:04d}.{kind}" for n in (1, 2) for kind in ("full.duckdb", "mart.duckdb", "json")]
    )


def test_a_second_writer_is_told_that_an_import_is_running(store):
    publish(store, county())
    with store._writing(), pytest.raises(Busy, match="busy"):
        publish(Store(store.home), {"clues": []})


def test_a_reader_sees_a_new_version_without_a_restart(store):
    publish(store, county())
    reader = Reader(store.home)
    old = reader.mart()
    assert old.query("select count(*) as n from clues")["n"][0] == 2
    publish(store, {"clues": []})
    assert reader.mart().query("select count(*) as n from clues")["n"][0] == 0
    assert old.query("select count(*) as n from clues")["n"][0] == 2
    assert reader.mart() is reader.mart()


def test_the_demonstration_county_is_no_version_of_the_office_and_no_parent_of_one(store):
    demo = Store(store.home / "demo")
    publish(demo, county(), demonstration=True)
    assert Reader(store.home).mart().demonstration
    assert store.current() is None
    first = publish(store, {"terms": county()["terms"]})
    assert (first.number, first.manifest["parent"]) == (1, None)
    assert Reader(store.home).mart().query("select count(*) as n from clues")["n"][0] == 0


def test_a_mart_cannot_read_files_or_change_its_settings(store):
    mart = open_mart(publish(store, county()))
    for text in (
        "select * from read_csv('/etc/hosts')",
        "set enable_external_access = true",
        "attach 'x.duckdb' as x",
        "create table t (x int)",
        "select * from county",
    ):
        with pytest.raises(duckdb.Error):
            mart.query(text)
    mart.close()


def test_a_damaged_pointer_or_manifest_is_said_and_not_guessed(store):
    publish(store, county())
    (store.folder / "current").write_text("first")
    with pytest.raises(StoreError, match="damaged_pointer"):
        store.current()
    (store.folder / "current").write_text("1")
    (store.folder / "0001.json").write_text(json.dumps({"version": 1}))
    with pytest.raises(StoreError, match="damaged_manifest"):
        store.current()


def test_the_data_home_is_created_when_it_is_missing(tmp_path):
    version = publish(Store(tmp_path / "新" / "数据"), county())
    assert version.full.exists() and os.listdir(tmp_path / "新" / "数据") == ["versions"]
