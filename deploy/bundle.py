"""A folder for a machine without a network: wheels, project, fonts, a start file, a manifest. `python run.py bundle` runs it.

    python run.py bundle --for windows-x64 --out FOLDER
    python run.py bundle --for linux-x64 --out FOLDER --version 3.12
    python run.py bundle --for windows-x64 --out FOLDER --python python-3.12.9-amd64.exe --python-sha256 HASH

FOLDER then holds project/ (the program with its fonts), wheels/ (every library of requirements.lock for that system and
Python, each by its hash), start.sh or start.bat, check.py and manifest.json with the SHA-256 of every file. Carry it over and
start the start file: before the first use it checks every file. Python itself is on no package registry: a Linux system has
one, for Windows give the installer of python.org with --python, whose hash is checked and which is then carried along.

A second run fetches and writes only what is missing or damaged. Exit code 1, with a sentence, where something cannot be had.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
LOCK = "requirements.lock"
MANIFEST = "manifest.json"
PLATFORMS = {
    "windows-x64": ("win_amd64",),
    **{
        f"linux-{name}": tuple(f"manylinux_2_{minor}_{machine}" for minor in (28, 27, 26, 24, 17, 12, 5))
        + tuple(f"{old}_{machine}" for old in ("manylinux2014", "manylinux2010", "manylinux1"))
        for name, machine in (("x64", "x86_64"), ("arm64", "aarch64"))
    },
}
"""System -> the tags of wheels that run on it; on Linux with glibc 2.28 (Debian 10, 统信 20, 麒麟 V10) or newer."""
VERSIONS = ("3.11", "3.12", "3.13")
LEFT_OUT = {".git", ".venv", "__pycache__", "tests", ".pytest_cache", ".ruff_cache", ".hypothesis"}
OF_AN_OFFICE = (
    "versions", "demo", "snapshots", "papers", "outbox", "keys", "public", "access", "forms", "current", "lock", "settings.toml",
    "aliases.csv", "views.json", "schedule.toml", ".schedule.lock", "codes.jsonl",
)  # fmt: skip
"""What may lie in data/ and is an office's own: it never enters a bundle."""


def sha256(path: Path) -> str:
    """The SHA-256 of a file."""
    held = hashlib.sha256()
    with open(path, "rb") as file:
        for block in iter(lambda: file.read(1 << 20), b""):
            held.update(block)
    return held.hexdigest()


def project_files(project: Path) -> "list[Path]":
    """The files of the program, below its folder: what git has of it, else all but what is a machine's or an office's own."""
    if (project / ".git").exists() and shutil.which("git"):
        listed = subprocess.run(["git", "-C", str(project), "ls-files", "-z"], capture_output=True, check=True).stdout
        found = [Path(name) for name in listed.decode("utf-8").split("\0") if name]
    else:
        found = [path.relative_to(project) for path in sorted(project.rglob("*")) if path.is_file()]
    own = {("data", name) for name in OF_AN_OFFICE}
    return [
        path for path in found
        if LEFT_OUT.isdisjoint(path.parts) and path.parts[:2] not in own and path.suffix != ".pyc" and (project / path).is_file()
    ]  # fmt: skip


def put(path: Path, held: bytes, mode: int = 0o644) -> None:
    """Write a file whole, where it is not there as it should be."""
    if path.is_file() and path.read_bytes() == held:
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.new")
    with open(beside, "wb") as file:
        file.write(held)
        file.flush()
        os.fsync(file.fileno())
    beside.chmod(mode)
    beside.replace(path)


def fetch(wheels: Path, system: str, version: str) -> None:
    """Every wheel of the lock for a system, each by its hash; one that is there and sound is not fetched again."""
    wheels.mkdir(parents=True, exist_ok=True)
    tags = [f"--platform={tag}" for tag in PLATFORMS[system]]
    short = version.replace(".", "")
    command = [sys.executable, "-m", "pip", "download", "--disable-pip-version-check", "--no-input", "--no-deps"]
    command += ["--only-binary=:all:", "--require-hashes", "--progress-bar", "off", "--retries", "2", "--timeout", "20"]
    command += ["--python-version", version, "--implementation", "cp", "--abi", f"cp{short}", "--abi", "abi3", "--abi", "none"]
    done = subprocess.run([*command, *tags, "-r", str(PROJECT / LOCK), "-d", str(wheels)], capture_output=True, text=True)
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-6:])
        raise SystemExit(
            f"有库没有取到，已取到的留着，可再运行一次。\nA library could not be fetched; what came stays. Run again.\n{last}"
        )


def start_files(system: str, version: str, installer: str) -> "dict[str, bytes]":
    """The file to double-click, and on Windows what it shows where Python is missing. The Python that starts is the one the
    wheels are for, not the newest there is. start.bat is plain ASCII without blocks: cmd loses its place in others.
    """
    asked = f"import sys; sys.exit(sys.version_info[:2] != ({version.replace('.', ', ')}))"
    if system.startswith("windows"):
        hint = installer or f"Python {version}（python.org 的 64 位安装程序 · 64-bit installer）"
        lines = [
            "@echo off", "chcp 65001 > nul", 'pushd "%~dp0"', "set PYTHONUTF8=1", f"set PYTHON=py -{version}",
            f'%PYTHON% -c "{asked}" > nul 2> nul && goto found', "set PYTHON=python",
            f'%PYTHON% -c "{asked}" > nul 2> nul && goto found', "type no-python.txt", "pause", "exit /b 1", ":found",
            "%PYTHON% check.py && goto sound", "pause", "exit /b 1", ":sound",
            "%PYTHON% project\\run.py --wheels wheels %*", "pause",
        ]  # fmt: skip
        words = [
            f"本机没有 Python {version}。请先安装 {hint}，然后再双击 start.bat。",
            f"There is no Python {version} here. Install {hint} first, then start start.bat again.",
        ]
        found = {"start.bat": lines, "no-python.txt": words}
        return {name: ("\r\n".join(held) + "\r\n").encode("utf-8") for name, held in found.items()}
    lines = [
        "#!/bin/sh", 'cd "$(dirname "$0")" || exit 1', "export PYTHONUTF8=1", f"for python in python{version} python3 ''; do",
        f'  test -z "$python" || "$python" -c "{asked}" > /dev/null 2>&1 && break', "done",
        'if test -z "$python"; then', f'  echo "本机没有 Python {version}，请先安装，然后再运行本文件。"',
        f'  echo "There is no Python {version} here. Install it first, then start this file again."', "  exit 1", "fi",
        '"$python" check.py || exit 1', 'exec "$python" project/run.py --wheels wheels "$@"',
    ]  # fmt: skip
    return {"start.sh": ("\n".join(lines) + "\n").encode("utf-8")}


def bundle(system: str, folder: Path, version: str, installer: "Path | None" = None, expected: str = "") -> int:
    """Make or complete the folder; how many files its manifest lists."""
    if folder.exists() and any(folder.iterdir()) and not (folder / "check.py").exists():
        raise SystemExit(f"{folder} 不是空文件夹，也不是离线包。\n{folder} is neither empty nor a bundle.")
    if installer and (not expected or sha256(installer) != expected.lower()):
        raise SystemExit(
            f"{installer} 与 --python-sha256 的校验值不符。\n{installer} is not what --python-sha256 names; nothing done."
        )
    put(folder / "check.py", (PROJECT / "deploy" / "bundle_check.py").read_bytes())
    wanted = {"check.py"}
    for path in project_files(PROJECT):
        put(folder / "project" / path, (PROJECT / path).read_bytes())
        wanted.add(f"project/{path.as_posix()}")
    fetch(folder / "wheels", system, version)
    known = {word.removeprefix("--hash=sha256:") for word in (PROJECT / LOCK).read_text(encoding="utf-8").split()}
    for wheel in sorted((folder / "wheels").iterdir()):
        if sha256(wheel) not in known:  # of an earlier lock, or half of one
            wheel.unlink()
            continue
        wanted.add(f"wheels/{wheel.name}")
    if installer:
        put(folder / installer.name, installer.read_bytes())
        wanted.add(installer.name)
    for name, held in start_files(system, version, installer.name if installer else "").items():
        put(folder / name, held, 0o755)
        wanted.add(name)
    # nothing else goes: somebody may have started it here, and project/data is then an office's own
    files = {name: {"sha256": sha256(folder / name), "bytes": (folder / name).stat().st_size} for name in sorted(wanted)}
    told = {"format": "inspection-bundle/1", "for": system, "python": version, "files": files}
    put(folder / MANIFEST, (json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8"))
    return len(files)


def main(arguments: "list[str]") -> int:
    parser = argparse.ArgumentParser(prog="run.py bundle", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--for", dest="system", required=True, choices=tuple(PLATFORMS))
    parser.add_argument("--out", required=True, type=Path, metavar="FOLDER")
    parser.add_argument("--version", default="3.11", choices=VERSIONS)
    parser.add_argument("--python", type=Path, metavar="FILE")
    parser.add_argument("--python-sha256", default="", metavar="HASH")
    asked = parser.parse_args(arguments)
    try:
        count = bundle(asked.system, asked.out.resolve(), asked.version, asked.python, asked.python_sha256)
    except OSError as fault:
        raise SystemExit(f"写不了：{fault}\nCould not be written: {fault}") from fault
    print(f"{asked.out}: {count} 个文件 · files")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
