"""Commands: backup, restore-backup, backup-key."""

import argparse
import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from inspection.access import Refused as NotAdmitted
from inspection.access import backups
from inspection.access.backups import Contents, Key, Lock, Made
from inspection.access.backups.sealed import is_closed, passphrase_in, recipients_in
from inspection.cli.access import shell_step
from inspection.cli.shared import Refused, store_words
from inspection.reading.words import whole_number
from inspection.text import say
from inspection.warehouse import Store, StoreError, data_home

KEPT = 30
VARIABLE = "INSPECTION_BACKUP_PASSPHRASE"


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"backups.{name}", lang)  # noqa: E731
    backup = commands.add_parser("backup", parents=[common], help=words("backup"))
    backup.add_argument("file", nargs="?", type=Path, metavar="FILE", help=words("arg_file"))
    backup.add_argument("--into", type=Path, metavar="FOLDER", help=words("arg_into"))
    backup.add_argument("--keep", type=int, default=KEPT, metavar="N", help=words("arg_keep"))
    backup.add_argument("--recipient", action="append", default=[], metavar="age1…", help=words("arg_recipient"))
    backup.add_argument("--recipients-file", type=Path, metavar="FILE", help=words("arg_recipients"))
    restore = commands.add_parser("restore-backup", parents=[common], help=words("restore"))
    restore.add_argument("file", type=Path, metavar="FILE", help=words("arg_file"))
    restore.add_argument("--identity", type=Path, metavar="FILE", help=words("arg_identity"))
    restore.add_argument("--replace", action="store_true", help=words("arg_replace"))
    restore.add_argument("--check", action="store_true", help=words("arg_check"))
    key = commands.add_parser("backup-key", parents=[common], help=words("key"))
    key.add_argument("file", type=Path, metavar="FILE", help=words("arg_key_file"))
    for parser in (backup, restore, key):
        parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help=words("arg_passphrase"))
    return {"backup": _told(_backup), "restore-backup": _told(_restore), "backup-key": _told(_key)}


def _told(command):
    """The command, its refusals in the reader's language."""

    def run(args: argparse.Namespace) -> int:
        try:
            return command(args) or 0
        except backups.Refused as refused:
            raise Refused(refused.words(args.lang)) from refused

    return run


def _given(args: argparse.Namespace) -> str:
    """The passphrase of a file or of the environment, "" where there is neither."""
    return passphrase_in(args.passphrase_file) if args.passphrase_file else os.environ.get(VARIABLE, "")


def _asked(args: argparse.Namespace, question: str) -> str:
    if not sys.stdin.isatty():
        raise backups.Refused("nobody_to_ask")
    return getpass.getpass(say(f"backups.{question}", args.lang))


def _chosen(args: argparse.Namespace) -> str:
    """A new passphrase, asked for twice where it is not given."""
    given = _given(args)
    if given:
        return given
    first = _asked(args, "ask")
    Lock(passphrase=first)  # too short: before it is typed again
    if first != _asked(args, "ask_again"):
        raise backups.Refused("not_alike")
    return first


def _lock(args: argparse.Namespace) -> Lock:
    recipients = (*args.recipient, *(recipients_in(args.recipients_file) if args.recipients_file else ()))
    return Lock(recipients, _given(args) if recipients else _chosen(args))


def _opens(args: argparse.Namespace) -> Key:
    if args.identity is None:
        return Key(passphrase=_given(args) or _asked(args, "ask"))
    closed = is_closed(args.identity)
    return Key(backups.identities(args.identity, (_given(args) or _asked(args, "ask_of_key")) if closed else ""))


def _size(contents: Contents) -> str:
    size = contents.bytes
    return f"{whole_number(-(-size // 1024))} KB" if size < 1 << 20 else f"{size / (1 << 20):,.1f} MB"


def _numbers(contents: Contents) -> dict[str, object]:
    return {"files": whole_number(len(contents.files)), "size": _size(contents), "made_at": contents.made_at}


def _backup(args: argparse.Namespace) -> int:
    """Make a backup; the exit code is 2 where it was made but the data in it is damaged."""
    if (args.file is None) == (args.into is None):
        raise backups.Refused("one_place")
    home, now, lang = data_home(), datetime.now(), args.lang
    lock = _lock(args)
    with _noted(args, "backup", args.file or args.into):
        if args.file:
            made, removed = backups.back_up(home, args.file, lock, now), []
        else:
            made, removed = backups.back_up_into(home, args.into, args.keep, lock, now)
    print(say("backups.made", lang, file=made.file, **_numbers(made.contents)))
    if removed:
        print(say("backups.removed", lang, names=", ".join(path.name for path in removed)))
    return _tell_damage(made, home, args)


def _tell_damage(made: Made, home: Path, args: argparse.Namespace) -> int:
    for damaged in made.damaged:
        damaged.good = Store(home).last_good()
        print(store_words(damaged, args.lang), file=sys.stderr)
    for key, values in made.doubtful:
        print(say(key, args.lang, **values), file=sys.stderr)
    if not made.sound and args.into:
        print(say("backups.kept_all", args.lang), file=sys.stderr)
    return 0 if made.sound else 2


@contextmanager
def _noted(args: argparse.Namespace, what: str, file: Path) -> Iterator[None]:
    """A step in the audit; where accounts or audit are damaged that is said, and no reason to make no backup of the rest."""
    with ExitStack() as ends:
        try:
            ends.enter_context(shell_step(what, file=str(file)))
        except NotAdmitted as refused:
            print(refused.words(args.lang), file=sys.stderr)
        yield


def _restore(args: argparse.Namespace) -> None:
    home, lang = data_home(), args.lang
    if args.check:
        contents = backups.read_back(args.file, _opens(args))
        program = contents.head["program"]["version"]
        print(say("backups.checked", lang, file=args.file, program=program, **_numbers(contents)))
        return
    restored = backups.restore(home, args.file, _opens(args), datetime.now(), replace=args.replace)
    with _noted(args, "backup_restored", args.file):  # in what was brought back: what was there before lies aside, or is damaged
        pass
    try:
        version = Store(home).current()
        stands = say("backups.stands", lang, number=version.number, as_of=version.as_of) if version else ""
    except StoreError as error:  # it was so when it was backed up
        stands = store_words(error, lang) + "\n"
    print(say("backups.restored", lang, home=home, stands=stands, **_numbers(restored.contents)))
    if restored.aside:
        print(say("backups.aside", lang, aside=restored.aside))


def _key(args: argparse.Namespace) -> None:
    """The public key on stdout, so that it can be kept in a file; the words beside it."""
    public = backups.fresh_key(args.file, _chosen(args))
    print(say("backups.key_made", args.lang, file=args.file), file=sys.stderr)
    print(public)
