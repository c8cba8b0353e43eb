"""The shell ends in a sentence, whatever happens to what it writes; its csv opens in a Chinese Excel."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from inspection.text import say
from tests.shell import PROJECT, apart, run
from tests.ui.county import published


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    with published(tmp_path_factory.mktemp("home")) as home:
        yield home


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_ends_in_a_sentence(home):
    with open("/dev/full", "wb") as full:
        got = apart(home, "table", "coverage_each", "--format", "csv", stdout=full)
    assert got.returncode == 2 and "stdout" in got.stderr and "Traceback" not in got.stderr


def test_a_pipe_that_is_closed_ends_in_a_sentence(home):
    read, write = os.pipe()
    os.close(read)
    got = apart(home, "tables", stdout=write)
    os.close(write)
    assert got.returncode == 2 and got.stderr.strip().endswith(say("cli.pipe_closed", "zh"))


@pytest.mark.long
@pytest.mark.parametrize("folder", ["/dev/null/x", "a" * 300, "/proc/x"])
@pytest.mark.skipif(os.name == "nt", reason="these paths are of another system")
def test_a_path_that_cannot_be_ends_in_a_sentence(home, folder):
    for command in ("demo", "template"):
        got = run(home, command, *(("--folder",) if command == "demo" else ()), folder)
        assert got.returncode == 2 and got.stderr and "Traceback" not in got.stderr


@pytest.mark.parametrize("given", [("--as-of", "9999-12-31"), ("--as-of", "0001-01-01"), ("--from", "10000-01-01")])
def test_ten_thousand_years_end_in_a_figure_or_a_sentence(home, given):
    got = run(home, "indicator", "completion_rate", *given)
    assert got.returncode in (0, 2) and "Traceback" not in got.stderr


def test_a_csv_begins_with_the_mark_a_chinese_excel_looks_for(home):
    assert apart(home, "table", "coverage_each", "--format", "csv").stdout.startswith("\ufeff")


def test_a_text_no_record_holds_is_said_and_one_with_commas_can_be_asked_for(home):
    for value in ("五室", '"a,b=c"'):
        got = run(home, "indicator", "clues", "--where", f"handler={value}")
        assert got.returncode == 0
        assert say("cli.matches_nothing", "zh", dimension="handler", value=value.strip('"')) in got.stderr
    known = run(home, "indicator", "clues", "--where", "handler=一室").stderr
    assert "handler" not in known


def small_disk(folder: Path, size: str, then: str) -> subprocess.CompletedProcess:
    """A command of a shell with a small disk mounted on a folder, for it alone. Skips where nobody may mount."""
    for allowed in (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"]):
        try:
            if subprocess.run([*allowed, "sh", "-c", "mount -t tmpfs tmpfs /mnt"], capture_output=True).returncode == 0:
                break
        except OSError:
            pytest.skip("no command here to mount a small disk with")
    else:
        pytest.skip("no right to mount a small disk here")
    environment = os.environ | {"PYTHONUTF8": "1", "INSPECTION_LANG": "zh"}
    script = f"mount -t tmpfs -o size={size} tmpfs {folder} && {then}"
    return subprocess.run([*allowed, "sh", "-c", script], cwd=PROJECT, env=environment, capture_output=True, text=True)


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory):
    """The demonstration county's ledgers as files."""
    folder = tmp_path_factory.mktemp("ledgers")
    assert run(tmp_path_factory.mktemp("made"), "demo", "--folder", str(folder)).returncode == 0
    return folder


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="small disks are mounted on POSIX")
@pytest.mark.parametrize("size", ["60k", "400k", "4m"])
def test_an_import_on_a_full_disk_ends_in_a_sentence_and_leaves_no_draft(tmp_path, ledgers, size):
    home = tmp_path / "home"
    home.mkdir()
    command = f"INSPECTION_DATA={home} {sys.executable} -m inspection import {ledgers} --as-of 2025-09-30; code=$?; "
    got = small_disk(home, size, command + f"ls {home}/versions; exit $code")
    assert got.returncode == 2 and say("cli.disk_full", "zh", home=home) in got.stderr and "Traceback" not in got.stderr
    assert "draft" not in got.stdout


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="small disks are mounted on POSIX")
def test_a_temporary_folder_on_a_full_disk_is_said_and_no_file_is_called_damaged(tmp_path, ledgers):
    folder = tmp_path / "passing"
    folder.mkdir()
    shell = f"TMPDIR={folder} INSPECTION_DATA={tmp_path}/home {sys.executable} -m inspection"
    got = small_disk(folder, "600k", f"{shell} import {ledgers} --as-of 2025-09-30")
    assert got.returncode == 2 and say("intake.disk_full", "zh", folder=folder) in got.stderr
    assert say("intake.reader_died", "zh") not in got.stderr and "Traceback" not in got.stderr


@pytest.mark.long
@pytest.mark.skipif(os.name != "posix", reason="disks are mounted read-only on POSIX")
def test_a_home_that_is_read_only_gives_figures_and_says_what_cannot_be_written(tmp_path, home):
    disk = tmp_path / "disk"
    disk.mkdir()
    shell = f"INSPECTION_DATA={disk}/home {sys.executable} -m inspection"
    asked = ("indicator clues", "checks", "versions", "restore 1", "snapshot draft --by x")
    then = f"cp -a {home} {disk}/home && mount -o remount,ro {disk} && " + "; ".join(
        f"{shell} {one} >/dev/null; echo $?" for one in asked
    )
    got = small_disk(disk, "200m", then)
    assert got.stdout.split() == ["0", "0", "0", "2", "2"], got.stderr[-2000:]
    assert got.stderr.count("Read-only file system") == 2 and "Traceback" not in got.stderr
