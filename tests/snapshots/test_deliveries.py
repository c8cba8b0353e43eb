"""What a county hands to the level above: its mart and nothing secret, signed, and refused when it is not as it was signed."""

import json
import shutil
from datetime import date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from inspection.snapshots import Refused, office_key, public_pem
from inspection.snapshots.deliveries import deliveries_in, known_keys, received
from inspection.snapshots.manifest import signed
from inspection.warehouse import Store, dictionary, ledger_tables, open_mart
from inspection.warehouse.deliveries import OWN_ID, names_text_id
from tests.shell import run
from tests.snapshots.county import AS_OF, SMALL, ledgers

CODE = "411526"
TODAY = date(2026, 1, 31)


@pytest.fixture(scope="module")
def home(tmp_path_factory) -> Path:
    """A small county with clues, which knows its region and has delivered."""
    home = tmp_path_factory.mktemp("county")
    held = ledgers(SMALL, late=("B",), clues=(("A", 2024), ("B", 2024)))
    Store(home).publish(ledger_tables(held), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    (home / "settings.toml").write_text(f'[county]\nname = "青禾县"\nregion_code = "{CODE}"\n', encoding="utf-8")
    ended = run(home, "deliver", home / "out")
    assert ended.returncode == 0 and CODE in ended.stdout, ended.stderr
    return home


def keys_of(home: Path) -> dict:
    folder = home / "known"
    folder.mkdir(exist_ok=True)
    (folder / f"{CODE[:4]}.pem").write_bytes(public_pem(office_key(home)))
    return known_keys(folder)


def test_a_delivery_is_the_mart_row_by_row_under_the_countys_own_ids(home):
    mart = open_mart(Store(home).current())
    manifest = json.loads((home / "out" / "manifest.json").read_bytes())
    assert manifest["rows"] == {name: len(mart.ledger(name)) for name in dictionary().ledgers}
    assert (manifest["region"], manifest["name"], manifest["share"]) == (CODE, "青禾县", "rows")
    own = {}
    for name, ledger in dictionary().ledgers.items():
        if manifest["rows"][name] and (key := names_text_id(ledger)):
            rows = pq.read_table(home / "out" / f"{name}.parquet")
            own[name] = dict(zip(rows[key].to_pylist(), rows[OWN_ID].to_pylist(), strict=True))
            assert sorted(own[name].values()) == sorted(mart.ledger(name)[key]), name
    findings = pq.read_table(home / "out" / "findings.parquet").to_pylist()
    told = mart.ledger("findings").set_index("finding_id")
    for row in findings:
        assert own["inspections"][row["inspection_id"]] == told.loc[row[OWN_ID], "inspection_id"]
        assert str(row["completed_on"]) == str(told.loc[row[OWN_ID], "completed_on"])[:10].replace("NaT", "None")


def test_no_secret_column_is_in_a_delivery(home):
    for name, ledger in dictionary().ledgers.items():
        path = home / "out" / f"{name}.parquet"
        if path.exists():
            schema = pq.read_schema(path)
            for column in ledger.columns:
                if column.secret and column.name in schema.names:
                    assert str(schema.field(column.name).type) == "int32", f"{name}.{column.name}"
    assert "subject_name" not in pq.read_schema(home / "out" / "clues.parquet").names


def test_a_delivery_is_taken_as_it_was_signed_and_by_a_key_known_for_its_region(home):
    assert received(home / "out", keys_of(home), TODAY).region == CODE
    with pytest.raises(Refused, match="不认识"):
        received(home / "out", {}, TODAY)
    with pytest.raises(Refused, match="不认识"):
        received(home / "out", {"42": next(iter(keys_of(home).values()))}, TODAY)


SPOILT = {
    "a byte of a file": (lambda f: flip(f / "findings.parquet"), "findings.parquet"),
    "a file gone": (lambda f: (f / "clues.parquet").unlink(), "clues.parquet"),
    "a file more": (lambda f: (f / "more.parquet").write_bytes(b"1"), "more.parquet"),
    "another region in the manifest": (lambda f: claim(f, "region", "411503"), "签名"),
    "another day in the manifest": (lambda f: claim(f, "as_of", "2026-01-01"), "签名"),
    "no manifest": (lambda f: (f / "manifest.json").unlink(), "manifest"),
    "a manifest that is none": (lambda f: (f / "manifest.json").write_text("[]"), "manifest"),
    "a signature that is none": (lambda f: (f / "manifest.sig").write_bytes(b"x"), "签名"),
}


def flip(path: Path) -> None:
    held = bytearray(path.read_bytes())
    held[len(held) // 2] ^= 1
    path.write_bytes(held)


def claim(folder: Path, field: str, value: str) -> None:
    held = json.loads((folder / "manifest.json").read_bytes())
    (folder / "manifest.json").write_text(json.dumps(held | {field: value}), encoding="utf-8")


def test_a_spoilt_delivery_is_refused_with_its_reason(home, tmp_path):
    for number, (spoilt, (spoil, reason)) in enumerate(SPOILT.items()):
        folder = tmp_path / str(number)
        shutil.copytree(home / "out", folder)
        spoil(folder)
        with pytest.raises(Refused) as refused:
            received(folder, keys_of(home), TODAY)
        assert reason in str(refused.value), spoilt


CANNOT_BE = {
    "as_of": (None, "2025-13-01", 20250930, "2026-02-01", "20250930"),
    "data_version": (None, "1", -1, 1.5, True, 2**40),
    "demonstration": (None, "false", 0),
    "share": (None, "all", []),
    "name": (None, "", "县\n", ["县"], "县" * 101),
    "settings": (None, [], {"limit.days": "90"}, {"limit.days": float("nan")}),
    "rows": (None, [], {"findings": "3"}, {"findings": -1}, {"weather": 1}),
}


def test_a_signed_manifest_that_says_what_cannot_be_is_refused_with_the_field(home, tmp_path):
    """A field that is missing or other than it can be would stop all the others in the middle of a merge."""
    shutil.copytree(home / "out", tmp_path / "out")
    held = json.loads((home / "out" / "manifest.json").read_bytes())
    key = office_key(home)
    for field, values in CANNOT_BE.items():
        for told in ({**held, field: value} for value in values):
            sign(tmp_path / "out", told, key)
            with pytest.raises(Refused) as refused:
                received(tmp_path / "out", keys_of(home), TODAY)
            assert refused.value.code == "delivery_field" and field in str(refused.value), told[field]
        sign(tmp_path / "out", {name: value for name, value in held.items() if name != field}, key)
        with pytest.raises(Refused, match=field):
            received(tmp_path / "out", keys_of(home), TODAY)
    for files in (None, [], {"findings.parquet": None}, {"findings.parquet": {}}):
        sign(tmp_path / "out", {**held, "files": files}, key)
        with pytest.raises(Refused, match="manifest"):
            received(tmp_path / "out", keys_of(home), TODAY)
    sign(tmp_path / "out", held, key)
    assert received(tmp_path / "out", keys_of(home), TODAY).manifest == held


def sign(folder: Path, told: dict, key) -> None:
    content = json.dumps(told).encode()
    (folder / "manifest.json").write_bytes(content)
    (folder / "manifest.sig").write_bytes(signed(content, key))


def test_a_county_without_a_code_delivers_nothing_and_a_delivery_is_never_written_over(home, tmp_path):
    before = (home / "out" / "manifest.json").read_bytes()
    ended = run(home, "deliver", home / "out")
    assert ended.returncode == 2 and (home / "out" / "manifest.json").read_bytes() == before
    shutil.copytree(home / "versions", tmp_path / "versions")
    ended = run(tmp_path, "deliver", tmp_path / "out")
    assert ended.returncode == 2 and "region_code" in ended.stderr and not (tmp_path / "out").exists()


def test_deliveries_are_found_below_a_folder_and_one_without_any_is_refused(home, tmp_path):
    assert deliveries_in([home]) == [home / "out"] == deliveries_in([home / "out"])
    with pytest.raises(Refused):
        deliveries_in([tmp_path])
