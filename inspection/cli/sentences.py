"""--format json of a command that says sentences and prints no table: what it said, a line each, and how it ended."""

import argparse
import io
import json
from collections.abc import Callable, Iterator
from contextlib import redirect_stdout

from inspection.text import say

SAYS = "says_sentences"


def leaves(parser: argparse.ArgumentParser, *words: str) -> Iterator[tuple[tuple[str, ...], argparse.ArgumentParser]]:
    """Every command with the words that call it; of one that has steps (`forms fill`) each step, in the order of the help."""
    below = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    for action in below:
        for name, one in action.choices.items():
            yield from leaves(one, *words, name)
    if not below:
        yield words, parser


def add_formats(parser: argparse.ArgumentParser, lang: str) -> None:
    """Give each command that has no formats of its own text and json."""
    for _, one in leaves(parser):
        if "--format" not in one._option_string_actions:
            one.add_argument("--format", choices=("text", "json"), default="text", help=say("cli.arg_format", lang))
            one.set_defaults(**{SAYS: True})


def ended(run: Callable[[argparse.Namespace], int | None], args: argparse.Namespace) -> int:
    """Run the command and return its exit code; where json is asked of one that says sentences they come as one object of
    data/reference/shell.schema.json, also those before a refusal, whose own sentence goes to stderr as ever."""
    if not getattr(args, SAYS, False) or "json" not in args.format:  # a text, or all that a paper is wanted in
        return run(args) or 0
    held, code = io.StringIO(), 2
    try:
        with redirect_stdout(held):
            code = run(args) or 0
        return code
    finally:
        print(json.dumps({"exit_code": code, "lines": held.getvalue().splitlines()}, ensure_ascii=False))
