"""A home that is backed up and brought back is the same home; what is wrong with a backup is said, and changes nothing."""

import hashlib
import io
import json
import os
import re
import shutil
import stat
import tarfile
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from pyrage import x25519

import inspection
from inspection.access import Accounts, Audit, backups, faults_of_audit
from inspection.access.backups import Key, Lock, Refused, back_up, back_up_into, read_back, restore, rule, tape
from inspection.access.backups.faults import Refused as Fault
from inspection.access.backups.still import still
from inspection.snapshots import Publication, PublicSite, office_key
from inspection.text import catalogue
from inspection.warehouse import Store, Version, ledger_tables
from inspection.warehouse.disk import Lock as FileLock
from tests import shell
from tests.access.office import NOW, ODD, OF_PAIR, PAIR, TO_PAIR, held_in, office, small
from tests.snapshots.county import AS_OF, SMALL, ledgers, standard

ROOT = Path(__file__).resolve().parents[2]
LONG = os.environ.get("INSPECTION_LONG") == "1"
LEFT = ("versions/draft", "versions/5.json.new", "views-x.new")


@pytest.fixture(scope="module")
def whole(tmp_path_factory) -> Path:
    """A home with something of everything; for reading only."""
    return office(tmp_path_factory.mktemp("office") / "数据 目录")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> tuple[Path, Path]:
    """(a home of a few files, its backup); for reading only."""
    home = small(tmp_path_factory.mktemp("tiny") / "home")
    file = home.with_name("tiny.age")
    back_up(home, file, TO_PAIR, NOW)
    return home, file


def code_of(*arguments, **words) -> str:
    """The code with which a restore is refused; the home has not changed."""
    home = arguments[0]
    before = held_in(home) if home.exists() else {}
    with pytest.raises(Refused) as refused:
        restore(*arguments, **words)
    assert (held_in(home) if home.exists() else {}) == before
    return refused.value.code


def figures(home: Path) -> str:
    ended = shell.run(home, "indicator", "completion_rate", "--by", "org", "--format", "csv")
    assert ended.returncode == 0 and ended.stdout.count("\n") > 5
    return ended.stdout


@pytest.mark.long
def test_what_comes_back_on_another_path_is_the_same_home(whole, tmp_path):
    made = back_up(whole, tmp_path / "备份.age", TO_PAIR, NOW)
    there = tmp_path / "elsewhere" / "d"
    restored = restore(there, made.file, OF_PAIR, NOW)
    assert restored.aside is None and not made.damaged
    kept = held_in(whole, without=(*LEFT, "access/"))
    assert held_in(there, without=("access/",)) == kept
    assert {f"mappings/{name}" for name in ODD} <= set(kept) and "some later room/empty" in kept
    assert [account.roles for account in Accounts(there).all()] == [("steward",)]
    assert (there / "access" / "audit" / "2025-11.jsonl").read_bytes().endswith(b"}\n")  # before the audit itself cuts it off
    assert faults_of_audit(Audit(there), Audit(there).mark()[1]) == () and len(Audit(there).read()) == 3
    assert not (there / "access" / "sessions").exists()  # nobody is signed in
    assert figures(there) == figures(whole)
    assert [(v.number, v.as_of) for v in Store(there).versions()] == [(v.number, v.as_of) for v in Store(whole).versions()]
    for version in Store(there).versions():
        assert [Store(there).prove(version, kind).exists() for kind in ("full", "mart")] == [True, True]
    assert Store(there).pins() == Store(whole).pins() != {}
    assert Store(there).source_file(Store(there).current().manifest["sources"][0]["file"]).read_text() == "来件"
    held = Publication(there, PublicSite(there, standard()))
    snapshots, faults = held.verify(office_key(whole).public_key())
    assert faults == [] and len(snapshots) == 1 and not snapshots[0].faults


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX")
def test_what_comes_back_is_its_owner_s_alone_but_for_what_is_public(whole, tmp_path):
    before = os.umask(0)
    try:
        made = back_up(whole, tmp_path / "a.age", TO_PAIR, NOW)
        restore(tmp_path / "home", made.file, OF_PAIR, NOW)
    finally:
        os.umask(before)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    for path in (tmp_path / "home").rglob("*"):
        parts, mode = path.relative_to(tmp_path / "home").parts, stat.S_IMODE(path.stat().st_mode)
        if parts[0] == "public":
            assert mode == (0o755 if path.is_dir() else 0o644), path
        elif path.is_dir():
            assert mode == 0o700, path
        else:
            published = parts[0] == "snapshots" and len(parts) == 3 and parts[1] != "drafts"
            assert mode == (0o400 if published else 0o600), path


def test_a_backup_is_plain_age_and_plain_tar_for_whoever_has_no_program(tiny):
    home, file = tiny
    with tarfile.open(fileobj=io.BytesIO(pyrage.decrypt(file.read_bytes(), [PAIR]))) as tar:
        names = tar.getnames()
        assert names[0] == "head.json" and names[-1] == "manifest.json"
        assert tar.extractfile("home/mappings/名称.toml").read() == b"profile"
        said = json.load(tar.extractfile("manifest.json"))
    assert said["files"]["settings.toml"] == [9, held_in(home)["settings.toml"]]
    assert str(home) not in json.dumps(said) and not any(name.startswith("/") for name in names)


def test_nothing_of_what_is_kept_can_be_read_in_the_file(tiny):
    assert not any(word in tiny[1].read_bytes() for word in (b"snapshot.pem", b"profile", b"home/", b"county"))


def test_a_passphrase_opens_it_and_so_does_the_key_and_nothing_else(tiny, tmp_path):
    home, phrase = tiny[0], "马 蹄 铁 correct staple"
    file = back_up(home, tmp_path / "both.age", replace(TO_PAIR, passphrase=phrase), NOW).file  # read back by its passphrase
    restore(tmp_path / "two", file, OF_PAIR, NOW)
    assert held_in(tmp_path / "two") == held_in(home)
    assert code_of(tmp_path / "three", file, Key(passphrase=phrase + " "), NOW) == "wrong_passphrase"
    assert code_of(tmp_path / "three", file, Key((x25519.Identity.generate(),)), NOW) == "wrong_key"
    (tmp_path / "cut.age").write_bytes(file.read_bytes()[:120])
    assert code_of(tmp_path / "three", tmp_path / "cut.age", Key(passphrase=phrase), NOW) == "damaged_head"
    assert not (tmp_path / "three" / "versions").exists()


@pytest.mark.long
def test_a_key_kept_under_a_passphrase_opens_what_was_closed_to_its_public_half(tiny, tmp_path, monkeypatch):
    monkeypatch.setenv("INSPECTION_BACKUP_PASSPHRASE", "一个很长的备份口令 2025")
    ended = shell.run(tiny[0], "backup-key", tmp_path / "key.age")
    public = ended.stdout.strip()
    assert ended.returncode == 0 and public.startswith("age1") and (tmp_path / "key.age").stat().st_mode & 0o077 == 0
    (tmp_path / "recipients").write_text(f"# 办公室\n{public}\n", encoding="utf-8")
    monkeypatch.delenv("INSPECTION_BACKUP_PASSPHRASE")
    ended = shell.run(tiny[0], "backup", tmp_path / "a.age", "--recipients-file", tmp_path / "recipients")
    assert ended.returncode == 0 and "已读回核对" in ended.stdout
    (tmp_path / "phrase").write_text("一个很长的备份口令 2025\n", encoding="utf-8")
    opens = ("--identity", tmp_path / "key.age", "--passphrase-file", tmp_path / "phrase")
    (tmp_path / "phrase").chmod(0o644)
    ended = shell.run(tmp_path / "there", "restore-backup", tmp_path / "a.age", *opens)
    assert ended.returncode == 2 and "chmod 600" in ended.stderr and not (tmp_path / "there").exists()
    (tmp_path / "phrase").chmod(0o600)
    ended = shell.run(tmp_path / "there", "restore-backup", tmp_path / "a.age", *opens, lang="en")
    assert ended.returncode == 0 and "Restored" in ended.stdout and held_in(tmp_path / "there") == held_in(tiny[0])


SPOILT = ("cut", "flipped")


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_cut_short_or_with_one_bit_flipped_anywhere_brings_nothing_back(how, tiny, tmp_path):
    file = tiny[1]
    whole = file.read_bytes()
    places = range(len(whole)) if LONG else [*range(0, 260, 13), *range(260, len(whole), 997), len(whole) - 1]
    there, spoilt = small(tmp_path / "there"), tmp_path / "spoilt.age"
    before, said = held_in(there), set()
    for at in places:
        spoilt.write_bytes(whole[:at] if how == "cut" else whole[:at] + bytes([whole[at] ^ 1 << at % 8]) + whole[at + 1 :])
        with pytest.raises(Refused) as refused:
            restore(there, spoilt, OF_PAIR, NOW, replace=True)
        said.add(refused.value.code)
        with pytest.raises(Refused):
            read_back(spoilt, OF_PAIR)
    assert held_in(there) == before
    assert said == ({"no_backup", "damaged"} if how == "cut" else {"no_backup", "wrong_key", "damaged"})


def test_a_home_that_holds_data_is_refused_and_with_a_word_moved_aside_whole(tiny, tmp_path):
    home, file = tiny
    there = small(tmp_path / "there")
    (there / "settings.toml").write_text("[other]\n")
    (there / "views.json").write_text("[]")
    (there / "mappings" / "own.toml").write_text("own")
    before = held_in(there)
    assert code_of(there, file, OF_PAIR, NOW) == "occupied"
    restored = restore(there, file, OF_PAIR, NOW, replace=True)
    assert held_in(restored.aside) == before
    assert held_in(there, without=("before-restore",)) == held_in(home)
    again = back_up(there, tmp_path / "again.age", TO_PAIR, NOW)
    assert again.contents.files == read_back(file, OF_PAIR).files  # what lies aside is not kept again
    assert code_of(there, file, OF_PAIR, NOW) == "occupied"


def test_the_demonstration_county_alone_is_no_data_of_an_office(tiny, tmp_path):
    there = tmp_path / "there"
    Store(there / "demo").publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=NOW, demonstration=True)
    restored = restore(there, tiny[1], OF_PAIR, NOW)
    assert [path.name for path in restored.aside.iterdir()] == ["demo"]
    assert held_in(there, without=("before-restore",)) == held_in(tiny[0])


def test_what_the_program_ships_in_its_own_data_is_neither_kept_nor_moved(tiny, tmp_path, monkeypatch):
    project = tmp_path / "project"
    shutil.copytree(ROOT / "data" / "mappings", project / "data" / "mappings", ignore=lambda *_: ["own.toml"])
    (project / "data" / "reference").mkdir()
    (project / "data" / "reference" / "columns.csv").write_text("x")
    monkeypatch.setattr(rule, "PROJECT", project)
    shipped = held_in(project / "data")
    restore(project / "data", tiny[1], OF_PAIR, NOW)
    assert held_in(project / "data") == shipped | held_in(tiny[0])
    made = back_up(project / "data", tmp_path / "a.age", TO_PAIR, NOW)
    assert made.contents.files == read_back(tiny[1], OF_PAIR).files
    restore(project / "data", made.file, OF_PAIR, NOW, replace=True)
    assert shipped.items() <= held_in(project / "data").items()


def test_the_rule_names_all_that_the_program_ships_in_its_data():
    listed = ROOT / ".gitignore"
    kept = {line.removeprefix("!data/") for line in listed.read_text().splitlines() if line.startswith("!data/mappings/")}
    assert all(rule.PROGRAMS.fullmatch(name) for name in ("reference", "fonts", *kept))
    assert not any(rule.PROGRAMS.fullmatch(name) for name in ("mappings", "versions", "keys", "mappings/x.toml"))


def test_while_it_is_written_the_office_goes_on_and_what_is_let_go_stays_in_it(tmp_path):
    home = tmp_path / "home"
    store = Store(home)
    (home).mkdir()
    (home / "settings.toml").write_text("[versions]\nkeep = 1\n")

    def publish(done: int) -> Version:
        tables = ledger_tables(ledgers({"A": ("township", done, 40)}))
        return store.publish(tables, as_of=AS_OF, files=(), built_at=NOW)

    publish(1)
    with still(home) as (copy, found):
        before = held_in(copy)
        for done in range(2, 5):
            publish(done)
        assert store.versions()[0].number != 1  # let go meanwhile
        assert held_in(copy) == before and {path for path, held in before.items() if held} == set(found.files)
        assert Store(copy).prove(Store(copy).current(), "full").exists()
    assert not [path for path in home.iterdir() if path.name.startswith(".backup")]


def test_what_a_killed_publication_left_is_not_kept_and_a_backup_removes_nothing(tmp_path):
    home = tmp_path / "home"
    store = Store(home)
    store.publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=NOW)
    (home / "versions" / "draft-20251129023000-aa").mkdir()
    (home / "versions" / "draft-20251129023000-aa" / "publishing").write_text("2\n")
    for name in ("0002.full.duckdb", "0002.mart.duckdb", "0002.json"):
        (home / "versions" / name).write_bytes((home / "versions" / name.replace("2", "1")).read_bytes())
    (home / "lost+found").mkdir()
    before = held_in(home)
    made = back_up(home, tmp_path / "a.age", TO_PAIR, NOW)
    assert held_in(home) == before and not made.damaged
    restore(tmp_path / "there", made.file, OF_PAIR, NOW)
    assert Store(tmp_path / "there").current().number == 1
    kept = {path.relative_to(tmp_path / "there").as_posix() for path in (tmp_path / "there").rglob("*")} - {"versions/lock"}
    names = ("0001.full.duckdb", "0001.json", "0001.mart.duckdb", "current")
    assert kept == {"versions", *(f"versions/{name}" for name in names)}
    shutil.rmtree(home / "versions" / "draft-20251129023000-aa")
    assert len(back_up(home, tmp_path / "b.age", TO_PAIR, NOW).contents.files) == 7  # nobody knows what they are: all is kept


@pytest.mark.parametrize("lock", ["versions/lock", "snapshots/.lock", "access/audit/.audit.lock"])
def test_whoever_is_writing_is_waited_for_and_then_named(lock, whole, tmp_path):
    held = FileLock(whole / lock)
    assert held.take()
    try:
        with pytest.raises(Refused) as refused, still(whole, patience=0.1):
            pass
        assert refused.value.code == "busy" and lock in str(refused.value)
        assert not list(whole.glob(".backup-*"))
    finally:
        held.release()


@pytest.mark.skipif(os.name != "posix", reason="links and devices are POSIX")
@pytest.mark.parametrize("kind", ["link to a file", "link to a folder", "link to nowhere", "pipe"])
def test_a_link_or_a_device_in_a_home_is_named_and_nothing_left_out(kind, tmp_path):
    home = small(tmp_path / "home")
    place, target = home / "keys" / "odd", {"link to a file": "/etc/hostname", "link to a folder": "/etc"}.get(kind, "/no")
    os.mkfifo(place) if kind == "pipe" else place.symlink_to(target)
    with pytest.raises(Refused) as refused:
        back_up(home, tmp_path / "a.age", TO_PAIR, NOW)
    assert refused.value.code == "link" and str(place) in str(refused.value)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["home"]


def test_a_place_that_is_taken_missing_inside_or_a_home_without_data_is_refused(tiny, tmp_path):
    home, file = tiny
    for target, code in (
        (file, "exists"), (tmp_path / "no" / "a.age", "no_folder"), (home / "a.age", "inside"), (home / "keys" / "a", "inside")
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            back_up(home, target, TO_PAIR, NOW)
        assert refused.value.code == code
    for empty in (tmp_path, tmp_path / "none"):
        with pytest.raises(Refused) as refused:
            back_up(empty, file.with_name("x.age"), TO_PAIR, NOW)
        assert refused.value.code == "nothing"
    assert not list(tmp_path.iterdir())


def test_a_lock_that_cannot_close_anything_is_refused():
    for made, code in (
        (lambda: Lock(), "no_lock"), (lambda: Lock(passphrase="short"), "short_passphrase"),
        (lambda: Lock(("age1nonsense",)), "bad_recipient"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            made()
        assert refused.value.code == code


def packed_by_hand(file: Path, *members: tuple, head: dict | None = None, manifest: dict | None = None) -> Path:
    """A backup that somebody made who knows the public key: (name, kind, content or where a link leads)."""
    held = io.BytesIO()
    head = {**tape.head_of(NOW), **(head or {})}
    files: dict[str, list] = {}
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as tar:

        def add(name: str, kind: bytes, content: bytes, link: str = "") -> None:
            info = tarfile.TarInfo(name)
            info.type, info.size, info.linkname = kind, len(content), link
            tar.addfile(info, io.BytesIO(content))

        add("head.json", tarfile.REGTYPE, json.dumps(head).encode())
        for name, kind, said in members:
            link = said if isinstance(said, str) else ""
            content = b"" if link else said
            add(name, kind, content, link)
            files[name.removeprefix("home/")] = [len(content), hashlib.sha256(content).hexdigest()]
        manifest = {**head, "files": files} if manifest is None else manifest
        add("manifest.json", tarfile.REGTYPE, json.dumps(manifest).encode())
    file.write_bytes(pyrage.encrypt(held.getvalue(), [PAIR.to_public()]))
    return file


REG = tarfile.REGTYPE
HOSTILE = {
    "above the home": (("home/../../evil", REG, b"x"), "unsafe"),
    "absolute": (("/tmp/evil", REG, b"x"), "unsafe"),
    "absolute below": (("home//etc/evil", REG, b"x"), "unsafe"),
    "the home itself": (("home", REG, b"x"), "unsafe"),
    "beside the home": (("evil", REG, b"x"), "unsafe"),
    "a point": (("home/./evil", REG, b"x"), "unsafe"),
    "a link": (("home/evil", tarfile.SYMTYPE, "/etc/passwd"), "unsafe"),
    "a hard link": (("home/evil", tarfile.LNKTYPE, "/etc/passwd"), "unsafe"),
    "a device": (("home/evil", tarfile.CHRTYPE, b""), "unsafe"),
    "a pipe": (("home/evil", tarfile.FIFOTYPE, b""), "unsafe"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_backup_made_by_somebody_else_reaches_nothing_outside_the_home(name, tmp_path):
    member, code = HOSTILE[name]
    file = packed_by_hand(tmp_path / "evil.age", ("home/versions/current", REG, b"0\n"), member)
    assert code_of(tmp_path / "there", file, OF_PAIR, NOW) == code
    assert sorted(path.name for path in tmp_path.iterdir()) == ["evil.age", "there"]
    assert not Path("/tmp/evil").exists()


GOOD = ("home/versions/current", REG, b"0\n")
WRONG = {
    "twice the same": ((GOOD, GOOD), {}, "not_ours"),
    "no manifest": ((GOOD,), {"manifest": {}}, "not_ours"),
    "a file too many": ((GOOD,), {"manifest": {"files": {}}}, "not_ours"),
    "other contents": ((GOOD,), {"manifest": {"files": {"versions/current": [2, "0" * 64]}}}, "not_ours"),
    "a newer format": ((GOOD,), {"head": {"format": 2}}, "newer"),
    "newer ledgers": ((GOOD,), {"head": {"schema": 10_000}}, "newer"),
    "a newer program": ((GOOD,), {"head": {"program": {"version": "99.0.0", "commit": ""}}}, "newer"),
    "no program": ((GOOD,), {"head": {"program": None}}, "not_ours"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_no_whole_backup_of_this_program_is_said(name, tmp_path):
    members, words, code = WRONG[name]
    file = packed_by_hand(tmp_path / "wrong.age", *members, **words)
    assert code_of(tmp_path / "there", file, OF_PAIR, NOW) == code


def test_a_backup_of_this_and_of_an_older_program_is_taken(tmp_path):
    for at, version in enumerate((inspection.__version__, "0.9.12")):
        file = packed_by_hand(tmp_path / f"{at}.age", GOOD, head={"program": {"version": version, "commit": ""}})
        assert restore(tmp_path / str(at), file, OF_PAIR, NOW).contents.files.keys() == {"versions/current"}


def test_a_name_that_would_fill_the_memory_is_not_read(tmp_path):
    held = io.BytesIO()
    for info in (tarfile.TarInfo("head.json"), tarfile.TarInfo("long")):
        info.size = 1 << 40
        info.type = tarfile.XHDTYPE
        held.write(info.tobuf())
    (tmp_path / "a.age").write_bytes(pyrage.encrypt(held.getvalue(), [PAIR.to_public()]))
    assert code_of(tmp_path / "there", tmp_path / "a.age", OF_PAIR, NOW) == "not_ours"


def test_what_is_no_backup_at_all_is_said(tmp_path):
    for name, content in (("empty", b""), ("text", b"age-encryption"), ("zip", b"PK\x03\x04" * 99)):
        (tmp_path / name).write_bytes(content)
        assert code_of(tmp_path / "there", tmp_path / name, OF_PAIR, NOW) == "no_backup"
    assert code_of(tmp_path / "there", tmp_path / "none", OF_PAIR, NOW) == "not_read"


# every night


def nights(home: Path, folder: Path, count: int, keep: int) -> list[str]:
    for night in range(count):
        back_up_into(home, folder, keep, TO_PAIR, NOW + timedelta(days=night))
    return sorted(path.name for path in folder.iterdir())


def test_the_last_ones_stay_and_nothing_goes_that_is_not_ours(tiny, tmp_path):
    folder = tmp_path / "backups"
    folder.mkdir()
    foreign = ("inspection-2025-01-01.age", "inspection-2025-01-02.age.txt", "other-2025-01-01.age", "inspection-2025-13-41.age")
    for name in foreign:
        (folder / name).write_text("not a backup of ours")
    (folder / "inspection-2099-01-01.age").write_bytes(tiny[1].read_bytes())  # of a clock that went wrong
    (folder / "inspection-2025-01-03.age").symlink_to(tiny[1])
    of_yesterday, of_now = ".inspection-2025-11-28.age.0a.new", ".inspection-2025-12-02.age.0b.new"
    for name, written in ((of_yesterday, NOW - timedelta(hours=20)), (of_now, NOW)):
        (folder / name).write_text("of a night that was killed; of one that is being written just now")
        os.utime(folder / name, (written.timestamp(), written.timestamp()))
    back_up_into(tiny[0], folder, 2, TO_PAIR, NOW)
    assert [path.name for path in folder.glob(".*")] == [of_now]
    (folder / of_now).unlink()
    ours = [name for name in nights(tiny[0], folder, 4, 2) if name.startswith("inspection-2025-1") and name not in foreign]
    left = {path.name for path in folder.iterdir()}
    assert ours == ["inspection-2025-12-01.age", "inspection-2025-12-02.age"]
    assert left == {*ours, *foreign, "inspection-2099-01-01.age", "inspection-2025-01-03.age"}
    assert all(read_back(folder / name, OF_PAIR) for name in ours)


def test_a_second_one_of_the_same_day_takes_the_place_of_the_first(tmp_path):
    home, folder = small(tmp_path / "home"), tmp_path / "backups"
    folder.mkdir()
    nights(home, folder, 1, 3)
    (home / "settings.toml").write_text("changed")
    made, removed = back_up_into(home, folder, 3, TO_PAIR, NOW)
    assert removed == [] and [path.name for path in folder.iterdir()] == [made.file.name]
    assert read_back(made.file, OF_PAIR).files["settings.toml"][0] == len("changed")


def test_while_the_data_is_damaged_it_is_kept_and_said_and_no_older_one_goes(tmp_path):
    home, folder = tmp_path / "home", tmp_path / "backups"
    store = Store(home)
    store.publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=NOW)
    folder.mkdir()
    assert len(nights(home, folder, 2, 2)) == 2
    full = store.current().full
    content = bytearray(full.read_bytes())
    content[len(content) // 2] ^= 1
    full.write_bytes(content)
    made, removed = back_up_into(home, folder, 2, TO_PAIR, NOW + timedelta(days=2))
    assert removed == [] and [error.code for error in made.damaged] == ["damaged_file"] and len(list(folder.iterdir())) == 3
    ended = shell.run(home, "backup", "--into", folder, "--keep", 1, "--recipient", TO_PAIR.recipients[0])
    assert ended.returncode == 2 and "一个也没有清理" in ended.stderr and "0001" in ended.stderr
    assert len(list(folder.iterdir())) == 4


@pytest.mark.parametrize("what", ["accounts.json", "audit/2025-11.jsonl"])
def test_damaged_accounts_or_a_changed_audit_are_said_kept_and_hinder_no_backup(what, whole, tmp_path):
    home, folder = shutil.copytree(whole, tmp_path / "home"), tmp_path / "backups"
    folder.mkdir()
    assert len(nights(home, folder, 2, 2)) == 2
    file = home / "access" / what
    file.write_text(file.read_text(encoding="utf-8").replace("1", "2"), encoding="utf-8")
    if what == "accounts.json":
        file.write_text("{")
    ended = shell.run(home, "backup", "--into", folder, "--keep", 1, "--recipient", TO_PAIR.recipients[0])
    assert ended.returncode == 2 and "一个也没有清理" in ended.stderr and "已备份" in ended.stdout
    assert ("accounts.json" in ended.stderr) == (what == "accounts.json") and len(list(folder.iterdir())) == 3


def test_making_one_and_bringing_it_back_stand_in_the_audit(whole, tmp_path, monkeypatch):
    home = shutil.copytree(whole, tmp_path / "home")
    (tmp_path / "key").write_text(f"{PAIR}\n")
    ended = shell.run(home, "backup", tmp_path / "a.age", "--recipient", TO_PAIR.recipients[0])
    assert ended.returncode == 0, ended.stderr
    told = [(line.what, line.details["state"]) for line in Audit(home).read() if line.what.startswith("backup")]
    assert told == [("backup", "begun"), ("backup", "done")]
    there = tmp_path / "there"
    assert shell.run(there, "restore-backup", tmp_path / "a.age", "--identity", tmp_path / "key").returncode == 0
    told = [(line.what, line.details["state"]) for line in Audit(there).read() if line.what.startswith("backup")]
    assert told == [("backup", "begun"), ("backup_restored", "begun"), ("backup_restored", "done")]
    assert faults_of_audit(Audit(there)) == ()


def test_a_folder_that_is_not_there_is_not_made_for_its_disk_may_not_be_mounted(tiny, tmp_path):
    ended = shell.run(tiny[0], "backup", "--into", tmp_path / "disk", "--recipient", TO_PAIR.recipients[0], lang="en")
    assert ended.returncode == 2 and "mount it" in ended.stderr and not list(tmp_path.iterdir())
    with pytest.raises(Refused) as refused:
        back_up_into(tiny[0], tmp_path, 0, TO_PAIR, NOW)
    assert refused.value.code == "keep" and not list(tmp_path.iterdir())


def test_without_a_terminal_nobody_is_asked_and_the_way_out_is_named(tiny, tmp_path, monkeypatch):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    for words in (("backup", tmp_path / "a.age"), ("restore-backup", tiny[1]), ("backup-key", tmp_path / "k")):
        ended = shell.run(tmp_path / "home", *words)
        assert ended.returncode == 2 and "--passphrase-file" in ended.stderr and not list(tmp_path.iterdir())


def test_every_refusal_has_its_sentence_in_both_languages_with_the_same_values():
    words = catalogue()["backups"]
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "inspection").glob("access/backups/*.py"))
    source += (ROOT / "inspection" / "cli" / "backups.py").read_text(encoding="utf-8")
    used = set(re.findall(r'Refused\(\s*"(\w+)"', source)) | {"damaged_head", "no_backup"}
    assert {f"refused_{code}" for code in used} == {name for name in words if name.startswith("refused_")}
    names = {one: set(re.findall(r"\{(\w+)", words[name][one])) for name in words for one in ("zh", "en")}
    assert names["zh"] == names["en"]


def test_the_parts_of_the_program_speak_of_one_refusal():
    assert backups.Refused is Fault and datetime.now() > NOW
