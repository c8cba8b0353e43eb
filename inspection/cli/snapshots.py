"""Commands: snapshot draft | approve | publish | verify | list | correct | withdraw | discard | settle | compare; site;
noticeboard."""

import argparse
from datetime import datetime
from pathlib import Path

import pandas as pd

from inspection import snapshots
from inspection.access import Accounts
from inspection.cli.access import person, shell_step
from inspection.cli.shared import FORMS, Refused, mart_in_force, print_frame, user
from inspection.snapshots import Entry, Publication, Text, noticeboard
from inspection.snapshots.register import write_whole
from inspection.text import say
from inspection.warehouse import Reader, data_home, demonstration_store

WRITING = ("draft", "approve", "publish", "discard", "correct", "withdraw", "settle")


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"snapshots.{name}", lang)  # noqa: E731
    snapshot = commands.add_parser("snapshot", help=words("snapshot"))
    steps = snapshot.add_subparsers(dest="step", required=True)
    made = {}
    for name in (*WRITING, "list", "verify", "compare"):
        made[name] = steps.add_parser(name, parents=[common], help=words(name))
    for name in WRITING:
        made[name].add_argument("--by", default=user(), help=words("arg_by"))
        made[name].add_argument("--at", metavar="MOMENT", help=words("arg_at"))
        made[name].add_argument("--password-file", metavar="FILE", help=say("access.arg_password_file", lang))
    made["draft"].add_argument("--template", default="monthly", help=words("arg_template"))
    for name in ("approve", "publish", "discard", "correct", "withdraw"):
        made[name].add_argument("id", help=words("arg_id"))
    for name in ("correct", "withdraw"):
        made[name].add_argument("--reason", required=True, help=words("arg_reason"))
        made[name].add_argument("--reason-en", default="", help=words("arg_reason_en"))
    made["correct"].add_argument("--template", help=words("arg_template"))
    made["verify"].add_argument("folder", nargs="?", type=Path)
    made["verify"].add_argument("--key", type=Path, help=words("arg_key"))
    made["verify"].add_argument("--known", default="", metavar="FINGERPRINT", help=words("arg_known"))
    made["compare"].add_argument("before", help=words("arg_id"))
    made["compare"].add_argument("after", help=words("arg_id"))
    for name in ("list", "compare"):
        made[name].add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    site = commands.add_parser("site", parents=[common], help=words("site"))
    site.add_argument("folder", type=Path)
    site.add_argument("--url", help=words("arg_url"))
    board = commands.add_parser("noticeboard", parents=[common], help=say("noticeboard.cli", lang))
    told = lambda name: say(f"noticeboard.{name}", lang)  # noqa: E731
    board.add_argument("out", type=Path, metavar="FILE", help=told("arg_out"))
    board.add_argument("--org", action="append", default=[], metavar="ORG", help=told("arg_org"))
    board.add_argument("--class", dest="org_class", default="", choices=snapshots.CLASSES, help=told("arg_class"))
    board.add_argument("--per-page", type=int, default=6, choices=noticeboard.PER_PAGE, help=told("arg_per_page"))
    board.add_argument("--url", help=words("arg_url"))
    return {"snapshot": _snapshot, "site": _site, "noticeboard": _noticeboard}


def _publication() -> Publication:
    """The snapshots of the data in force: those of the demonstration county lie beside its own data."""
    reader = Reader(data_home())
    version = reader.version()
    demonstration = version is not None and version.demonstration
    home = demonstration_store(data_home()).home if demonstration else data_home()
    return Publication(home, snapshots.PublicSite(home, reader.settings()))


def _at(args: argparse.Namespace) -> datetime:
    if not args.at:
        return datetime.now()
    try:
        return datetime.fromisoformat(args.at)
    except ValueError:
        raise Refused(say("snapshots.bad_moment", args.lang, value=args.at)) from None


def _snapshot(args: argparse.Namespace) -> int:
    step = {
        "draft": _draft, "approve": _approve, "publish": _publish, "discard": _discard, "correct": _correct,
        "withdraw": _withdraw, "settle": _settle, "list": _list, "verify": _verify, "compare": _compare,
    }[args.step]  # fmt: skip
    try:
        if args.step not in WRITING:
            return step(args) or 0
        if args.at and Accounts(data_home()).all():
            raise Refused(say("access.at_is_now", args.lang))
        if args.step == "settle":  # nothing is decided by it: it is whoever has the shell
            args.by = user()
            return step(args) or 0
        args.by = person(args.by, "approval" if args.step == "approve" else "publication", args.password_file, args.lang)
        with shell_step(args.step, by=args.by, snapshot=getattr(args, "id", "")):
            return step(args) or 0
    except snapshots.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused


def _say(key: str, args: argparse.Namespace, **values: object) -> None:
    print(say(f"snapshots.{key}", args.lang, **values))


def _draft(args: argparse.Namespace) -> None:
    mart, reader = mart_in_force(args.lang)
    publication = _publication()
    draft = snapshots.template(args.template, publication.home)
    version = reader.version().number
    entry = publication.draft(mart, reader.settings(), draft, version=version, by=args.by, at=_at(args))
    _say("drafted", args, id=entry.id, title=entry.title, as_of=entry.as_of)


def _approve(args: argparse.Namespace) -> None:
    two = bool(Reader(data_home()).settings().get("snapshot", "two_persons"))
    entry = _publication().approve(args.id, by=args.by, at=_at(args), two_persons=two)
    _say("approved", args, by=entry.approved_by, id=entry.id)


def _publish(args: argparse.Namespace) -> None:
    publication = _publication()
    entry = publication.publish(args.id, by=args.by, at=_at(args))
    _say("published", args, id=entry.id, folder=publication.folder / entry.folder)
    _say_line(publication, args)


def _discard(args: argparse.Namespace) -> None:
    _say("discarded", args, id=_publication().discard(args.id, by=args.by, at=_at(args)).id)


def _correct(args: argparse.Namespace) -> None:
    mart, reader = mart_in_force(args.lang)
    publication = _publication()
    entry = publication.correct(
        args.id, mart, reader.settings(), version=reader.version().number, reason=Text(args.reason, args.reason_en),
        by=args.by, at=_at(args), draft=snapshots.template(args.template, publication.home) if args.template else None,
    )  # fmt: skip
    _say("drafted", args, id=entry.id, title=entry.title, as_of=entry.as_of)


def _withdraw(args: argparse.Namespace) -> None:
    publication = _publication()
    entry = publication.withdraw(args.id, reason=Text(args.reason, args.reason_en), by=args.by, at=_at(args))
    _say("withdrawn", args, id=entry.id, folder=publication.folder / entry.notice)
    _say_line(publication, args)


def _settle(args: argparse.Namespace) -> None:
    _publication().settle(by=args.by, at=_at(args), looking=True)
    _say("settled", args)


def _say_line(publication: Publication, args: argparse.Namespace) -> None:
    """The line that the office keeps elsewhere, so that nobody can put the register back."""
    lines = publication.register().lines
    _say("line", args, number=len(lines), mark=lines[-1])


def _list(args: argparse.Namespace) -> None:
    def row(entry: Entry) -> tuple:
        state = say(f"snapshots.state_{entry.state}", args.lang)
        done = [f"{who} {when[:10]}".strip() for who, when in (
            (entry.drafted_by, entry.drafted_at), (entry.approved_by, entry.approved_at),
            (entry.published_by, entry.published_at),
        )]  # fmt: skip
        reason = entry.withdrawn_reason or entry.reason
        return entry.id, state, entry.as_of, entry.title, *done, entry.folder, reason

    names = ("id", "state", "as_of", "title", "drafted", "approved", "published", "folder", "reason")
    heads = [say(f"snapshots.head_{name}", args.lang) for name in names]
    print_frame(pd.DataFrame([row(e) for e in _publication().register().entries], columns=heads), args.format)


def _verify(args: argparse.Namespace) -> int:
    """Exit code 1 where something is wrong: that is an answer, not a misuse."""
    publication = None if args.folder and args.key else _publication()
    path = args.key or publication.home / "keys" / snapshots.PUBLIC
    try:
        key = snapshots.public_key(path.read_bytes())
    except (OSError, ValueError) as error:
        if args.key is None and not path.exists():
            raise Refused(say("snapshots.nothing_published", args.lang)) from error
        raise Refused(say("snapshots.bad_key", args.lang, path=path, reason=error)) from error
    if args.folder:
        if not args.folder.is_dir():
            raise Refused(say("snapshots.no_folder", args.lang, folder=args.folder))
        if (args.folder / snapshots.LOG).exists():
            found, chain = snapshots.verify_all(args.folder, key, args.known)
        else:
            found, chain = [snapshots.verify(args.folder, key)], []
    else:
        found, chain = publication.verify(key, args.known)
    for one in found:
        for fault in one.faults:
            _say(f"fault_{fault.code}", args, folder=one.folder, file=fault.file)
        if not one.faults:
            _say("verified", args, folder=one.folder, mark=one.fingerprint)
    for fault in chain:
        _say(f"fault_{fault.code}", args, folder="", file=fault.file)
    if not args.folder and not chain:
        _say("chain_sound", args, count=len(found))
    return int(bool(chain) or any(one.faults for one in found))


def _compare(args: argparse.Namespace) -> None:
    publication = _publication()
    before, after = publication.entry(args.before), publication.entry(args.after)
    changes = snapshots.compare(
        publication.contents(before), publication.contents(after), correcting=after.replaces == before.id
    )

    def told(line, by) -> tuple:
        if line is None:
            return "", "", None
        share = line.judged(by)
        return f"{share.done}/{share.whole}", line.band or "", line.place

    ruled = [publication.contents(one).judged_by for one in (before, after)]
    rows = [
        (c.org_class, c.name, say(f"snapshots.kind_{c.kind}", args.lang), *told(c.before, ruled[0]), *told(c.after, ruled[1]))
        for c in changes
    ]
    heads = [
        "class",
        "organisation",
        "change",
        "share_before",
        "band_before",
        "place_before",
        "share",
        "band",
        "place",
    ]
    print_frame(pd.DataFrame(rows, columns=heads, dtype=object), args.format)


def _site(args: argparse.Namespace) -> None:
    settings = Reader(data_home()).settings().section("county")
    try:
        count = snapshots.write_site(
            _publication(), args.folder, county=settings["name"], contact=settings["contact"],
            base=args.url or settings["public_url"], coming=str(settings["next_release"]).strip(),
        )  # fmt: skip
    except snapshots.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused
    _say("site_written", args, count=count, folder=args.folder)


def _noticeboard(args: argparse.Namespace) -> None:
    form = args.out.suffix.lower().lstrip(".")
    if form not in ("pdf", "zip"):
        raise Refused(say("noticeboard.refused_ending", args.lang, path=args.out))
    mart, reader = mart_in_force(args.lang)
    county = reader.settings().section("county")
    try:
        every = noticeboard.notices(_publication(), args.url or str(county["public_url"]))
        found = noticeboard.chosen(every, args.org, args.org_class)
    except snapshots.Refused as refused:
        raise Refused(refused.words(args.lang)) from refused
    with shell_step("downloaded", table="noticeboard", form=form, count=len(found)):
        made = noticeboard.pictures(found) if form == "zip" else noticeboard.sheet(
            found, county=str(county["name"]), contact=str(county["contact"]), on=mart.as_of, lang=args.lang,
            per_page=args.per_page, demonstration=mart.demonstration,
        )  # fmt: skip
        write_whole(args.out, made)
    print(say("noticeboard.written", args.lang, count=len(found), path=args.out))
