"""A command of the shell, run in a process of its own or, where the process is not the point, in that of the test."""

import io
import os
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from unittest import mock

from inspection.cli import main

PROJECT = Path(__file__).resolve().parents[1]
Ended = subprocess.CompletedProcess
"""What it printed, what it said beside, and its exit code: `stdout`, `stderr`, `returncode`."""


def _environment(home: Path, lang: str) -> dict[str, str]:
    return {"INSPECTION_DATA": str(home), "INSPECTION_LANG": lang, "PYTHONUTF8": "1"}


def apart(home: Path, *arguments: object, lang: str = "zh", stdout: object = subprocess.PIPE) -> Ended:
    """`python -m inspection …` on a data home, as an office runs it: a second of a processor for its start."""
    command = [sys.executable, "-m", "inspection", *map(str, arguments)]
    environment = os.environ | _environment(home, lang)
    return subprocess.run(command, cwd=PROJECT, env=environment, stdout=stdout, stderr=subprocess.PIPE, encoding="utf-8")


def run(home: Path, *arguments: object, lang: str = "zh") -> Ended:
    """The same command without a process of its own."""
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    with mock.patch.dict(os.environ, _environment(home, lang)), redirect_stdout(out), redirect_stderr(err):
        try:
            code = main([str(argument) for argument in arguments])
        except SystemExit as ended:  # as argparse ends what it cannot read
            code = ended.code
    for stream in (out, err):
        stream.seek(0)
    return Ended(arguments, code, out.read(), err.read())
