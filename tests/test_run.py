"""run.py on a machine with nothing but Python: what it sets up, what it says when it cannot, and how it hands over.

Real subprocesses in a project folder of its own, whose path has Chinese characters and spaces; no network is needed.
"""

import hashlib
import os
import re
import runpy
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
RUN = ROOT / "run.py"
NOBODY = "http://127.0.0.1:9/simple"  # nothing listens on the discard port
run = runpy.run_path(str(RUN), run_name="run")


def start(project: Path, *arguments: str, interpreter: tuple[str, ...] = (sys.executable,), **variables: str):
    """Run the project's run.py in a plain environment: no uv, no settings of pip."""
    environment = {
        name: value for name, value in os.environ.items() if not name.upper().startswith(("PIP_", "UV_", "PYTHON"))
    }
    environment |= {
        "PATH": "",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": NOBODY,
        "PIP_RETRIES": "0",
        "PYTHONUTF8": "1",
        "NO_PROXY": "",
        "no_proxy": "",
    }
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        environment.pop(name, None)
    return subprocess.run(
        [*interpreter, str(project / "run.py"), *arguments],
        env=environment | variables,
        cwd=project.parent,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )


def wheel(folder: Path, name: str, version: str) -> str:
    """Write a wheel of one empty module; its hash."""
    folder.mkdir(exist_ok=True)
    info = f"{name}-{version}.dist-info"
    path = folder / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}.py", "")
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/RECORD", "")
    return hashlib.sha256(path.read_bytes()).hexdigest()


def lock(folder: Path, pin: str, sha256: str) -> None:
    """Write a lock file of one requirement."""
    (folder / "requirements.lock").write_text(f"{pin} --hash=sha256:{sha256}\n", encoding="utf-8")


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """A project whose `inspection` prints what it was asked for, in a folder with Chinese and spaces."""
    folder = tmp_path_factory.mktemp("run") / "巡察 看板"
    (folder / "inspection").mkdir(parents=True)
    shutil.copy(RUN, folder)
    (folder / "inspection" / "__init__.py").write_text("", encoding="utf-8")
    said = "import os, sys, xuncha_a\nprint(sys.argv[1:], os.getcwd(), sys.prefix)\nsys.exit(7)\n"
    (folder / "inspection" / "__main__.py").write_text(said, encoding="utf-8")
    lock(folder, "xuncha-a==1.0", wheel(folder / "wheels 一", "xuncha_a", "1.0"))
    return folder


@pytest.mark.long
def test_a_machine_without_network_gets_the_next_step_and_the_log(project):
    ended = start(project)
    assert ended.returncode == 1
    assert "连不上网络" in ended.stderr and "No network" in ended.stderr and "--wheels" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "127.0.0.1" in (project / ".venv" / "inspection-install.log").read_text(encoding="utf-8")


def test_a_proxy_that_does_not_answer_is_named(project):
    ended = start(project, PIP_INDEX_URL="https://packages.invalid/simple", HTTPS_PROXY="http://127.0.0.1:9")
    assert ended.returncode == 1
    assert "连不上代理" in ended.stderr and "HTTPS_PROXY" in ended.stderr and "Traceback" not in ended.stderr


def test_a_folder_of_wheels_without_the_package_names_the_package(project, tmp_path):
    ended = start(project, "--wheels", str(tmp_path))
    assert ended.returncode == 1
    assert "xuncha-a==1.0" in ended.stderr and str(tmp_path) in ended.stderr and "Traceback" not in ended.stderr


def test_a_folder_of_wheels_that_is_not_there_is_named(project):
    ended = start(project, "--wheels", "/nowhere at all")
    assert ended.returncode == 1
    assert "nowhere at all" in ended.stderr and "Traceback" not in ended.stderr


def test_an_offline_install_serves_and_hands_the_command_over_once_and_again(project):
    first = start(project, "--wheels", str(project / "wheels 一"), "import", "台账 文件夹", "--as-of", "2025-09-30")
    assert first.returncode == 7, first.stderr
    assert "['import', '台账 文件夹', '--as-of', '2025-09-30']" in first.stdout
    assert str(project.parent) in first.stdout, "paths on the command line are meant from where the shell stands"
    assert str(project / ".venv") in first.stdout

    again = start(project, "indicators")
    assert again.returncode == 7 and "['indicators']" in again.stdout
    assert again.stderr == "", "nothing is installed when nothing changed"

    installed = (project / "requirements.lock").read_text(encoding="utf-8")
    lock(project, "xuncha-a==2.0", 64 * "0")
    changed = start(project, "indicators")
    (project / "requirements.lock").write_text(installed, encoding="utf-8")
    assert changed.returncode == 1 and "连不上网络" in changed.stderr


def test_the_tests_on_spark_install_it_and_others_do_not(project):
    for name in ("requirements-test.lock", "requirements-spark.lock"):
        shutil.copy(project / "requirements.lock", project / name)
    for engine, found in (("", False), ("clickhouse", False), ("spark", True)):
        ended = start(project, "--wheels", str(project / "wheels 一"), "test", INSPECTION_ENGINE=engine)
        assert "No module named pytest" in ended.stderr, "the environment is ready and the tests are started"
        assert (project / ".venv" / "requirements-spark.lock.installed").exists() is found, engine


def test_a_wheel_that_is_not_the_one_that_was_tested_is_refused(project):
    installed = (project / "requirements.lock").read_text(encoding="utf-8")
    wheel(project / "wheels 二", "xuncha_b", "1.0")
    lock(project, "xuncha-b==1.0", 64 * "0")
    ended = start(project, "--wheels", str(project / "wheels 二"))
    (project / "requirements.lock").write_text(installed, encoding="utf-8")
    assert ended.returncode == 1 and "Traceback" not in ended.stderr
    assert "校验值不符" in ended.stderr and "not the one that was tested" in ended.stderr


def test_a_python_without_venv_is_told_which_package_to_install(project, tmp_path):
    lame = tmp_path / "lame"
    lame.mkdir()
    (lame / "venv.py").write_text("import ensurepip\n", encoding="utf-8")
    (lame / "ensurepip.py").write_text("raise ModuleNotFoundError(\"No module named 'ensurepip'\")\n", encoding="utf-8")
    other = tmp_path / "另一个 看板"
    other.mkdir()
    shutil.copy(RUN, other)
    (other / "requirements.lock").write_text("", encoding="utf-8")
    ended = start(other, PYTHONPATH=str(lame))
    assert ended.returncode == 1
    assert "python3-venv" in ended.stderr and ended.stderr.count("venv 模块") == 1
    assert "Traceback" not in ended.stderr


def test_an_old_python_is_told_which_one_is_needed(project):
    older = (
        "import runpy, sys; sys.version_info = (3, 8, 10); sys.argv = sys.argv[1:]; "
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    ended = start(project, interpreter=(sys.executable, "-c", older))
    assert ended.returncode == 1
    assert "3.11" in ended.stderr and "3.8.10" in ended.stderr and "Traceback" not in ended.stderr


def test_an_old_python_can_read_the_file():
    import ast

    ast.parse(RUN.read_text(encoding="utf-8"), feature_version=(3, 6))


def test_help_needs_nothing(project, tmp_path):
    shutil.copy(RUN, tmp_path)
    ended = start(tmp_path, "--help")
    assert ended.returncode == 0 and "--wheels FOLDER" in ended.stdout
    assert not (tmp_path / ".venv").exists()


@pytest.mark.parametrize(
    "output, kind",
    [
        ("OSError: [Errno 28] No space left on device", "disk"),
        ("Could not install packages: OSError: [WinError 112] There is not enough space on the disk", "disk"),
        ("The virtual environment was not created successfully because ensurepip is not available.", "venv"),
        ("/usr/bin/python3: No module named venv", "venv"),
        ("WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.')'", "proxy"),
        ("Tunnel connection failed: 407 Proxy Authentication Required", "proxy"),
        ("SSLError(SSLCertVerificationError(1, '[SSL: CERTIFICATE_VERIFY_FAILED]", "certificate"),
        ("error: Failed to fetch: `x`\n  Caused by: invalid peer certificate: UnknownIssuer", "certificate"),
        ("NewConnectionError: Connection refused\nERROR: No matching distribution found for pandas", "network"),
        ("[Errno 11001] getaddrinfo failed", "network"),
        ("error sending request for url: dns error: failed to lookup address information", "network"),
        ("ReadTimeoutError: HTTPSConnectionPool: Read timed out.", "network"),
        ("ERROR: No matching distribution found for duckdb==2.0.0", "missing"),
        ("× No solution found:\n ╰─▶ Because there is no version of duckdb==9.9", "missing"),
        ("ERROR: Could not install packages due to an OSError: [WinError 5] Access is denied: 'x'", "permission"),
        ("[Errno 13] Permission denied: '/opt/x'", "permission"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "hash"),
        ("error: Hash mismatch for `numpy==2.4.6`", "hash"),
        ("HINT: This error might have occurred since this system does not have Windows Long Path support", "long_path"),
        ("error: metadata-generation-failed", "unknown"),
    ],
)
def test_what_an_installer_prints_is_understood(output, kind):
    assert run["classify"](output) == kind


@pytest.mark.parametrize(
    "output, package",
    [
        ("ERROR: No matching distribution found for duckdb==2.0.0", "duckdb==2.0.0"),
        ("╰─▶ Because there is no version of duckdb==9.9 and you require", "duckdb==9.9"),
        ("Because duckdb==9.9 was not found in the package registry and you require", "duckdb==9.9"),
        ("error: something else", ""),
    ],
)
def test_the_package_that_is_missing_is_found_in_the_output(output, package):
    assert run["package_in"](output) == package


@pytest.mark.parametrize("kind", sorted(run["SENTENCES"]))
def test_each_sentence_is_there_in_both_languages_with_the_same_values(kind):
    words = dict.fromkeys(("oldest", "found", "drive", "requirements", "wheels", "package", "venv", "log"), "§")
    chinese, english = run["SENTENCES"][kind]
    assert any("一" <= letter <= "鿿" for letter in chinese) and english.isascii()
    assert chinese.format(**words).count("§") == english.format(**words).count("§")


def test_every_sign_has_its_sentence():
    assert {kind for kind, _ in run["SIGNS"]} <= set(run["SENTENCES"])


def pins(name: str) -> dict[str, str]:
    """What a requirements file names -> version, with the files it includes; every line of it must pin one."""
    found = {}
    for line in (ROOT / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= pins(line[3:].strip())
        elif line and not line.startswith("#"):
            package, _, version = line.partition(";")[0].strip().partition("==")
            assert version, f"{name}: {line} is not pinned"
            found[package.lower()] = version
    return found


def locked(name: str) -> dict[str, str]:
    """What a lock file names -> version; every entry must have a hash."""
    found = {}
    text = (ROOT / name).read_text(encoding="utf-8")
    for entry in re.sub(r"\\\n\s*", "", text).splitlines():
        if entry.strip() and not entry.lstrip().startswith("#"):
            assert re.search(r"--hash=sha256:[0-9a-f]{64}(\s|$)", entry), f"{name}: {entry[:60]} has no hash"
            package, _, version = re.split(r"[\s;]", entry)[0].partition("==")
            found[package] = version
    return found


@pytest.mark.parametrize("name", ["requirements", "requirements-test", "requirements-clickhouse", "requirements-spark"])
def test_the_lock_file_holds_every_requirement_as_it_is_pinned(name):
    direct, whole = pins(f"{name}.txt"), locked(f"{name}.lock")
    assert direct.items() <= whole.items()
    assert len(whole) > len(direct)


def test_the_tests_run_on_what_the_office_gets():
    assert locked("requirements.lock").items() <= locked("requirements-test.lock").items()
    assert locked("requirements-clickhouse.lock").items() <= locked("requirements-test.lock").items()
    both = locked("requirements-spark.lock").keys() & locked("requirements-test.lock").keys()
    assert "sqlglot" in both
    assert all(locked("requirements-spark.lock")[name] == locked("requirements-test.lock")[name] for name in both)


def test_the_environment_that_runs_the_tests_is_the_locked_one():
    from importlib.metadata import distributions

    here = {re.sub(r"[-_.]+", "-", one.metadata["Name"]).lower(): one.version for one in distributions()}
    whole = locked("requirements-test.lock")
    assert {n: v for n, v in here.items() if n in whole} == {n: v for n, v in whole.items() if n in here}
    assert "streamlit" in here


@pytest.mark.parametrize("name", sorted(path.name for path in ROOT.glob("requirements*.lock")))
def test_a_lock_file_names_no_host(name):
    assert not re.search(r"://|--(extra-)?index-url|--find-links", (ROOT / name).read_text(encoding="utf-8"))
