"""The store of a level above the counties: every county in it as its own office has it, replaced whole, or not at all."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from inspection.access import Accounts, Audit
from inspection.snapshots import deliveries, office_key, public_pem
from inspection.warehouse import (
    Damaged,
    Store,
    StoreError,
    dictionary,
    ledger_tables,
    open_mart,
    rollups,
    settings,
)
from inspection.warehouse.deliveries import REGION, of_region
from inspection.warehouse.disk import remove
from inspection.warehouse.levels import Level
from tests.shell import run
from tests.snapshots.county import AS_OF, SMALL, ledgers

LONG = bool(os.environ.get("INSPECTION_LONG"))
KILLS = 200 if LONG else 3
CODES = ("411526", "411503", "421102")
OTHERS = {"A": ("township", 2, 3), "B": ("county", 5, 9)}
ROOT = Path(__file__).resolve().parents[2]


def delivery(home: Path, code: str, held: dict, name: str = "out", version: int = 1) -> Path:
    """What a county of these ledgers hands over; `version` times published."""
    home.mkdir(exist_ok=True)
    (home / "settings.toml").write_text(f'[county]\nname = "县{code}"\nregion_code = "{code}"\n', encoding="utf-8")
    for hour in range(version):
        Store(home).publish(ledger_tables(held), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, hour))
    ended = run(home, "deliver", home / name)
    assert ended.returncode == 0, ended.stderr
    return home / name


@pytest.fixture(scope="module")
def counties(tmp_path_factory) -> Path:
    """Three counties of two provinces that have delivered, with the same ids in each, and the keys by which they are known."""
    folder = tmp_path_factory.mktemp("counties")
    (folder / "keys").mkdir()
    for number, code in enumerate(CODES):
        held = ledgers(SMALL if number else OTHERS, late=("B",), clues=(("A", 2024), ("B", 2024)))
        delivery(folder / code, code, held)
        delivery(folder / code, code, ledgers(OTHERS, clues=(("A", 2023),)), "again")
        (folder / "keys" / f"{code}.pem").write_bytes(public_pem(office_key(folder / code)))
    return folder


def merge(store: Path, counties: Path, *folders: object):
    return run(store, "merge", store, *(counties / str(folder) for folder in folders), "--keys", counties / "keys")


def held(store: Path) -> dict[str, tuple[int, str]]:
    """Code -> version and fingerprint of each county that stands, each opened and its rows counted against what it said."""
    standing = Level(store).current()
    found = {}
    for code, county in standing.counties.items() if standing else ():
        _, mart = Level(store).county(code)
        assert {name: len(mart.ledger(name)) for name in dictionary().ledgers} == dict(county.rows)
        mart.close()
        found[code] = (county.data_version, county.fingerprint)
    return found


@pytest.mark.long
def test_a_county_of_the_store_is_row_by_row_what_its_own_office_has(counties, tmp_path):
    ended = merge(tmp_path, counties, *(f"{code}/out" for code in CODES))
    assert ended.returncode == 0, ended.stderr
    assert sorted(Level(tmp_path).current().files) == ["41", "42"]
    for code in CODES:
        version, mart = Level(tmp_path).county(code)
        own = open_mart(Store(counties / code).version(1))
        assert (mart.as_of, version.number) == (own.as_of, 1)
        for name in dictionary().ledgers:
            pd.testing.assert_frame_equal(mart.ledger(name), own.ledger(name))


def test_a_store_merged_before_the_contract_grew_opens_and_takes_in_what_comes_later(counties, tmp_path):
    merge(tmp_path, counties, *(f"{code}/out" for code in CODES[:2]))
    level = Level(tmp_path)
    with duckdb.connect(str(level.file_of(level.current(), CODES[0]))) as older:  # as it was made in an earlier year
        older.execute("drop table notes")
        older.execute("alter table findings drop column reinspection_outcome")
    own = open_mart(Store(counties / CODES[1]).version(1))
    for mart in (level.county(CODES[1])[1], None):
        if mart is None:
            assert merge(tmp_path, counties, f"{CODES[0]}/again").returncode == 0
            mart = level.county(CODES[1])[1]
        for name in dictionary().ledgers:
            pd.testing.assert_frame_equal(mart.ledger(name), own.ledger(name))
    assert held(tmp_path)[CODES[0]][0] == 2 and not level.query("41", "select * from notes").size


def test_two_counties_with_equal_ids_share_none_in_the_store(counties, tmp_path):
    merge(tmp_path, counties, *(f"{code}/out" for code in CODES[:2]))
    level = Level(tmp_path)
    rows = level.query("41", f"select f.{REGION} as region, f.finding_id as id, i.{REGION} as of_inspection"
                             " from findings f join inspections i on i.inspection_id = f.inspection_id")  # fmt: skip
    assert set(rows["region"]) == {411526, 411503} and rows["id"].is_unique
    assert (rows["region"] == rows["of_inspection"]).all() and len(rows) == sum(
        level.current().counties[code].rows["findings"] for code in CODES[:2]
    )


@pytest.mark.long
def test_a_county_that_comes_anew_is_replaced_whole_and_an_older_one_is_refused(counties, tmp_path):
    merge(tmp_path, counties, *(f"{code}/out" for code in CODES))
    before = held(tmp_path)
    assert merge(tmp_path, counties, f"{CODES[0]}/again").returncode == 0
    after = held(tmp_path)
    assert after[CODES[0]][0] == 2 and all(after[code] == before[code] for code in CODES[1:])
    older = merge(tmp_path, counties, f"{CODES[0]}/out")
    assert older.returncode == 2 and "不比库里的" in older.stderr and held(tmp_path) == after
    same = merge(tmp_path, counties, f"{CODES[0]}/again")
    assert same.returncode == 0 and "收 0 个县" in same.stdout and held(tmp_path) == after


def test_what_is_refused_is_left_out_with_its_reason_and_the_others_come_in(counties, tmp_path):
    spoilt = tmp_path / "spoilt"
    shutil.copytree(counties / CODES[1] / "out", spoilt)
    (spoilt / "findings.parquet").write_bytes(b"PAR1")
    ended = merge(tmp_path / "store", counties, f"{CODES[0]}/out", spoilt)
    assert ended.returncode == 3 and "findings.parquet" in ended.stderr
    assert list(held(tmp_path / "store")) == [CODES[0]]
    unknown = run(tmp_path, "merge", tmp_path / "none", counties / CODES[0] / "out")
    assert unknown.returncode == 2 and "公钥" in unknown.stderr and Level(tmp_path / "none").current() is None


def test_a_signed_delivery_with_rows_of_another_county_is_left_out(counties, tmp_path):
    """Signed by one who may sign for itself alone: rows of a neighbour in it would change the neighbour's figures."""
    tables = {path.stem: pq.read_table(path) for path in (counties / CODES[0] / "out").glob("*.parquet")}
    rows = tables["findings"]
    tables["findings"] = rows.set_column(0, rows.schema.field(0), of_region(CODES[1], len(rows)))
    home = counties / CODES[0]
    what = deliveries.told(Store(home).current(), settings(home))
    deliveries.hand_over(tmp_path / "forged", tables, what, office_key(home))
    ended = merge(tmp_path / "store", counties, f"{CODES[1]}/out", tmp_path / "forged")
    assert ended.returncode == 3 and "findings" in ended.stderr
    assert list(held(tmp_path / "store")) == [CODES[1]]
    tables["findings"] = rows.drop_columns(["due_on"])
    deliveries.hand_over(tmp_path / "lacking", tables, what, office_key(home))
    ended = merge(tmp_path / "store", counties, tmp_path / "lacking")
    assert ended.returncode == 2 and "findings.parquet" in ended.stderr
    assert list(held(tmp_path / "store")) == [CODES[1]]


def spoilt(counties: Path, folder: Path, spoil) -> Path:
    """What the first county hands over after `spoil` has changed its tables, signed by it all the same."""
    home = counties / CODES[0]
    tables = {path.stem: pq.read_table(path) for path in (home / "out").glob("*.parquet")}
    spoil(tables)
    what = deliveries.told(Store(home).current(), settings(home))
    deliveries.hand_over(folder, tables, what, office_key(home))
    return folder


def put(tables: dict, ledger: str, column: str, value: object) -> None:
    """Put a value into a column of the first row."""
    rows = tables[ledger]
    at, kind = rows.schema.get_field_index(column), rows.schema.field(column).type
    cells = rows[column].to_pylist()
    cells[0] = cells[1] if value is SECOND else value
    tables[ledger] = rows.set_column(at, rows.schema.field(at), pa.array(cells, kind))


SECOND = object()
CANNOT_BE = {
    "an id beyond a county's own": ("findings", "finding_id", 10_000_001, "findings"),
    "a row without its id": ("clues", "clue_id", None, "clues"),
    "an id that stands twice": ("findings", "finding_id", SECOND, "findings"),
    "a reference into a neighbour": ("findings", "inspection_id", 20_000_003, "findings"),
    "a term beyond a county's own": ("rounds", "term_no", 1_013, "rounds"),
}


@pytest.mark.long
def test_signed_ledgers_that_cannot_be_are_left_out_and_the_others_come_in(counties, tmp_path):
    for number, (what, (ledger, column, value, named)) in enumerate(CANNOT_BE.items()):
        bad = spoilt(counties, tmp_path / f"bad{number}", lambda t, at=(ledger, column, value): put(t, *at))
        ended = merge(tmp_path / f"store{number}", counties, f"{CODES[1]}/out", bad)
        assert ended.returncode == 3 and f"{bad} " in ended.stderr and named in ended.stderr, (what, ended.stderr)
        assert list(held(tmp_path / f"store{number}")) == [CODES[1]], what


@pytest.mark.long
def test_a_county_whose_ledgers_do_not_add_up_is_left_out_alone(counties, tmp_path, monkeypatch):
    """The rollups of a province are made together: the one that breaks them must not take the others along."""
    whole = rollups.figure_rows

    def breaks(shape, **given):
        text = whole(shape, **given)
        return f"select f.* from (\n{text}\n) f where {BROKEN} is null" if shape.rows == "clues" else text

    monkeypatch.setattr(rollups, "figure_rows", breaks)
    ended = merge(tmp_path, counties, *(f"{code}/out" for code in CODES))
    assert ended.returncode == 3 and CODES[0] in ended.stderr and CODES[1] not in ended.stderr, ended.stderr
    assert list(held(tmp_path)) == sorted(CODES[1:])


BROKEN = f"case when f.org_id // 10000000 = {CODES[0]} then cast('x' || f.org_id as integer) end"


def test_what_a_merge_did_stands_in_the_audit_of_the_store_and_of_nobody_else(counties, tmp_path):
    store, other = tmp_path / "store", tmp_path / "other"
    for home in (store, other):
        Accounts(home).add("王", ("administrator",), "correct horse battery", by="", at=datetime(2025, 10, 1))
    ended = run(other, "merge", store, counties / CODES[0] / "out", "--keys", counties / "keys")
    assert ended.returncode == 0, ended.stderr
    told = [(line.details["state"], line.details.get("taken")) for line in Audit(store).read(what="merge")]
    assert told == [("begun", None), ("done", 1)]
    assert Audit(other).read(what="merge") == ()


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX")
def test_killed_at_random_moments_a_merge_has_happened_or_has_not(counties, tmp_path):
    store, draw = tmp_path / "store", random.Random(3)
    merge(store, counties, *(f"{code}/out" for code in CODES))
    before = held(store)
    shutil.copytree(store, tmp_path / "kept")
    command = [sys.executable, "-m", "inspection", "merge", str(store), "--keys", str(counties / "keys")]
    command += [str(counties / code / "again") for code in CODES]
    begun = time.monotonic()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    takes, after, killed = time.monotonic() - begun, held(store), 0
    assert {version for version, _ in after.values()} == {2}
    for _ in range(KILLS):
        remove(store)
        shutil.copytree(tmp_path / "kept", store)
        child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        time.sleep(takes * draw.uniform(0.5, 1.0))
        child.send_signal(signal.SIGKILL)
        killed += child.wait() == -signal.SIGKILL
        assert held(store) in (before, after)
        assert merge(store, counties, *(f"{code}/again" for code in CODES)).returncode == 0
        assert held(store) == after
        # files that stood just before stay: somebody may be about to open them
        standing, there = Level(store).current(), {path.name for path in (store / "level").iterdir()}
        before_it = {f"{p}-{standing.number - 1}.{kind}" for p in ("41", "42") for kind in ("duckdb", "parquet")}
        assert there <= {"current", "lock", *standing.files.values(), *standing.figures.values(), *before_it}
    assert killed


@pytest.mark.long
def test_ended_before_each_of_its_last_steps_nothing_has_changed(counties, tmp_path, monkeypatch):
    merge(tmp_path, counties, *(f"{code}/out" for code in CODES))
    before = held(tmp_path)
    for step in ("sync_file", "sync_folder", "write_standing"):
        with monkeypatch.context() as patch:
            def full(*_):
                raise OSError(28, "No space left on device")

            patch.setattr(f"inspection.warehouse.levels.{step}", full)
            assert merge(tmp_path, counties, *(f"{code}/again" for code in CODES)).returncode == 2
        assert held(tmp_path) == before, step


def test_rollups_that_were_read_are_held_until_a_merge_makes_others(counties, tmp_path):
    merge(tmp_path, counties, f"{CODES[0]}/out")
    level = Level(tmp_path)
    before = level.figures("clues")
    assert level.figures("clues")["numerator"].equals(before["numerator"]) and level.current() is level.current()
    merge(tmp_path, counties, f"{CODES[0]}/again")
    assert sum(level.figures("clues")["numerator"].to_pylist()) == 1 != sum(before["numerator"].to_pylist())


def test_a_pointer_that_was_changed_or_lost_is_damage_and_no_empty_store(counties, tmp_path):
    merge(tmp_path, counties, f"{CODES[0]}/out")
    merge(tmp_path, counties, f"{CODES[0]}/again")
    pointer = tmp_path / "level" / "current"
    whole = pointer.read_text(encoding="utf-8")
    pointer.write_text(whole.replace("县411526", "县"), encoding="utf-8")
    with pytest.raises(Damaged):
        Level(tmp_path).current()
    pointer.unlink()
    with pytest.raises(Damaged):
        Level(tmp_path).current()
    pointer.write_text(whole, encoding="utf-8")
    with pytest.raises(StoreError, match="no_county"):
        Level(tmp_path).county("110101")
