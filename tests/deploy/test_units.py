"""The units are what systemd takes, run commands that exist and give no more rights than needed; the script for Windows too."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from inspection.cli import main
from tests.deploy.nginx import DEPLOY

UNITS = sorted((DEPLOY / "systemd").iterdir())
SCRIPT = DEPLOY / "windows" / "Register-Inspection.ps1"
EXPOSED = 20  # tenths, of systemd's own ten; what is left is the network and the data home


@pytest.fixture(scope="module")
def units(tmp_path_factory) -> Path:
    """The units with this machine's Python in place of the installed one."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("no systemd here")
    folder = tmp_path_factory.mktemp("units")
    for path in UNITS:
        text = path.read_text(encoding="utf-8").replace("/opt/inspection/.venv/bin/python", sys.executable)
        (folder / path.name).write_text(text.replace("=/opt/inspection", "=/"), encoding="utf-8")
    return folder


def test_systemd_takes_the_units_without_a_word(units):
    command = ["systemd-analyze", "verify", *map(str, sorted(units.iterdir()))]
    ended = subprocess.run(command, capture_output=True, text=True)
    assert ended.returncode == 0 and not [line for line in ended.stderr.splitlines() if "inspection" in line], ended.stderr


@pytest.mark.parametrize("name", ["inspection.service", "inspection-backup.service", "inspection-schedule.service"])
def test_a_service_has_no_more_rights_than_it_needs(name, units):
    command = ["systemd-analyze", "security", "--offline=true", "--no-pager", f"--threshold={EXPOSED}", str(units / name)]
    ended = subprocess.run(command, capture_output=True, text=True)
    if "unrecognized option" in ended.stderr:
        pytest.skip("this systemd cannot look at a file")
    assert ended.returncode == 0, ended.stdout.splitlines()[-1:] or ended.stderr


def started() -> dict[str, str]:
    """What each file starts: its arguments after the Python."""
    found = {path.name: path.read_text(encoding="utf-8") for path in UNITS}
    said = {name: re.findall(r"^ExecStart=\S+ (.+)$", text, re.MULTILINE) for name, text in found.items()}
    script = SCRIPT.read_text(encoding="utf-8-sig").replace('`"', "")
    return {name: "".join(lines) for name, lines in said.items()} | {
        SCRIPT.name: re.search(r'"(-m inspection backup .+)"', script)[1],
        "the papers on Windows": re.search(r"'(-m inspection schedule .+?)'", script)[1],
        "the dashboard on Windows": re.search(r'"(-m inspection\.ui\.serving\.server [^"]+)"', script)[1],
    }


@pytest.mark.parametrize("name", [name for name, said in started().items() if said])
def test_what_is_started_exists_with_its_options(name, capsys):
    module, *words = started()[name].removeprefix("-m ").split()
    if module == "inspection":
        with pytest.raises(SystemExit):
            main([words[0], "--help"])
        known = capsys.readouterr().out
    else:
        assert module == "inspection.ui.serving.server"
        known = (DEPLOY.parent / "inspection" / "ui" / "serving" / "server.py").read_text(encoding="utf-8")
    options = [word for word in words if word.startswith("--")] or words[1:]  # or the step of a command
    assert options and all(option in known for option in options)


def test_what_a_unit_tells_the_program_is_something_the_program_reads():
    names = {name for path in UNITS for name in re.findall(r"^Environment=(INSPECTION_\w+)=", path.read_text(), re.MULTILINE)}
    source = "".join(path.read_text(encoding="utf-8") for path in (DEPLOY.parent / "inspection").rglob("*.py"))
    assert names == {"INSPECTION_DATA", "INSPECTION_BEHIND_PROXY"} and all(f'"{name}"' in source for name in names)


def test_the_home_is_the_same_for_the_dashboard_and_its_backup():
    homes = {tuple(re.findall(r"^Environment=INSPECTION_DATA=(.+)$", path.read_text(), re.MULTILINE)) for path in UNITS}
    assert homes - {()} == {("/var/lib/inspection",)}


def test_the_script_for_windows_is_read_with_its_chinese_by_the_powershell_that_windows_has():
    held = SCRIPT.read_bytes()
    text = held.decode("utf-8-sig")
    assert held.startswith(b"\xef\xbb\xbf") and held.count(b"\n") == held.count(b"\r\n")
    assert not re.search("[“”‘’]", text)  # it takes them for quotation marks
    plain = re.sub(r"<#.*?#>|#.*|'[^'\n]*'|\"(?:`.|[^\"`])*\"", "", text, flags=re.DOTALL)
    plain = re.sub(r"(?m)#.*$", "", plain)
    for one, other in ("{}", "()", "[]"):
        assert plain.count(one) == plain.count(other)
