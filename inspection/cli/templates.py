"""Command: template."""

import argparse
from pathlib import Path

from inspection.cli.shared import Refused
from inspection.intake.templates import templates
from inspection.text import say
from inspection.warehouse import Store, data_home


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    command = commands.add_parser("template", parents=[common], help=say("templates.command", lang))
    command.add_argument("folder", type=Path, metavar="FOLDER", help=say("templates.arg_folder", lang))
    return {"template": _template}


def _template(args: argparse.Namespace) -> None:
    store = Store(data_home())
    current = store.current()
    made = templates(lambda name: store.read_full(current, (name,))[name] if current else None, args.lang)
    try:
        args.folder.mkdir(parents=True, exist_ok=True)
        for name, content in made.items():
            (args.folder / name).write_bytes(content)
    except OSError as error:
        raise Refused(say("templates.not_written", args.lang, folder=args.folder, reason=error.strerror)) from None
    print(say("templates.written", args.lang, count=len(made), folder=args.folder))
