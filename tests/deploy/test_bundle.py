"""The folder for a machine without a network: whole, checked on arrival, mended by a second run; nothing of an office in it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from deploy.bundle import start_files
from tests.test_run import NOBODY, ROOT, wheel

VERSION = "{}.{}".format(*sys.version_info[:2])


def ran(script: Path, *arguments: object, **variables: str) -> subprocess.CompletedProcess:
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_INDEX_URL": NOBODY, "PYTHONUTF8": "1", **variables}
    return subprocess.run([sys.executable, script, *map(str, arguments)], env=environment, capture_output=True, encoding="utf-8")


def test_a_bundle_is_whole_checked_on_arrival_and_mended_by_a_second_run(tmp_path):
    project, out, kept = tmp_path / "程 序", tmp_path / "包", tmp_path / "w"
    (project / "deploy").mkdir(parents=True)
    for name in ("bundle.py", "bundle_check.py"):
        shutil.copy(ROOT / "deploy" / name, project / "deploy")
    for name in ("run.py", "data/keys/secret.pem", "data/settings.toml", "data/fonts/a.otf", "data/reference/x.csv", ".venv/y"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(name)
    locked = [f"{name}==1.0 --hash=sha256:{wheel(kept, name, '1.0')}\n" for name in ("one", "two")]
    (project / "requirements.lock").write_text("".join(locked))

    def bundled(*more: object) -> subprocess.CompletedProcess:
        asked = ("--for", "windows-x64", "--out", out, *more)
        return ran(project / "deploy" / "bundle.py", *asked, PIP_FIND_LINKS=str(kept))

    def checked() -> str:
        done = ran(out / "check.py", "--again")
        return "sound" if done.returncode == 0 else done.stdout

    done = bundled()
    assert done.returncode == 0, done.stderr
    files = set(json.loads((out / "manifest.json").read_bytes())["files"])
    assert files == {
        "check.py", "start.bat", "no-python.txt", "project/run.py", "project/requirements.lock", "project/data/fonts/a.otf",
        "project/data/reference/x.csv", "project/deploy/bundle.py", "project/deploy/bundle_check.py",
        "wheels/one-1.0-py3-none-any.whl", "wheels/two-1.0-py3-none-any.whl",
    }  # fmt: skip
    assert files | {"manifest.json"} == {p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()}
    assert checked() == "sound"
    one, two = (out / "wheels" / f"{name}-1.0-py3-none-any.whl" for name in ("one", "two"))
    stood = two.stat().st_mtime_ns
    one.write_bytes(one.read_bytes()[:-1])
    (out / "project" / "run.py").unlink()
    (out / "wheels" / "three-1.0-py3-none-any.whl").write_text("foreign")
    told = checked()
    assert [word in told for word in ("damaged: wheels/one-", "missing: project/run.py", "added: wheels/three-")] == [True] * 3
    (out / "project" / "data" / "versions").write_text("an office's own")
    done = bundled()
    assert done.returncode == 0, done.stderr
    assert checked() == "sound" and two.stat().st_mtime_ns == stood
    assert (out / "project" / "data" / "versions").read_text() == "an office's own"
    (tmp_path / "python.exe").write_text("installer")
    assert bundled("--python", tmp_path / "python.exe", "--python-sha256", "0" * 64).returncode == 1
    assert not (out / "python.exe").exists()
    refused = ran(project / "deploy" / "bundle.py", "--for", "linux-x64", "--out", project, PIP_FIND_LINKS=str(kept))
    assert refused.returncode == 1 and (project / "run.py").exists()


@pytest.mark.skipif(os.name == "nt", reason="a shell")
def test_the_start_file_takes_the_python_the_wheels_are_for_not_the_newest(tmp_path):
    held = start_files("linux-x64", VERSION, "")["start.sh"]
    bundle, there = tmp_path / "离线 包", tmp_path / "bin"
    (bundle / "project").mkdir(parents=True)
    there.mkdir()
    (bundle / "start.sh").write_bytes(held)
    (bundle / "check.py").write_text("print('checked')")
    (bundle / "project" / "run.py").write_text("import sys; print(sys.argv[1:])")

    def started() -> tuple[int, str]:
        done = subprocess.run(["/bin/sh", bundle / "start.sh", "--port", "1"], env={"PATH": f"{there}:/usr/bin:/bin"},
                              capture_output=True, encoding="utf-8")  # fmt: skip
        return done.returncode, done.stdout

    def put(name: str, lines: str) -> None:
        (there / name).write_text(f"#!/bin/sh\n{lines}\n")
        (there / name).chmod(0o755)

    for name in ("python3", f"python{VERSION}"):
        put(name, "exit 127")  # such as a shim whose version is not installed
    code, told = started()
    assert code == 1 and f"There is no Python {VERSION} here" in told
    put("python3", f'exec "{sys.executable}" "$@"')
    assert started() == (0, "checked\n['--wheels', 'wheels', '--port', '1']\n")
    other = "3.12" if VERSION != "3.12" else "3.13"
    (bundle / "start.sh").write_bytes(start_files("linux-x64", other, "")["start.sh"])
    put(f"python{other}", f'exec "{sys.executable}" "$@"')  # is not what its name says
    assert started()[0] == 1


def test_the_start_file_of_windows_is_plain_ascii_with_its_line_ends_and_without_blocks():
    held = start_files("windows-x64", "3.12", "python-3.12.9-amd64.exe")
    start, words = held["start.bat"], held["no-python.txt"].decode("utf-8")
    lines = start.decode("ascii").split("\r\n")
    assert not any(character in line for line in lines for character in "\r\n") and lines[-1] == ""
    assert not any(line.endswith("(") or line.strip() == ")" for line in lines)
    assert {f":{line.rpartition('goto ')[2]}" for line in lines if "goto " in line} == {":found", ":sound"} <= set(lines)
    assert "set PYTHON=py -3.12" in lines and "(3, 12)" in start.decode("ascii")
    assert "请先安装 python-3.12.9-amd64.exe" in words and words.count("\r\n") == words.count("\n") == 2
