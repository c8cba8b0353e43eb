"""A step of publication killed at any operation on a file has happened or has not; the next command makes the rest good."""

import itertools
import os
import shutil
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from inspection.snapshots import Publication, PublicSite, Refused, Text, office_key, publication, template
from inspection.snapshots import register as registers
from inspection.warehouse import Settings
from tests.snapshots.county import SMALL, mart, standard

AT = datetime(2025, 10, 8, 9)
EVERY = 1 if os.environ.get("INSPECTION_LONG") == "1" else 23
WITHDRAW = {"reason": Text("误发", "By mistake")}


class Killed(BaseException):
    """As the system would: nothing of ours is asked."""


def opened(home: Path) -> Publication:
    return Publication(home, PublicSite(home, standard()))


@pytest.fixture(autouse=True, scope="module")
def drawn_once():
    """The files of a snapshot are the same each time: drawn once."""
    names = ("snapshot_files", "corrected_files")
    before = {name: getattr(publication, name) for name in names}
    for name, made in before.items():
        setattr(publication, name, cache(made))
    yield
    for name, made in before.items():
        setattr(publication, name, made)


@pytest.fixture(scope="module")
def homes(tmp_path_factory) -> dict[str, Path]:
    """Step -> a home in which it is the next one: publishing a first one, correcting it, withdrawing both."""
    made, home = {}, tmp_path_factory.mktemp("steps") / "home"
    held = opened(home)
    entry = held.draft(mart(SMALL), standard(), template("monthly"), version=1, by="a", at=AT)
    held.approve(entry.id, by="b", at=AT)
    made["publish"] = shutil.copytree(home, home.with_name("publish"))
    held.publish(entry.id, by="a", at=AT)
    better = mart(SMALL | {"C": ("township", 39, 40)})
    second = held.correct(entry.id, better, standard(), version=1, reason=Text("有误", "wrong"), by="a", at=AT)
    held.approve(second.id, by="b", at=AT)
    made["correct"] = shutil.copytree(home, home.with_name("correct"))
    held.publish(second.id, by="a", at=AT)
    made["withdraw"] = home
    return made


STEPS = {
    "publish": (lambda held: held.publish("d0001", by="a", at=AT), ["published"]),
    "correct": (lambda held: held.publish("d0002", by="a", at=AT), ["corrected", "published"]),
    "withdraw": (lambda held: held.withdraw("d0001", by="a", at=AT, **WITHDRAW), ["withdrawn", "withdrawn"]),
}
BEFORE = {"publish": ["approved"], "correct": ["published", "approved"], "withdraw": ["corrected", "published"]}


def killed_at(number: int, step, held: Publication, monkeypatch) -> bool:
    """Take a step that is killed before its n-th operation on a file; whether it came so far."""
    count = itertools.count(1)

    def counted(real):
        def operation(*args, **kwargs):
            if next(count) == number:
                raise Killed
            return real(*args, **kwargs)

        return operation

    with monkeypatch.context() as patch:
        for module, name in ((os, "replace"), (os, "fsync"), (os, "unlink"), (os, "mkdir"), (os, "rmdir"), (os, "chmod")):
            patch.setattr(module, name, counted(getattr(module, name)))
        try:
            step(held)
        except Killed:
            return True
    return False


def states(held: Publication) -> list[str]:
    return [entry.state for entry in held.register().entries]


@pytest.mark.long
@pytest.mark.parametrize("name", STEPS)
def test_killed_at_any_operation_a_step_is_whole_and_repeating_it_works(name, homes, tmp_path, monkeypatch):
    step, wanted = STEPS[name]
    key = office_key(homes[name]).public_key()
    stopped = set()
    for number in itertools.count(1, EVERY):
        home = shutil.copytree(homes[name], tmp_path / str(number))
        if not killed_at(number, step, opened(home), monkeypatch):
            assert number > EVERY
            break
        held = opened(home)
        assert states(held) in (BEFORE[name], wanted)
        stopped.add(states(held) == wanted)
        taken = states(held) == wanted
        held.settle(by="a", at=AT)
        assert states(held) == (wanted if taken else BEFORE[name])
        assert held.verify(key)[1] == [] and not [one for one in held.verify(key)[0] if one.faults]
        step(held)
        assert states(held) == wanted and held.verify(key)[1] == []
        shutil.rmtree(home, ignore_errors=True)
    assert stopped == {True, False}


def with_contact(contact: str) -> Settings:
    return Settings(tuple((s, k, contact if k == "contact" else v) for s, k, v in standard().entries))


@pytest.mark.parametrize("contact", ["0000-000\u3000", " 0000-000", "0000-000\u00a0 "], ids=ascii)
def test_a_blank_at_the_end_of_a_contact_hinders_no_withdrawal(contact, homes, tmp_path):
    home = shutil.copytree(homes["withdraw"], tmp_path / "home")
    held = Publication(home, PublicSite(home, with_contact(contact)))
    assert held.withdraw("d0002", by="a", at=AT, **WITHDRAW).state == "withdrawn"
    assert held.verify(office_key(home).public_key())[1] == []


def test_what_is_refused_is_refused_before_the_first_byte(homes, tmp_path):
    home = shutil.copytree(homes["withdraw"], tmp_path / "home")
    before = {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}
    for code, contact, by in (
        ("foreign", "0000\u200b000", "a"), ("no_name", "", ""), ("no_name", "", "\u3000"), ("no_name", "", "\u200b"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            Publication(home, PublicSite(home, with_contact(contact))).withdraw("d0002", by=by, at=AT, **WITHDRAW)
        assert refused.value.code == code
        assert before == {path: path.read_bytes() for path in home.rglob("*") if path.is_file()}


def swapped(home: Path) -> None:
    first, second = (home / "snapshots" / entry.folder for entry in opened(home).register().entries)
    first.rename(home / "x")
    second.rename(first)
    (home / "x").rename(second)


def same_everywhere(home: Path) -> None:
    first, second = (home / "snapshots" / entry.folder for entry in opened(home).register().entries)
    shutil.rmtree(second)
    shutil.copytree(first, second)


def edited(old: bytes, new: bytes):
    def edit(home: Path) -> None:
        log = home / "snapshots" / registers.LOG
        held = log.read_bytes()
        assert old in held
        log.write_bytes(held.replace(old, new, 1))

    return edit


def last_line_gone(home: Path) -> None:
    log = home / "snapshots" / registers.LOG
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[:-1]))


def reversed_lines(home: Path) -> None:
    log = home / "snapshots" / registers.LOG
    log.write_bytes(b"".join(log.read_bytes().splitlines(keepends=True)[::-1]))


def renamed(home: Path) -> None:
    folder = home / "snapshots" / opened(home).register().entries[0].folder
    folder.rename(folder.with_name(folder.name[:-12] + "0" * 12))


def all_deleted(home: Path) -> None:
    shutil.rmtree(home / "snapshots")
    (home / "snapshots").mkdir()


def draft_changed(home: Path) -> None:
    path = home / "snapshots" / "drafts" / "d0001.json"
    path.write_bytes(path.read_bytes().replace(b'"done": 4,', b'"done": 5,'))


def site_changed(home: Path) -> None:
    page = home / "public" / "index.html"
    page.write_bytes(page.read_bytes() + b" ")


def site_file_added(home: Path) -> None:
    (home / "public" / "other.html").write_bytes(b"")


TAMPERED = {
    "contents of two folders swapped": (swapped, {"swapped"}),
    "every link replaced by the first": (same_everywhere, {"swapped"}),
    "a folder under a false fingerprint": (renamed, {"gone", "unlisted"}),
    "the chain reversed": (reversed_lines, {"log"}),
    "the chain zeroed": (lambda home: (home / "snapshots" / registers.LOG).write_bytes(b""), {"rolled_back", "unlisted"}),
    "the approver changed": (edited(b'"approved_by":"b"', b'"approved_by":"c"'), {"log", "line"}),
    "the state changed": (edited(b'"state":"corrected"', b'"state":"published"'), {"log", "line"}),
    "the last step undone": (last_line_gone, {"rolled_back"}),
    "everything deleted": (all_deleted, {"rolled_back"}),
    "a draft changed": (draft_changed, {"draft"}),
    "a public page changed": (site_changed, {"site"}),
    "a public file added": (site_file_added, {"site"}),
}


@pytest.mark.parametrize("name", TAMPERED)
def test_whatever_is_changed_afterwards_is_noticed(name, homes, tmp_path):
    change, codes = TAMPERED[name]
    home = shutil.copytree(homes["withdraw"], tmp_path / "home")
    held = opened(home)
    key, known = office_key(home).public_key(), held.register().lines[-1]
    assert held.verify(key, known)[1] == []
    change(home)
    assert {fault.code for fault in opened(home).verify(key, known)[1]} & codes
