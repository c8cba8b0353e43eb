"""Commands: api, api token add | revoke | list."""

import argparse
import os
import socket
import sys
from datetime import datetime

import pandas as pd

from inspection.access import Audit
from inspection.access import Refused as NotAdmitted
from inspection.access.tokens import ROLES_OF_PROGRAMS, Tokens
from inspection.cli.access import SHELL
from inspection.cli.shared import FORMS, Refused, print_frame, user
from inspection.text import say
from inspection.warehouse import data_home

ADDRESS, PORT = "127.0.0.1", 8700
LARGEST_HEADERS = 16_384  # bytes


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"api.{name}", lang)  # noqa: E731
    command = commands.add_parser("api", parents=[common], help=words("command"))
    command.add_argument("--port", type=int, default=PORT, help=words("arg_port"))
    told = os.environ.get("INSPECTION_BEHIND_PROXY", "") == "1"
    command.add_argument("--behind-proxy", action="store_true", default=told, help=words("arg_behind_proxy"))
    parts = command.add_subparsers(dest="part")
    token = parts.add_parser("token", help=words("token"))
    steps = token.add_subparsers(dest="step", required=True)
    made = {name: steps.add_parser(name, parents=[common], help=words(f"token_{name}")) for name in ("add", "revoke", "list")}
    for name in ("add", "revoke"):
        made[name].add_argument("name", help=words("arg_name"))
    made["add"].add_argument("--role", choices=ROLES_OF_PROGRAMS, required=True, help=words("arg_role"))
    made["list"].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"api": _api}


def _api(args: argparse.Namespace) -> None:
    tokens = Tokens(data_home())
    try:
        if args.part == "token":
            {"add": _add, "revoke": _revoke, "list": _list}[args.step](args, tokens)
        else:
            _serve(args, tokens)
    except NotAdmitted as refused:
        raise Refused(refused.words(args.lang)) from refused


def _noted(what: str, **details: object):
    """A step that changes tokens, in the audit before and after, also before the office has accounts."""
    return Audit(data_home()).step(what, f"{SHELL}:{user()}", (), "", datetime.now(), **details)


def _add(args: argparse.Namespace, tokens: Tokens) -> None:
    """The token is all that stands on stdout: a program may take it from there."""
    with _noted("token_made", token=args.name, role=args.role):
        print(tokens.add(args.name, args.role, by=user(), at=datetime.now()))


def _revoke(args: argparse.Namespace, tokens: Tokens) -> None:
    with _noted("token_revoked", token=args.name):
        gone = tokens.revoke(args.name)
    print(say("api.revoked", args.lang, name=gone.name))


def _list(args: argparse.Namespace, tokens: Tokens) -> None:
    heads = [say("access.column_account", args.lang), say("api.column_role", args.lang)]
    heads += [say(f"access.{name}", args.lang) for name in ("column_made", "column_made_by")]
    rows = [(one.name, one.role, one.made_at[:10], one.by) for one in tokens.all()]
    print_frame(pd.DataFrame(rows, columns=heads, dtype=object), args.format)


def _serve(args: argparse.Namespace, tokens: Tokens) -> None:
    """Answer until it is stopped: on the loopback address alone, what is beyond comes through a proxy with TLS."""
    import uvicorn  # a server is no part of every other command's start

    from inspection.api.app import application

    held = tokens.all()
    try:
        listening = socket.create_server((ADDRESS, args.port))
    except (OSError, OverflowError) as error:
        raise Refused(say("api.port_taken", args.lang, port=args.port, reason=error)) from error
    port = listening.getsockname()[1]
    print(say("api.serving", args.lang, address=ADDRESS, port=port, n=len(held)), file=sys.stderr)
    if not held:
        print(say("api.no_tokens", args.lang), file=sys.stderr)
    config = uvicorn.Config(
        application(data_home(), behind_proxy=args.behind_proxy), log_level="warning", access_log=False, server_header=False,
        proxy_headers=False, limit_concurrency=32, timeout_keep_alive=10, h11_max_incomplete_event_size=LARGEST_HEADERS,
        ws="none",
    )  # fmt: skip
    with listening:
        uvicorn.Server(config).run(sockets=[listening])
