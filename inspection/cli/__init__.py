"""The commands of the shell, one module per group.

stdout holds what was asked for and nothing else; sentences go to stderr. Exit codes: 0 done, 2 refused or misused.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Sequence
from datetime import datetime

from inspection.cli import checks, demo, figures, imports, snapshots, templates, versions
from inspection.cli.shared import Refused, common_arguments, store_words
from inspection.indicators import Unknown
from inspection.text import LANGUAGES, say
from inspection.warehouse import PROGRAM, SettingsError, StoreError, data_home, tidy

GROUPS = (imports, templates, versions, demo, figures, checks, snapshots)


def _language(argv: Sequence[str]) -> str:
    """The language asked for, before the parser itself needs words."""
    asked = os.environ.get("INSPECTION_LANG", "zh")
    if "--lang" in argv[:-1]:
        asked = argv[argv.index("--lang") + 1]
    return asked if asked in LANGUAGES else "zh"


def _unknown(error: Unknown, lang: str) -> str:
    hint = say("cli.nearest", lang, names=", ".join(error.nearest)) if error.nearest else ""
    return say(f"cli.unknown_{error.kind}", lang, name=error.name, hint=hint, known=", ".join(error.known))


def _not_written(error: OSError, lang: str) -> str:
    """What could not be read or written, and why. What is left for stdout is dropped: Python writes it out at its end."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    if isinstance(error, BrokenPipeError):
        return say("cli.pipe_closed", lang)
    return say("cli.not_written", lang, path=error.filename or "stdout", reason=error.strerror or error)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A refusal is one sentence on stderr and exit code 2."""
    argv = list(sys.argv[1:] if argv is None else argv)
    lang = _language(argv)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8")
    parser = argparse.ArgumentParser(prog="python -m inspection", description=say("cli.description", lang))
    program = say("cli.program", lang, **PROGRAM)
    parser.add_argument("--version", action="version", version=program, help=say("cli.arg_version", lang))
    commands = parser.add_subparsers(dest="command", required=True)
    common, run = common_arguments(lang), {}
    for group in GROUPS:
        run |= group.add(commands, common, lang)
    args = parser.parse_args(argv)
    try:
        tidy(data_home(), datetime.now())
        code = run[args.command](args) or 0
        sys.stdout.flush()  # a full disk or a closed pipe is known only now
        return code
    except Unknown as error:
        message = _unknown(error, lang)
    except StoreError as error:
        message = store_words(error, lang)
    except (Refused, SettingsError) as error:
        message = str(error)
    except OSError as error:
        message = _not_written(error, lang)
    except (OverflowError, MemoryError) as error:
        message = say("cli.too_large", lang, reason=error)
    print(message, file=sys.stderr)
    return 2
