"""What a killed process leaves goes at the next start of anything; what a living one uses stays. 0600 and 0700, whatever
the umask."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from inspection.warehouse import Store, tidy
from inspection.warehouse.passing import UNLOCKED, passing_folder, sweep_passing
from tests.shell import run
from tests.warehouse.tiny import CLOCK, DAY, clean, county, generation_of, publish, whole

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and modes are POSIX")

READS = """
import time
from inspection.warehouse import passing_folder
with passing_folder("read") as folder:
    (folder / "cells").write_text("secret")
    print(folder, flush=True)
    time.sleep(60)
"""
FILLS = READS.replace('"read"', '"fill"')
DRAFTS = """
import sys, time
from datetime import datetime
from pathlib import Path
from inspection.warehouse import Store
from tests.warehouse.tiny import DAY, county
draft = Store(Path(sys.argv[1])).draft(county(2), as_of=DAY, files=(), built_at=datetime.now())
print(draft.folder, flush=True)
time.sleep(60)
"""


@pytest.fixture
def passing(tmp_path, monkeypatch):
    """A temporary folder of the test's own, for this process and those it starts."""
    folder = tmp_path / "passing"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def holding(script: str, *arguments: str) -> tuple[subprocess.Popen, Path]:
    """A process that made a folder and sleeps in it, and the folder."""
    process = subprocess.Popen([sys.executable, "-c", script, *arguments], cwd=ROOT, stdout=subprocess.PIPE, text=True)
    return process, Path(process.stdout.readline().strip())


def kill(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.wait()


@posix
@pytest.mark.parametrize("script", [READS, FILLS, DRAFTS], ids=["read", "fill", "draft"])
def test_a_folder_of_a_living_process_stays_and_that_of_a_killed_one_goes_with_the_next_command(passing, tmp_path, script):
    publish(Store(tmp_path / "home"), 1)
    process, folder = holding(script, str(tmp_path / "home"))
    run(tmp_path / "home", "indicators")  # any command at all
    assert list(folder.iterdir()), "swept under a living process"
    kill(process)
    assert folder.exists()
    run(tmp_path / "home", "indicators")  # any command at all
    assert not folder.exists()
    whole(Store(tmp_path / "home"), (1,))
    clean(Store(tmp_path / "home"))


def test_no_folder_is_made_for_what_no_sweep_looks_for():
    with pytest.raises(ValueError), passing_folder("other"):
        pass


@posix
def test_an_import_killed_while_it_reads_leaves_nothing_after_the_next_command(passing, tmp_path):
    file = tmp_path / "机构.csv"
    file.write_text("单位编号,单位名称\n" + "".join(f"O{n},秘密{n}\n" for n in range(400_000)), encoding="utf-8")
    environment = os.environ | {"INSPECTION_DATA": str(tmp_path / "home")}
    command = [sys.executable, "-m", "inspection", "import", str(file), "--as-of", "2025-09-30"]
    importing = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    while not any(passing.glob("inspection-read-*/cells")):
        assert importing.poll() is None, "it ended before it could be killed"
        time.sleep(0.005)
    os.killpg(importing.pid, signal.SIGKILL)
    importing.wait()
    assert any(passing.glob("inspection-read-*"))
    run(tmp_path / "home", "indicators")  # any command at all
    assert not list(passing.iterdir())


def test_a_folder_for_passing_cells_is_gone_with_its_end_and_open_to_nobody_else(passing):
    with passing_folder("import") as folder:
        assert folder.parent == passing and sweep_passing(datetime.now()) == []
        assert os.name != "posix" or stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert not list(passing.iterdir())


def test_a_folder_without_a_lock_is_left_to_whoever_is_making_it_for_ten_minutes(passing):
    folder = Path(tempfile.mkdtemp(prefix="inspection-read-"))
    assert sweep_passing(datetime.now() + timedelta(seconds=UNLOCKED - 60)) == []
    assert sweep_passing(datetime.now() + timedelta(seconds=UNLOCKED + 60)) == [folder]


@posix
def test_a_link_that_looks_like_a_folder_of_ours_is_not_followed(passing, tmp_path):
    kept = tmp_path / "kept"
    kept.mkdir()
    (kept / "file").touch()
    (passing / "inspection-read-link").symlink_to(kept)
    folder = Path(tempfile.mkdtemp(prefix="inspection-read-"))
    (folder / "inside").symlink_to(kept)
    sweep_passing(datetime.now() + timedelta(hours=1))
    assert (kept / "file").exists() and not folder.exists() and (passing / "inspection-read-link").exists()


@posix
def test_in_a_store_whose_pointer_was_put_back_a_dead_draft_goes_and_no_version(passing, tmp_path):
    store = Store(tmp_path)
    for generation in (1, 2):
        publish(store, generation)
    (store.folder / "current").write_text("1\n", encoding="utf-8")
    dead = store.folder / "draft-20250101000000-abcd"
    dead.mkdir()
    tidy(tmp_path, CLOCK)
    assert not dead.exists() and generation_of(store.version(2)) == 2


def test_where_there_is_nothing_nothing_is_made(passing, tmp_path):
    tidy(tmp_path / "home", CLOCK)
    assert not (tmp_path / "home").exists()


def modes(home: Path) -> dict[str, int]:
    return {str(path.relative_to(home)): stat.S_IMODE(path.stat().st_mode) for path in (home, *home.rglob("*"))}


@posix
@pytest.mark.parametrize("umask", [0o000, 0o077])
def test_files_of_a_home_are_their_owners_alone_whatever_the_umask(passing, tmp_path, umask):
    old = os.umask(umask)
    try:
        store, source = Store(tmp_path / "above" / "home"), tmp_path / "来件.csv"
        source.write_text("来件", encoding="utf-8")
        publish(store, 1, (source,))
        store.pin(1, "会议")
        draft = store.draft(county(2), as_of=DAY, files=(), built_at=CLOCK)
        held = modes(store.home)
        store.accept(draft)
        store.restore(1, built_at=CLOCK)
        held |= modes(store.home)
    finally:
        os.umask(old)
    assert len(held) > 10 and {name: mode for name, mode in held.items() if mode & 0o077} == {}


@posix
def test_a_home_left_open_is_closed_at_the_next_start_and_nothing_that_is_not_its_own(tmp_path):
    home = tmp_path / "home"
    publish(Store(home), 1)
    (home / "settings.toml").touch()
    (home / "public" / "latest").mkdir(parents=True)
    (home / "public" / "latest" / "index.html").touch()
    for path in (home, *home.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    tidy(home, CLOCK)
    held = modes(home)
    assert held.pop(".") == 0o711  # a way to what is public, for a web server of another user
    assert {held.pop(name) for name in list(held) if name.startswith("public")} == {0o755, 0o644}
    assert {name: mode for name, mode in held.items() if mode & 0o077} == {}
    home.chmod(0o755)
    (home / "别的.txt").touch(0o644)
    tidy(home, CLOCK)
    assert modes(home)["."] == 0o755 and modes(home)["别的.txt"] & 0o044
