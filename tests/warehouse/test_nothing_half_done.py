"""Ended at any moment, the last version stands whole, no draft is taken for one, and the next import works.

A sample runs always, the long counts (1,000 kills, 200 full disks, every operation on a file) with INSPECTION_LONG=1.
"""

import builtins
import errno
import os
import random
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from inspection.warehouse import Busy, Moved, Reader, Store, StoreError
from tests.warehouse.publisher import BUSY
from tests.warehouse.tiny import CLOCK, DAY, SAYING, clean, county, publish, whole

ROOT = Path(__file__).resolve().parents[2]
LONG = bool(os.environ.get("INSPECTION_LONG"))
KILLS = 1000 if LONG else 8
SIZES = 200 if LONG else 6
EVERY = 1 if LONG else 11
SWAPS = 200 if LONG else 8
TURNS = 4 if LONG else 2

posix = pytest.mark.skipif(os.name != "posix", reason="signals and forks are POSIX")


@pytest.fixture
def store(tmp_path):
    store = Store(tmp_path)
    publish(store, 1)
    return store


@pytest.fixture
def source(tmp_path):
    path = tmp_path / "来件.csv"
    path.write_text("来件", encoding="utf-8")
    return path


class Publisher:
    """Another process that publishes, and is killed on the way where `seconds` are given."""

    def __init__(self, store: Store, source: Path):
        command = [sys.executable, "-m", "tests.warehouse.publisher", str(store.home), str(source)]
        self._process = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        )

    def publish(self, generation: int, seconds: float = -1) -> tuple[int, float]:
        """The exit code of the child (0: published, -9: killed) and how long it lived."""
        self._process.stdin.write(f"{generation} {seconds}\n")
        self._process.stdin.flush()
        code, lived = self._process.stdout.readline().split()
        return int(code), float(lived)

    def close(self) -> None:
        self._process.stdin.close()
        self._process.wait()


@pytest.mark.long
@posix
def test_killed_at_random_moments_the_last_version_stands_and_the_next_import_works(store, source):
    draw, publisher = random.Random(7), Publisher(store, source)
    stands, killed, after = 1, 0, 0
    code, takes = publisher.publish(2)
    assert code == 0
    stands = whole(store, (2,))
    while killed < KILLS:
        # every other one in the last part, where the files are moved and the pointer is
        start = draw.choice((0.0, 0.7))
        code, _ = publisher.publish(stands + 1, takes * draw.uniform(start, 1.1))
        killed += code == -9
        found = whole(store, (stands, stands + 1) if code == -9 else (stands + 1,))
        after += code == -9 and found > stands
        stands = found
        if killed % 10 == 0:
            code, takes = publisher.publish(stands + 1)
            assert code == 0
            stands = whole(store, (stands + 1,))
            clean(store)
    publisher.close()
    print(f"{killed} killed, {after} of them after the pointer had moved; generation {stands} stands")
    assert [path.read_text(encoding="utf-8") for path in (store.folder / "files").iterdir()] == ["来件"]


FULL_DISKS = """
import subprocess, sys, shutil, duckdb
from pathlib import Path
from inspection.warehouse import Store, StoreError
from tests.warehouse.tiny import clean, publish, whole
disk, base, source = map(Path, sys.argv[1:4])
for size in map(int, sys.argv[4:]):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}k", "tmpfs", disk], check=True)
    try:
        shutil.copytree(base, disk / "home")
        store = Store(disk / "home")
        try:
            publish(store, 2, (source,))
            said = "published"
        except (OSError, StoreError, duckdb.Error) as error:
            said = "refused"
        whole(store, (2,) if said == "published" else (1,))
        subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
        publish(store, 3, (source,))
        whole(store, (3,))
        clean(store)
        print(said, flush=True)
    finally:
        subprocess.run(["umount", disk], check=True)
"""


def _may_mount() -> list[str] | None:
    """The command under which a small disk can be mounted here: as root, or in a user namespace; None: not at all."""
    for command in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        try:
            tried = [*command, "sh", "-c", "mount -t tmpfs tmpfs /mnt"]
            if subprocess.run(tried, capture_output=True).returncode == 0:
                return command
        except OSError:
            return None
    return None


@pytest.mark.long
@posix
def test_on_a_full_disk_nothing_changes_and_with_room_again_the_next_import_works(store, source, tmp_path_factory):
    command = _may_mount()
    if command is None:
        pytest.skip("no right to mount a small disk here; the limit on the size of files is tested besides")
    disk, base = tmp_path_factory.mktemp("disk"), tmp_path_factory.mktemp("base") / "home"
    os.rename(store.home, base)
    source = base / source.name
    used = sum(path.stat().st_size for path in base.rglob("*")) // 1024
    sizes = [used + 20 + at * 3600 // SIZES for at in range(SIZES)]  # from no room at all to room for everything
    script = [sys.executable, "-c", FULL_DISKS, str(disk), str(base), str(source), *map(str, sizes)]
    ended = subprocess.run([*command, *script], cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-3000:]
    said = ended.stdout.split()
    print(f"{len(said)} sizes, {said.count('refused')} refused")
    assert len(said) == SIZES and 0 < said.count("refused") < SIZES


LIMITED = """
import resource, signal, sys, duckdb
from pathlib import Path
from inspection.warehouse import Store, StoreError
from tests.warehouse.tiny import publish, whole, clean
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
store, source, generation = Store(Path(sys.argv[1])), Path(sys.argv[2]), 1
for size in map(int, sys.argv[3:]):
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    try:
        publish(store, generation + 1, (source,))
        generation += 1
        print("published", flush=True)
    except (OSError, StoreError, duckdb.Error):
        print("refused", flush=True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    whole(store, (generation,))
publish(store, generation + 1)
whole(store, (generation + 1,))
clean(store)
"""


@pytest.mark.long
@posix
def test_where_no_file_may_grow_further_nothing_changes(store, source):
    largest = store.current().full.stat().st_size
    sizes = [at * largest // (SIZES - 1) + 5 * at for at in range(SIZES)]
    script = [sys.executable, "-c", LIMITED, str(store.home), str(source), *map(str, sizes)]
    ended = subprocess.run(script, cwd=ROOT, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stderr[-3000:]
    said = ended.stdout.split()
    print(f"{len(said)} sizes, {said.count('refused')} refused")
    assert said.count("refused") >= SIZES - 2 and said[-1] == "published"


class Failing:
    """Lets the k-th operation on a file fail: opening, writing, fsync, rename, unlink, mkdir, rmdir."""

    def __init__(self, monkeypatch, at: int):
        self.at, self.count, self.what = at, 0, ""
        for name in ("fsync", "replace", "unlink", "mkdir", "rmdir", "open"):
            monkeypatch.setattr(os, name, self._wrapped(getattr(os, name), name))
        opening = self._wrapped(builtins.open, "open")

        def opened(file, mode="r", *rest, **more):
            if not any(letter in mode for letter in "wa+x"):
                return builtin_open(file, mode, *rest, **more)
            made = opening(file, mode, *rest, **more)
            return made if "a" in mode else Writing(made, self)

        builtin_open = builtins.open
        monkeypatch.setattr(builtins, "open", opened)

    def step(self, name: str) -> None:
        self.count += 1
        if self.count == self.at:
            self.what = name
            raise OSError((errno.ENOSPC, errno.EIO)[self.at % 2], f"{name} fails")

    def _wrapped(self, real, name: str):
        def called(*given, **more):
            self.step(name)
            return real(*given, **more)

        return called


class Writing:
    """A file whose writing may fail."""

    def __init__(self, file, failing: Failing):
        self._file, self._failing = file, failing

    def write(self, block):
        self._failing.step("write")
        return self._file.write(block)

    def __getattr__(self, name):
        return getattr(self._file, name)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()


@pytest.mark.long
def test_an_error_at_any_operation_on_a_file_changes_nothing_that_stands(store, source, monkeypatch):
    at, stands, failed = 1, 1, set()
    while True:
        with monkeypatch.context() as patched:
            failing = Failing(patched, at)
            try:
                publish(store, stands + 1, (source,))
                raised = False
            except (OSError, StoreError) as error:
                raised, unconfirmed = True, isinstance(error, StoreError) and error.code == "unconfirmed"
        if not failing.what:
            break
        failed.add(failing.what)
        allowed = (stands + 1,) if not raised or unconfirmed else (stands,)
        stands = whole(store, allowed)
        publish(store, stands + 1)
        stands = whole(store, (stands + 1,))
        clean(store)
        at += EVERY
    assert failing.count > 20
    print(f"{(at - 1) // EVERY} of {failing.count} operations failed once: {', '.join(sorted(failed))}")
    assert EVERY > 1 or failed == {"open", "write", "fsync", "replace", "unlink", "mkdir", "rmdir"}


def test_of_two_drafts_the_second_is_told_that_another_version_was_published(store):
    first, second = (
        store.draft(county(generation), as_of=DAY, files=(), built_at=CLOCK, note="核对中") for generation in (2, 3)
    )
    assert whole(store, (1,)) == 1
    assert store.accept(first, note="接受").manifest["note"] == "接受"
    with pytest.raises(Moved):
        store.accept(second)
    assert whole(store, (2,)) == 2
    store.discard(second)
    clean(store)


@pytest.mark.long
@posix
def test_of_writers_at_once_each_publishes_whole_or_is_told_to_wait(store, source):
    publishers = [Publisher(store, source) for _ in range(3)]
    codes: list[int] = []

    def work(publisher: Publisher, first: int) -> None:
        for generation in range(first, first + TURNS):
            codes.append(publisher.publish(generation)[0])

    threads = [threading.Thread(target=work, args=(p, 100 * (n + 1))) for n, p in enumerate(publishers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for publisher in publishers:
        publisher.close()
    published = codes.count(0)
    assert set(codes) <= {0, BUSY} and published >= TURNS
    assert [version.number for version in store.versions()] == list(range(1, published + 2))
    whole(store, tuple(range(1, 500)))
    clean(store)


def test_a_writer_is_told_when_somebody_else_is_writing(store):
    with store._writing(), pytest.raises(Busy):
        publish(Store(store.home), 2)
    publish(store, 2)


def _descriptors(folder: Path) -> list[str]:
    """The open files of this process below a folder, deleted ones too."""
    found = []
    for handle in os.listdir("/proc/self/fd"):
        try:
            found.append(os.readlink(f"/proc/self/fd/{handle}"))
        except FileNotFoundError:
            continue
    return [path for path in found if path.startswith(str(folder))]


@pytest.mark.long
@posix
@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are listed in /proc on Linux")
def test_readers_see_one_generation_at_a_time_while_the_pointer_moves_and_keep_no_file_open(store, source):
    (store.home / "settings.toml").write_text("[versions]\nkeep = 8\n", encoding="utf-8")
    publisher, stop = Publisher(store, source), threading.Event()
    readers = [Reader(store.home) for _ in range(3)]
    seen: list[set[int]] = [set() for _ in range(4)]
    wrong: list[object] = []

    def read(reader: Reader, mine: set[int]) -> None:
        # often enough to meet every state of the pointer, and the publisher has its turn
        while not stop.wait(0.03 if LONG else 0.1):
            try:
                names = set(reader.mart().query(SAYING)["name"])
            except Exception as error:  # whatever it is, the test fails of it
                wrong.append(error)
                return
            if len(names) != 1:
                wrong.append(names)
            mine |= {int(name[1:-1]) for name in names}

    # four readers, two of them on one Reader as two sessions of one server are
    threads = [threading.Thread(target=read, args=(readers[n % 3], seen[n])) for n in range(4)]
    for thread in threads:
        thread.start()
    for generation in range(2, SWAPS + 2):
        assert publisher.publish(generation)[0] == 0
    stop.set()
    for thread in threads:
        thread.join()
    publisher.close()
    assert not wrong
    assert all(mine <= set(range(1, SWAPS + 2)) and len(mine) > SWAPS / 4 for mine in seen)
    assert len(_descriptors(store.folder)) <= len(readers) * Reader.OPEN * 2
    for reader in readers:
        reader.close()
    assert _descriptors(store.folder) == []
    assert len(store.versions()) == 8
