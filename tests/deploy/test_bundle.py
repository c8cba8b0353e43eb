"""The folder for a machine without a network: whole, checked on arrival, mended by a second run; nothing of an office in it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.test_run import NOBODY, ROOT, wheel


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
        "check.py", "start.bat", "project/run.py", "project/requirements.lock", "project/data/fonts/a.otf",
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
