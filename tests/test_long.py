"""A run of all tests leaves the long ones out, says so, and only where nobody named them and it is not CI."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
TWO = "import pytest\n\n@pytest.mark.long\ndef test_long():\n    pass\n\ndef test_short():\n    pass\n"


@pytest.mark.long
@pytest.mark.parametrize(
    "arguments, environment, ran, left",
    [
        ([], {}, 1, 1),
        (["-n", "2"], {}, 1, 1),
        ([], {"CI": "true"}, 2, 0),
        (["-n", "2"], {"CI": "true"}, 2, 0),
        ([], {"INSPECTION_LONG": "1"}, 2, 0),
        (["tests/test_two.py"], {}, 2, 0),
        (["-n", "2", "tests"], {}, 2, 0),
        (["-k", "test_"], {}, 2, 0),
    ],
)
def test_long_tests_run_in_ci_and_when_named_and_are_told_where_left_out(tmp_path, arguments, environment, ran, left):
    (tmp_path / "tests").mkdir()
    shutil.copy(HERE / "conftest.py", tmp_path / "tests")
    shutil.copy(HERE.parent / "pytest.ini", tmp_path)
    (tmp_path / "tests" / "test_two.py").write_text(TWO)
    own = {k: v for k, v in os.environ.items() if k not in ("CI", "INSPECTION_LONG") and not k.startswith("PYTEST_")}
    command = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", *arguments]
    ended = subprocess.run(command, cwd=tmp_path, env=own | environment, capture_output=True, text=True, timeout=120)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert int(re.search(r"(\d+) passed", ended.stdout)[1]) == ran
    assert ("tests marked long are left out" in ended.stdout) == bool(left)
