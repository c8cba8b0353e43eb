"""Commands: user add | passwd | role | remove | list, and audit verify | export."""

import argparse
import getpass
import json
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path

import pandas as pd

from inspection import access
from inspection.access import EVENTS, ROLES, Account, Accounts, Audit, Doors, faults_of_audit, may
from inspection.cli.shared import FORMS, Refused, print_frame, user
from inspection.text import say
from inspection.warehouse import data_home

COLUMNS = ("column_n", "column_at", "column_account", "roles", "column_address", "audit_what", "column_details")
SHELL = "shell"
"""How the audit names whoever has the server's shell: `shell:` and the system's user."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"access.{name}", lang)  # noqa: E731
    users = commands.add_parser("user", help=words("user"))
    steps, made = users.add_subparsers(dest="step", required=True), {}
    for name in ("add", "passwd", "role", "remove", "list"):
        made[name] = steps.add_parser(name, parents=[common], help=words(f"user_{name}"))
    for name in ("add", "passwd", "role", "remove"):
        made[name].add_argument("account", help=words("arg_account"))
    for name in ("add", "role"):
        made[name].add_argument("--role", action="append", default=[], choices=ROLES, help=words("arg_role"))
    for name in ("add", "passwd"):
        made[name].add_argument("--password-file", metavar="FILE", help=words("arg_password_file"))
    made["add"].add_argument("--no-password", action="store_true", help=words("arg_no_password"))
    made["list"].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    audit = commands.add_parser("audit", help=words("audit"))
    looks = audit.add_subparsers(dest="step", required=True)
    verify = looks.add_parser("verify", parents=[common], help=words("audit_verify"))
    verify.add_argument("--known", default="", metavar="FINGERPRINT", help=words("arg_known"))
    export = looks.add_parser("export", parents=[common], help=words("audit_export"))
    export.add_argument("--month", help=words("arg_month"))
    export.add_argument("--account", default="", help=words("arg_account_only"))
    export.add_argument("--format", choices=("csv", "json", "jsonl"), default="csv", help=say("cli.arg_format", lang))
    return {"user": _user, "audit": _audit}


def shell_step(what: str, changed: Path | None = None, /, **details: object) -> AbstractContextManager[dict]:
    """A step of the shell that changes something, in the audit before and after, of the data home in use or of the one
    `changed`; nothing is written before that has accounts. Raises access.Refused where it cannot be written."""
    home = changed or data_home()
    if not Accounts(home).all():
        return nullcontext({})
    return Audit(home).step(what, f"{SHELL}:{user()}", (), "", datetime.now(), **details)


def person(name: str, permission: str, password_file: str | None, lang: str) -> str:
    """The account in whose name a step of publication is taken: it has the permission, and whoever types knows its
    password. Before there are accounts, the name as given. Raises Refused."""
    accounts = Accounts(data_home())
    try:
        if not accounts.all():
            return name
        account = accounts.get(name)
        if account is None or not account.password:
            raise Refused(say("access.by_account", lang, name=name or "—"))
        if not may(account.roles, permission):
            raise Refused(say("access.by_not_allowed", lang, name=account.name))
        doors, at = Doors(data_home()), datetime.now()
        doors.sign_out(doors.sign_in(account.name, _password(account.name, password_file, lang, again=False), "", at), at)
        return account.name
    except access.Refused as refused:
        said = say("access.by_wrong", lang, name=name) if refused.code == "wrong" else refused.words(lang)
        raise Refused(said) from refused


def _password(name: str, path: str | None, lang: str, *, again: bool = True) -> str:
    """A password, typed (twice where it is new) or the first line of a file. Raises Refused."""
    if path == "-":
        return sys.stdin.readline().rstrip("\r\n")
    if path:
        try:
            return (Path(path).read_text(encoding="utf-8-sig").splitlines() or [""])[0]
        except (OSError, UnicodeDecodeError) as error:
            raise Refused(say("access.bad_password_file", lang, path=path, reason=error)) from error
    if not (sys.stdin and sys.stdin.isatty()):
        raise Refused(say("access.no_terminal", lang))
    typed = getpass.getpass(say("access.ask_password", lang, name=name))
    if again and getpass.getpass(say("access.ask_again", lang)) != typed:
        raise Refused(say("access.not_the_same", lang))
    return typed


def _roles(account: Account, lang: str) -> str:
    return "、".join(say(f"access.role_{role}", lang) for role in account.roles)


def _user(args: argparse.Namespace) -> int:
    step = {"add": _add, "passwd": _passwd, "role": _role, "remove": _remove, "list": _list}[args.step]
    try:
        step(args, Doors(data_home()))
    except access.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused
    return 0


@contextmanager
def _changing(doors: Doors, what: str, name: str) -> Iterator[None]:
    """A change of an account, in the audit before and after: where no line can be written nothing is changed."""
    with doors.audit.step(what, f"{SHELL}:{user()}", (), "", datetime.now(), account=name) as told:
        yield
        account = doors.accounts.get(name)
        told["roles_after"] = account.roles if account else ()


def _add(args: argparse.Namespace, doors: Doors) -> None:
    password = None if args.no_password else _password(args.account, args.password_file, args.lang)
    with _changing(doors, "account_added", args.account):
        made = doors.accounts.add(args.account, args.role, password, by=user(), at=datetime.now())
    print(say("access.user_added", args.lang, name=made.name, roles=_roles(made, args.lang)))


def _passwd(args: argparse.Namespace, doors: Doors) -> None:
    name = doors.accounts.need(args.account).name
    password = _password(name, args.password_file, args.lang)
    with _changing(doors, "password_changed", name):
        changed = doors.accounts.set_password(name, password, at=datetime.now())
        doors.sessions.close_all(name)
        doors.attempts.forget(name, None, datetime.now())
    print(say("access.user_changed", args.lang, name=changed.name, roles=_roles(changed, args.lang)))


def _role(args: argparse.Namespace, doors: Doors) -> None:
    name = doors.accounts.need(args.account).name
    with _changing(doors, "roles_changed", name):
        changed = doors.accounts.set_roles(name, args.role, at=datetime.now())
    print(say("access.user_changed", args.lang, name=changed.name, roles=_roles(changed, args.lang)))


def _remove(args: argparse.Namespace, doors: Doors) -> None:
    name = doors.accounts.need(args.account).name
    with _changing(doors, "account_removed", name):
        gone = doors.accounts.remove(name)
        doors.sessions.close_all(name)
    print(say("access.user_removed", args.lang, name=gone.name))


def _list(args: argparse.Namespace, doors: Doors) -> None:
    lang = args.lang
    names = ("column_account", "roles", "column_signs_in", "column_made", "column_made_by")
    heads = [say(f"access.{name}", lang) for name in names]
    rows = [
        (one.name, _roles(one, lang), say(f"access.signs_in_{'password' if one.password else 'elsewhere'}", lang),
         one.made_at[:10], one.made_by)
        for one in doors.accounts.all()
    ]  # fmt: skip
    print_frame(pd.DataFrame(rows, columns=heads, dtype=object), args.format)


def _audit(args: argparse.Namespace) -> int:
    audit = Audit(data_home())
    try:
        return _verify(args, audit) if args.step == "verify" else _export(args, audit)
    except access.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused


def _verify(args: argparse.Namespace, audit: Audit) -> int:
    """Exit code 1 where something is wrong: that is an answer, not a misuse."""
    faults = faults_of_audit(audit, args.known)
    for code, n, month in faults:
        print(say(f"access.fault_{code}", args.lang, n=n, month=month))
    if not faults:
        n, mark = audit.mark()
        print(say("access.audit_sound", args.lang, n=n, mark=mark or "—"))
    return int(bool(faults))


def _export(args: argparse.Namespace, audit: Audit) -> int:
    """What an account did in a month: csv as Excel opens it, or the lines as they are."""
    if args.month and args.month not in audit.months():
        raise Refused(say("access.bad_month", args.lang, value=args.month, known=", ".join(audit.months()) or "—"))
    name = ""
    if args.account:
        found = Accounts(data_home()).get(args.account)
        name = found.name if found else args.account
    lines = audit.read(args.month, who=name)
    with shell_step("audit_exported", month=args.month, account=name) as told:
        told["lines"] = len(lines)
        if args.format == "jsonl":
            for line in lines:
                print(line.text())
            return 0
        heads, rows = [say(f"access.{name}", args.lang) for name in COLUMNS], []
        for line in lines:
            what = say(f"access.what_{line.what}", args.lang) if line.what in EVENTS else line.what
            details = json.dumps(line.details, ensure_ascii=False, sort_keys=True)
            rows.append((line.n, line.at, line.who, " ".join(line.roles), line.address, what, details))
        print_frame(pd.DataFrame(rows, columns=heads, dtype=object), args.format)
    return 0
