"""Versions: who made them and of what, returning to one, keeping what is needed, and damage said."""

import json
import shutil
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import duckdb
import pytest

from inspection.warehouse import (
    Damaged,
    Draft,
    Moved,
    Reader,
    Store,
    StoreError,
    health,
    ledger_table,
    open_full,
    rows_of,
)
from tests.warehouse.tiny import CLOCK, DAY, clean, county, generation_of, publish, row, whole


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path)


@pytest.fixture
def fresh(monkeypatch):
    """As another process would see the files: nothing proven yet."""
    monkeypatch.setattr(health, "_proven", {})


def draft(store: Store, generation: int, **more) -> Draft:
    return store.draft(county(generation), as_of=DAY, files=(), built_at=more.pop("built_at", CLOCK), **more)


def flip(path: Path, at: float = 0.5) -> None:
    """Turn one bit of a file over."""
    content = bytearray(path.read_bytes())
    content[int(at * (len(content) - 1))] ^= 1
    path.write_bytes(content)


# drafts


def test_a_draft_is_no_version_and_nothing_has_changed_when_it_is_let_go(store):
    publish(store, 1)
    before = sorted(path.name for path in store.folder.iterdir())
    made = draft(store, 2)
    assert [version.number for version in store.versions()] == [1] and whole(store, (1,))
    assert open_full(made.full).query("select count(*) as n from organisations")["n"][0] == 5
    assert made.manifest["rows"]["organisations"] == 5 and made.parent.number == 1 and made.number == 2
    store.discard(made)
    store.discard(made)
    assert sorted(path.name for path in store.folder.iterdir()) == before


def test_an_accepted_draft_is_the_version_that_was_looked_at(store):
    publish(store, 1)
    made = draft(store, 2, who="张三", note="九月")
    seen = sha256(made.full.read_bytes()).hexdigest()
    version = store.accept(made, note="九月,更正后", checks={"ledgers_shrunk": 1})
    assert sha256(version.full.read_bytes()).hexdigest() == seen == version.manifest["sha256"]["full"]
    said = version.manifest
    assert (said["who"], said["note"], said["kind"]) == ("张三", "九月,更正后", "import")
    assert said["checks"] == {"ledgers_shrunk": 1}
    clean(store)


def test_a_draft_made_before_another_publication_is_refused(store):
    made = draft(store, 1)
    publish(store, 2)
    with pytest.raises(Moved):
        store.accept(made)
    assert whole(store, (2,)) == 2
    store.discard(made)


def test_drafts_of_the_living_stay_and_those_of_yesterday_go(store):
    publish(store, 1)
    lived = draft(store, 2)
    abandoned = draft(store, 3)
    abandoned.lock.release()  # as when its process has ended
    publish(store, 4)
    assert lived.full.exists() and not abandoned.folder.exists()
    draft(store, 5, built_at=CLOCK + timedelta(days=2))
    assert not lived.folder.exists()
    with pytest.raises(Moved):
        store.accept(lived)
    gone = draft(store, 6)
    shutil.rmtree(gone.folder)
    with pytest.raises(StoreError, match="draft_gone"):
        store.accept(gone)


def test_an_updated_ledger_keeps_the_rows_whose_keys_did_not_come_in(store):
    publish(store, 1)
    table = ledger_table(
        "organisations",
        [
            row("organisations", org_id="O1", name="改名后", org_class="county", in_scope_from=DAY),
            row("organisations", org_id="O9", name="新单位", org_class="county", in_scope_from=DAY),
        ],
    )
    version = store.publish(
        {"organisations": table}, as_of=DAY, files=(), built_at=CLOCK, modes={"organisations": "update"}
    )
    names = {r[0]: r[1] for r in rows_of(store.read_full(version, ("organisations",))["organisations"])}
    assert names == {"O0": "单位0 第1代", "O1": "改名后", "O9": "新单位"} | {f"O{n}": f"单位{n} 第1代" for n in (2, 3, 4)}
    assert version.manifest["modes"] == {"organisations": "update"}


def test_files_are_kept_as_they_came_once_each(store, tmp_path):
    first, second = tmp_path / "线索 台账.XLSX", tmp_path / "again.xlsx"
    first.write_bytes(b"as it came")
    second.write_bytes(b"as it came")
    version = publish(store, 1, (first,))
    publish(store, 2, (second,))
    kept = version.manifest["sources"]
    assert kept == [
        {"name": "线索 台账.XLSX", "sha256": sha256(b"as it came").hexdigest(), "bytes": 10,
         "file": sha256(b"as it came").hexdigest() + ".xlsx"}
    ]
    assert store.source_file(kept[0]["file"]).read_bytes() == b"as it came"
    assert len(list((store.folder / "files").iterdir())) == 1
    with pytest.raises(StoreError, match="no_source"):
        store.source_file("../current")


# returning


def test_a_restored_version_is_a_new_one_equal_to_the_old(store):
    for generation in (1, 2, 3):
        publish(store, generation)
    version = store.restore(1, built_at=CLOCK, who="李四", note="导错了")
    assert (version.number, version.manifest["parent"], version.manifest["restored"]) == (4, 3, 1)
    assert (version.manifest["kind"], version.manifest["who"]) == ("restore", "李四")
    assert store.read_full(version) == store.read_full(store.version(1))
    assert whole(store, (1,)) == 1
    with pytest.raises(StoreError, match="no_version"):
        store.restore(9, built_at=CLOCK)


def test_integers_for_secrets_go_on_after_a_restoration(store):
    def clues(*ids: str):
        rows = [
            row("clues", clue_id=id, inspection_id="I1", transferred_on=DAY, subject_level="general", outcome="pending")
            for id in ids
        ]
        return {"clues": ledger_table("clues", rows)}

    def numbers(version) -> dict:
        with duckdb.connect(str(version.full), read_only=True) as connection:
            return dict(connection.sql("select secret, number from surrogates where kind = 'clue_id'").fetchall())

    publish(store, 1)
    old = store.publish(clues("A"), as_of=DAY, files=(), built_at=CLOCK)
    later = store.publish(clues("A", "B"), as_of=DAY, files=(), built_at=CLOCK)
    back = store.restore(old.number, built_at=CLOCK)
    assert numbers(back) == numbers(later)
    assert numbers(store.publish(clues("C"), as_of=DAY, files=(), built_at=CLOCK)) == {**numbers(later), "C": 3}


# keeping


@pytest.mark.long
def test_the_last_versions_stay_and_those_something_was_made_from(store, tmp_path):
    (tmp_path / "settings.toml").write_text("[versions]\nkeep = 3\n", encoding="utf-8")
    sources = []
    for generation in range(1, 8):
        source = tmp_path / f"{generation}.csv"
        source.write_text(str(generation))
        sources.append(source)
        publish(store, generation, (source,))
        if generation == 2:
            store.pin(2, "2025 年第一次公开")
            store.pin(2, "2025 年第一次公开")
    assert [version.number for version in store.versions()] == [2, 5, 6, 7]
    assert store.pins() == {2: ["2025 年第一次公开"]}
    kept = {path.read_text() for path in (store.folder / "files").iterdir()}
    assert kept == {"2", "5", "6", "7"}
    assert len(list(store.folder.glob("*.duckdb"))) == 8
    with pytest.raises(StoreError, match="no_version"):
        store.version(1)
    with pytest.raises(StoreError, match="no_version"):
        store.pin(1, "too late")


def test_the_parent_of_what_stands_is_kept_even_where_one_is_enough(store, tmp_path):
    (tmp_path / "settings.toml").write_text("[versions]\nkeep = 1\n", encoding="utf-8")
    for generation in (1, 2, 3):
        publish(store, generation)
    assert [version.number for version in store.versions()] == [2, 3]
    assert store.prune() == []


def test_nothing_is_removed_while_the_list_of_what_must_stay_cannot_be_read(store, tmp_path):
    (tmp_path / "settings.toml").write_text("[versions]\nkeep = 1\n", encoding="utf-8")
    publish(store, 1)
    (store.folder / "pins.json").write_text("{", encoding="utf-8")
    for generation in (2, 3):
        publish(store, generation)
    assert [version.number for version in store.versions()] == [1, 2, 3]
    with pytest.raises(Damaged, match="damaged_pins"):
        store.pins()


# damage

BREAKING = {
    "a bit of the full file": ("damaged_file", lambda v: flip(v.full)),
    "a bit of the mart": ("damaged_file", lambda v: flip(v.mart, 0.9)),
    "a mart cut short": ("damaged_file", lambda v: v.mart.write_bytes(v.mart.read_bytes()[:-4096])),
    "a foreign file": ("damaged_file", lambda v: v.full.write_bytes(b"SQLite format 3\0" + bytes(8192))),
    "an older version's mart": ("damaged_file", lambda v: shutil.copy(v.mart.with_name("0002.mart.duckdb"), v.mart)),
    "a missing file": ("damaged_missing", lambda v: v.full.unlink()),
    "a manifest that is no JSON": ("damaged_manifest", lambda v: (v.mart.parent / "0003.json").write_text("{")),
    "a bit of the manifest": ("damaged_manifest", lambda v: flip(v.mart.parent / "0003.json", 0.3)),
    "a manifest of another version": (
        "damaged_manifest",
        lambda v: shutil.copy(v.mart.parent / "0002.json", v.mart.parent / "0003.json"),
    ),
    "no manifest": ("damaged_missing", lambda v: (v.mart.parent / "0003.json").unlink()),
    "a pointer that is no number": ("damaged_pointer", lambda v: (v.mart.parent / "current").write_text("latest")),
    "an empty pointer": ("damaged_pointer", lambda v: (v.mart.parent / "current").write_bytes(b"")),
    "a pointer that is no text": ("damaged_pointer", lambda v: (v.mart.parent / "current").write_bytes(b"\xff\xfe2")),
    "a bit of the pointer's number": ("damaged_mismatch", lambda v: (v.mart.parent / "current").write_text(
        (v.mart.parent / "current").read_text().replace("3 ", "2 ", 1)
    )),
    "no pointer": ("damaged_no_pointer", lambda v: (v.mart.parent / "current").unlink()),
}


def _found(store: Store) -> Damaged:
    """What a page, a command or an import would be told."""
    with pytest.raises(Damaged) as told:
        version = store.current()
        for kind in ("mart", "full"):
            store.prove(version, kind)
    return told.value


@pytest.fixture(scope="module")
def three(tmp_path_factory):
    """A store of three versions, to be copied and broken."""
    home = tmp_path_factory.mktemp("three")
    for generation in (1, 2, 3):
        publish(Store(home), generation)
    return home


@pytest.mark.long
@pytest.mark.parametrize("what", BREAKING)
def test_damage_is_found_and_the_last_good_version_named(three, tmp_path, fresh, what):
    store = Store(Path(shutil.copytree(three, tmp_path / "home")))
    code, breaking = BREAKING[what]
    breaking(store.version(3))
    told = _found(store)
    good = 3 if "pointer" in what else 2
    assert (told.code, told.good) == (code, good)
    if "mart" not in what:  # where only the mart is damaged, the next version is built from the full file and mends it
        with pytest.raises(Damaged):
            draft(store, 4)
    version = store.restore(good, built_at=CLOCK)
    assert version.number == 4 and generation_of(store.current()) == good
    assert store.read_full(version, ("terms",)) == store.read_full(store.version(good), ("terms",))


def test_a_reader_is_never_shown_another_version_in_place_of_a_damaged_one(store, fresh):
    publish(store, 1)
    publish(store, 2)
    health._proven.clear()
    flip(store.current().mart)
    reader = Reader(store.home)
    with pytest.raises(Damaged) as told:
        reader.mart()
    assert (told.value.number, told.value.good) == (2, 1)
    assert reader.mart(1).query("select name from terms")["name"].tolist() == ["第1代"]
    reader.close()


def test_a_pointer_put_back_loses_no_version(store):
    for generation in (1, 2, 3):
        publish(store, generation)
    (store.folder / "current").write_text("1", encoding="utf-8")
    with pytest.raises(Damaged, match="damaged_pointer_back"):
        publish(store, 4)
    assert len(list(store.folder.glob("*.duckdb"))) == 6
    assert store.restore(3, built_at=CLOCK).number == 4
    assert [version.number for version in store.versions()] == [1, 2, 3, 4]


def test_a_store_in_which_nothing_is_whole_says_so(store, fresh):
    publish(store, 1)
    health._proven.clear()
    flip(store.current().full)
    assert _found(store).good is None
    with pytest.raises(Damaged):
        store.restore(1, built_at=CLOCK)


def test_a_manifest_of_before_seals_and_sizes_is_still_read(store):
    version = publish(store, 1)
    old = {k: v for k, v in version.manifest.items() if k in ("version", "parent", "as_of", "built_at", "demonstration",
                                                             "rows", "delivered", "files", "sha256")}
    (store.folder / "0001.json").write_text(json.dumps(old), encoding="utf-8")
    (store.folder / "current").write_text("1\n", encoding="utf-8")
    assert whole(store, (1,)) == 1
    assert publish(store, 2).number == 2
