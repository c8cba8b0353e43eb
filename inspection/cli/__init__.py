"""The commands of the shell, one module per group; a command reads its own group, the help all of them.

stdout holds what was asked for and nothing else; sentences go to stderr. Exit codes: 0 done, 2 refused or misused, 3 done in part
(merge).
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from types import ModuleType

from inspection.access import Refused as NotAdmitted
from inspection.access import backups as kept
from inspection.cli import sentences
from inspection.cli.shared import Refused, common_arguments, store_words
from inspection.indicators import Unknown
from inspection.text import LANGUAGES, say
from inspection.warehouse import PROGRAM, SettingsError, StoreError, data_home, is_full, tidy

SAID = (Unknown, StoreError, Refused, SettingsError, NotAdmitted)
"""Refusals: what a command found and said so; whatever it has printed by then stands."""

GROUPS = {
    "imports": ("import",),
    "templates": ("template",),
    "versions": ("versions", "diff", "restore"),
    "demo": ("demo",),
    "deliveries": ("deliver", "merge"),
    "figures": ("indicators", "tables", "indicator", "table", "counties"),
    "claims": ("ranking", "verification"),
    "checks": ("checks", "check"),
    "lineage": ("lineage",),
    "certified": ("certify", "uncertify", "certified"),
    "api": ("api",),
    "forms": ("forms",),
    "codes": ("code",),
    "sql": ("sql",),
    "papers_check": ("check-figures",),
    "packs": ("brief", "given", "card", "village", "letters", "sector-letters"),
    "schedule": ("schedule",),
    "summary": ("summary",),
    "snapshots": ("snapshot", "site", "noticeboard"),
    "access": ("user", "audit"),
    "backups": ("backup", "restore-backup", "backup-key"),
}
"""Module of a group -> its commands, as the help lists them. To read all modules takes a second of the processor, which a
command that is named need not wait for."""


def _language(argv: Sequence[str]) -> str:
    """The language asked for, before the parser itself needs words."""
    asked = os.environ.get("INSPECTION_LANG", "zh")
    if "--lang" in argv[:-1]:
        asked = argv[argv.index("--lang") + 1]
    return asked if asked in LANGUAGES else "zh"


def _unknown(error: Unknown, lang: str) -> str:
    hint = say("cli.nearest", lang, names=", ".join(error.nearest)) if error.nearest else ""
    return say(f"cli.unknown_{error.kind}", lang, name=error.name, hint=hint, known=", ".join(error.known))


def _ended(error: BaseException, lang: str) -> str:
    """What ended a command, as a sentence. Raises the error itself where INSPECTION_TRACE asks for it."""
    if os.environ.get("INSPECTION_TRACE"):
        raise error
    if isinstance(error, Unknown):
        return _unknown(error, lang)
    if isinstance(error, StoreError):
        return store_words(error, lang)
    if isinstance(error, NotAdmitted | kept.Refused):
        return error.words(lang)
    if isinstance(error, Refused | SettingsError):
        return str(error)
    if isinstance(error, KeyboardInterrupt):
        return say("cli.interrupted", lang)
    if is_full(error):
        return say("cli.disk_full", lang, home=data_home())
    if isinstance(error, OSError):
        return _not_written(error, lang)
    if isinstance(error, OverflowError | MemoryError):
        return say("cli.too_large", lang, reason=error)
    return say("cli.unexpected", lang, reason=f"{type(error).__name__}: {error}")


def _drop_output() -> None:
    """Let go what is left for stdout: Python writes it out at its end, and would fail again."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _not_written(error: OSError, lang: str) -> str:
    """What could not be read or written, and why."""
    if isinstance(error, BrokenPipeError):
        return say("cli.pipe_closed", lang)
    return say("cli.not_written", lang, path=error.filename or say("cli.somewhere", lang), reason=error.strerror or error)


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code. A refusal is one sentence on stderr and exit code 2."""
    argv = list(sys.argv[1:] if argv is None else argv)
    lang = _language(argv)
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:  # closed by whoever started this
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        # a path may hold bytes that are no text
        getattr(sys, name).reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        parser, run = parser_of(argv, lang)
        args = parser.parse_args(argv)
        kept.settle(data_home())
        tidy(data_home(), datetime.now())
        code = sentences.ended(run[args.command], args)
        sys.stdout.flush()  # a full disk or a closed pipe is known only now
        return code
    except (Exception, KeyboardInterrupt) as error:  # whatever it is: a sentence, and no half of a table as if whole
        message = _ended(error, lang)
        if not isinstance(error, SAID):
            _drop_output()
    with contextlib.suppress(OSError):  # nobody is left to read it
        print(message, file=sys.stderr, flush=True)
    return 2


def parser_of(argv: Sequence[str], lang: str) -> tuple[argparse.ArgumentParser, dict[str, Callable]]:
    """The parser of what is asked, of all commands where it is none of them; command -> the function that carries it out."""
    parser = argparse.ArgumentParser(prog="python -m inspection", description=say("cli.description", lang))
    program = say("cli.program", lang, **PROGRAM)
    parser.add_argument("--version", action="version", version=program, help=say("cli.arg_version", lang))
    commands = parser.add_subparsers(dest="command", required=True)
    common, run = common_arguments(lang), {}
    for group in _groups(argv):
        run |= group.add(commands, common, lang)
    sentences.add_formats(parser, lang)
    return parser, run


def _groups(argv: Sequence[str]) -> list[ModuleType]:
    """The group of the command that is asked for; all of them where it is none, for the help and for the refusal that lists
    what there is."""
    named = [group for group, commands in GROUPS.items() if argv and argv[0] in commands]
    return [import_module(f"{__name__}.{group}") for group in named or GROUPS]
