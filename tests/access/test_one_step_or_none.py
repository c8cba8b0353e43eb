"""A backup or a restore ended at any operation on a file has happened or has not, and the next command makes the rest good."""

import errno
import itertools
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspection.access.backups import Refused, back_up, back_up_into, read_back, restore, settle
from inspection.access.backups.placing import STEP
from tests.access.office import NOW, OF_PAIR, TO_PAIR, held_in, small
from tests.browser.harness import free_port
from tests.warehouse.test_nothing_half_done import _may_mount

LONG = os.environ.get("INSPECTION_LONG") == "1"
EVERY = 1 if LONG else 5
ROOT = Path(__file__).resolve().parents[2]
ASIDE, WORK = "before-restore", (".backup", ".restored", "restoring.json")
OPERATIONS = ("replace", "fsync", "unlink", "mkdir", "rmdir", "chmod", "link", "write", "truncate")


class Killed(BaseException):
    """As the system would: nothing of ours is asked, and nothing is done any more."""


def ended_at(number: int, step, monkeypatch, fault: BaseException, once: bool) -> bool:
    """Take a step in which the n-th operation on a file (and, unless `once`, every later one) fails; whether it came so far."""
    count = itertools.count(1)
    came = False

    def counted(real):
        def operation(*args, **kwargs):
            nonlocal came
            at = next(count)
            if at == number or (at > number and not once):
                came = True
                raise fault
            return real(*args, **kwargs)

        return operation

    with monkeypatch.context() as patch:
        for name in OPERATIONS:
            if hasattr(os, name):
                patch.setattr(os, name, counted(getattr(os, name)))
        try:
            step()
        except (Killed, Refused, OSError) as error:
            assert came, error
    return came


@pytest.fixture(scope="module")
def ready(tmp_path_factory) -> Path:
    """A folder with a home of other data, and the backup that is to take its place."""
    folder = tmp_path_factory.mktemp("ready")
    back_up(small(folder / "old"), folder / "a.age", TO_PAIR, NOW)
    home = small(folder / "home")
    (home / "settings.toml").write_text("[other]\n")
    (home / "views.json").write_text("[]")
    (home / "mappings" / "own.toml").write_text("own")
    shutil.rmtree(home / "keys")
    return folder


def stands(home: Path) -> dict[str, str]:
    return held_in(home, without=(ASIDE, *WORK))


@pytest.mark.parametrize("how", ["killed", "failed once", "failed from then on"])
def test_a_restore_ended_at_any_operation_is_whole_or_has_not_happened(how, ready, tmp_path, monkeypatch):
    old, new = stands(ready / "home"), stands(ready / "old")
    seen = set()
    for number in itertools.count(1, EVERY):
        home = shutil.copytree(ready / "home", tmp_path / str(number) / "home")
        fault = Killed() if how == "killed" else OSError(errno.ENOSPC, "No space left on device")
        step = lambda home=home: restore(home, ready / "a.age", OF_PAIR, NOW, replace=True)  # noqa: E731
        if not ended_at(number, step, monkeypatch, fault, how == "failed once"):
            assert number > EVERY and stands(home) == new
            break
        if how == "failed once" and not (home / STEP).exists():  # a refusal leaves what it found, at once
            assert stands(home) in (old, new)
        settle(home)
        assert stands(home) in (old, new)
        seen.add(stands(home) == new)
        asides = list(home.glob(f"{ASIDE}*"))
        assert [held_in(aside) for aside in asides] == ([old] if stands(home) == new else [])
        assert not [path for path in home.iterdir() if path.name.startswith(WORK)]
        restore(home, ready / "a.age", OF_PAIR, NOW, replace=True)
        assert stands(home) == new
        shutil.rmtree(home)
    assert False in seen and (how != "killed" or seen == {True, False})


@pytest.mark.parametrize("how", ["killed", "failed once"])
def test_a_backup_ended_at_any_operation_is_whole_or_not_there(how, ready, tmp_path, monkeypatch):
    seen = set()
    for number in itertools.count(1, EVERY):
        home = shutil.copytree(ready / "old", tmp_path / str(number) / "home")
        folder = home.with_name("backups")
        folder.mkdir()
        before = stands(home)
        back_up_into(home, folder, 9, TO_PAIR, NOW.replace(day=1))
        fault = Killed() if how == "killed" else OSError(errno.ENOSPC, "No space left on device")
        step = lambda home=home, folder=folder: back_up_into(home, folder, 1, TO_PAIR, NOW)  # noqa: E731
        if not ended_at(number, step, monkeypatch, fault, how == "failed once"):
            assert number > EVERY
            break
        left = [path for path in folder.iterdir() if not path.name.startswith(".")]
        assert left and all(read_back(path, OF_PAIR) for path in left)
        seen.add(len(left))
        assert stands(home) == before
        settle(home)
        for half in folder.glob(".*"):
            os.utime(half, (NOW.timestamp() - 86400,) * 2)
        made, _ = back_up_into(home, folder, 1, TO_PAIR, NOW)
        assert [path.name for path in folder.iterdir()] == [made.file.name] and stands(home) == before
        assert not [path for path in home.iterdir() if path.name.startswith(WORK)]
        shutil.rmtree(home.parent)
    assert seen


KILLED = """
import os, signal, sys, threading, time
from pathlib import Path
from inspection.access.backups import Key, back_up, restore
from pyrage import x25519
home, file, key, wait = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], float(sys.argv[4])
from datetime import datetime
key = Key((x25519.Identity.from_str(key),))
threading.Thread(target=lambda: (time.sleep(wait), os.kill(os.getpid(), signal.SIGKILL)), daemon=True).start()
for _ in range(1000):
    restore(home, file, key, datetime(2025, 11, 29), replace=True)
"""


@pytest.mark.skipif(os.name != "posix" or not LONG, reason="real kills: with INSPECTION_LONG=1")
def test_really_killed_at_random_moments_a_home_is_whole(ready, tmp_path):
    home = shutil.copytree(ready / "home", tmp_path / "home")
    old, new = stands(home), stands(ready / "old")
    for at in range(30):
        command = [sys.executable, "-c", KILLED, str(home), str(ready / "a.age"), str(OF_PAIR.identities[0]), str(at * 0.006)]
        assert subprocess.run(command, cwd=ROOT).returncode == -9
        settle(home)
        assert stands(home) in (old, new)
        for aside in home.glob(f"{ASIDE}*"):
            assert held_in(aside) in (old, new)
            shutil.rmtree(aside)
    assert stands(home) == new


FULL = """
import subprocess, sys
from datetime import datetime
from pathlib import Path
from inspection.access.backups import Key, Lock, Refused, back_up_into
disk, home, recipient = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
for size in map(int, sys.argv[4:]):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
    try:
        back_up_into(home, disk, 1, Lock((recipient,)), datetime(2025, 11, 28))
        try:
            back_up_into(home, disk, 1, Lock((recipient,)), datetime(2025, 11, 29))
            print("made", [path.name for path in disk.iterdir()])
        except Refused as error:
            print(error.code, [path.name for path in disk.iterdir()])
    finally:
        subprocess.run(["umount", disk], check=True)
"""


@pytest.mark.skipif(os.name != "posix", reason="mounts are Linux")
def test_on_a_full_disk_the_backup_of_the_night_before_stays(tmp_path):
    command = _may_mount()
    if command is None:
        pytest.skip("no right to mount a small disk here")
    home, disk = small(tmp_path / "home"), tmp_path / "disk"
    disk.mkdir()
    (home / "versions" / "big").write_bytes(os.urandom(100_000))
    script = [sys.executable, "-c", FULL, str(disk), str(home), TO_PAIR.recipients[0], "160", "200", "400"]
    ended = subprocess.run([*command, *script], cwd=ROOT, capture_output=True, text=True)
    assert ended.stdout.splitlines() == [
        "disk_full ['inspection-2025-11-28.age']", "disk_full ['inspection-2025-11-28.age']",
        "made ['inspection-2025-11-29.age']",
    ], ended.stderr  # fmt: skip


def test_a_killed_restore_is_made_whole_by_whatever_is_started_next(ready, tmp_path, monkeypatch):
    from tests import shell

    home = shutil.copytree(ready / "home", tmp_path / "home")
    new = stands(ready / "old")
    with monkeypatch.context() as patch:
        real = os.replace

        def replaced(source, target):
            real(source, target)
            if Path(target).name == STEP:
                raise Killed

        patch.setattr(os, "replace", replaced)
        with pytest.raises(Killed):
            restore(home, ready / "a.age", OF_PAIR, NOW, replace=True)
        patch.setattr(os, "replace", real)
    assert (home / STEP).exists() and stands(home) != new
    shell.run(home, "versions")
    assert stands(home) == new


def test_what_cannot_be_moved_is_moved_back(ready, tmp_path, monkeypatch):
    home = shutil.copytree(ready / "home", tmp_path / "home")
    before = stands(home)
    real = os.replace

    def replaced(source, target):
        if Path(target) == home / "versions" and ".restored" in str(source):
            raise OSError(errno.EBUSY, "Device or resource busy")
        real(source, target)

    monkeypatch.setattr(os, "replace", replaced)
    with pytest.raises(Refused) as refused:
        restore(home, ready / "a.age", OF_PAIR, NOW, replace=True)
    assert refused.value.code == "not_placed" and stands(home) == before
    assert {path.name for path in home.iterdir()} == {path.name for path in (ready / "home").iterdir()}


def test_where_nobody_can_tell_how_far_a_restore_came_nothing_is_served_and_both_languages_say_so(tmp_path, monkeypatch, capsys):
    from inspection.ui.serving.server import main

    home = small(tmp_path / "home")
    (home / STEP).write_text("{")
    monkeypatch.setenv("INSPECTION_DATA", str(home))
    assert main(["--port", str(free_port())]) == 1
    said = capsys.readouterr().err
    assert str(home / STEP) in said and "Move it away" in said and "移走" in said
