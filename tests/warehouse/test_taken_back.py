"""What a county took back is in no byte of the level above, and who reads meanwhile is not left without."""

from datetime import datetime
from pathlib import Path

import pytest

from inspection.snapshots import office_key, public_pem
from inspection.warehouse import Store, ledger_tables
from inspection.warehouse.levels import Level
from tests.shell import run
from tests.snapshots.county import AS_OF, SMALL, STARTED, ledgers, row
from tests.warehouse.test_levels import delivery, merge

GIVES_UP, STAYS, ELSEWHERE = "411526", "411503", "421102"
COUNTS_ALONE = "[delivery]\nrows = 0\n"


def canary(code: str) -> bytes:
    return f"鸟雀{code}笼".encode()


@pytest.fixture(scope="module")
def handed(tmp_path_factory) -> Path:
    """Two counties of a province and one of another, an organisation of each named after a bird; the first hands over its rows
    once, and then counts."""
    folder = tmp_path_factory.mktemp("handed")
    (folder / "keys").mkdir()
    for code in (GIVES_UP, STAYS, ELSEWHERE):
        held = ledgers(SMALL)
        held["organisations"] += [
            row("organisations", org_id=f"z{n}", name=f"{canary(code).decode()}{n}", org_class="village", in_scope_from=STARTED)
            for n in range(300)
        ]
        delivery(folder / code, code, held)
        (folder / "keys" / f"{code}.pem").write_bytes(public_pem(office_key(folder / code)))
    with open(folder / GIVES_UP / "settings.toml", "a", encoding="utf-8") as file:
        file.write(COUNTS_ALONE)
    Store(folder / GIVES_UP).publish(ledger_tables(held), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 2))
    assert run(folder / GIVES_UP, "deliver", folder / GIVES_UP / "counts").returncode == 0
    return folder


def found(store: Path, code: str) -> list[str]:
    """The files of a store with a county's bird in their bytes."""
    return sorted(path.name for path in (store / "level").iterdir() if canary(code) in path.read_bytes())


def test_the_rows_of_a_county_that_now_shares_counts_are_in_no_file_of_the_store(handed, tmp_path):
    merge(tmp_path, handed, *(f"{code}/out" for code in (GIVES_UP, STAYS, ELSEWHERE)))
    assert found(tmp_path, GIVES_UP) == ["41-1.duckdb"]
    ended = merge(tmp_path, handed, f"{GIVES_UP}/counts")
    assert ended.returncode == 0, ended.stderr
    assert found(tmp_path, GIVES_UP) == []
    assert found(tmp_path, STAYS) == ["41-2.duckdb"] and found(tmp_path, ELSEWHERE) == ["42-1.duckdb"]
    _, mart = Level(tmp_path).county(STAYS)
    assert len(mart.ledger("organisations")) == len(SMALL) + 300
    mart.close()


def test_the_rows_that_a_county_no_longer_hands_over_are_in_no_file_of_the_store(tmp_path):
    """It still shares its rows, and of one ledger fewer than before: a village entered by mistake."""
    (tmp_path / "keys").mkdir()
    held = ledgers(SMALL)
    less = {name: list(rows) for name, rows in held.items()}
    held["organisations"] += [
        row("organisations", org_id=f"z{n}", name=f"{canary(STAYS).decode()}{n}", org_class="village", in_scope_from=STARTED)
        for n in range(300)
    ]
    delivery(tmp_path / STAYS, STAYS, held)
    delivery(tmp_path / STAYS, STAYS, less, "less")
    (tmp_path / "keys" / f"{STAYS}.pem").write_bytes(public_pem(office_key(tmp_path / STAYS)))
    store = tmp_path / "store"
    assert merge(store, tmp_path, f"{STAYS}/out").returncode == 0
    assert found(store, STAYS) == ["41-1.duckdb"]
    ended = merge(store, tmp_path, f"{STAYS}/less")
    assert ended.returncode == 0, ended.stderr
    assert found(store, STAYS) == []
    _, mart = Level(store).county(STAYS)
    assert len(mart.ledger("organisations")) == len(SMALL)
    mart.close()


READS = {
    "a county": lambda level: level.county(STAYS)[1].close(),
    "a statement": lambda level: level.query("41", "select count(*) as n from findings"),
    "rollups": lambda level: level.figures("findings"),
}


@pytest.mark.parametrize("read", READS.values(), ids=READS)
def test_who_had_read_the_pointer_before_the_files_went_reads_what_stands_now(handed, tmp_path, monkeypatch, read):
    merge(tmp_path, handed, f"{GIVES_UP}/out", f"{STAYS}/out")
    level, overtaken, current = Level(tmp_path), [], Level.current

    def late(self):
        standing = current(self)
        if self is level and not overtaken:
            overtaken.append(merge(tmp_path, handed, f"{GIVES_UP}/counts").returncode)
        return standing

    monkeypatch.setattr(Level, "current", late)
    read(level)
    assert overtaken == [0]
