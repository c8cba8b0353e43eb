"""Commands: schedule run | list. For cron, a systemd timer, Windows' planner."""

import argparse
import os
import sys
from datetime import date, datetime

import pandas as pd

from inspection import snapshots
from inspection.access import Refused as NotNoted
from inspection.cli.access import shell_step
from inspection.cli.days import day
from inspection.cli.packs import source_of, view_asked
from inspection.cli.shared import FORMS, Refused, print_frame
from inspection.papers import schedule as schedules
from inspection.papers.given import papers_home
from inspection.papers.placing import Refused as NotPlaced
from inspection.snapshots import Publication
from inspection.text import say
from inspection.warehouse import data_home, private, private_folder
from inspection.warehouse.disk import Lock

BY = "schedule"
"""In whose name a snapshot is drafted by the schedule; approving is a person's step."""


def add(commands, common: argparse.ArgumentParser, lang: str) -> dict:
    """Add this module's commands to the parser; command -> function."""
    words = lambda name: say(f"packs.{name}", lang)  # noqa: E731
    one = commands.add_parser("schedule", help=words("cli_schedule"))
    steps = one.add_subparsers(dest="step", required=True)
    run = steps.add_parser("run", parents=[common], help=words("schedule_run"))
    run.add_argument("--now", metavar="DAY", help=words("arg_now"))
    listed = steps.add_parser("list", parents=[common], help=words("schedule_list"))
    listed.add_argument("--format", choices=FORMS, default="text", help=say("cli.arg_format", lang))
    return {"schedule": _schedule}


def _schedule(args: argparse.Namespace) -> int:
    try:
        return (_run if args.step == "run" else _list)(args) or 0
    except NotPlaced as refused:
        raise Refused(refused.words(args.lang)) from refused


def _run(args: argparse.Namespace) -> int:
    """Exit code 1 where a job was not made."""
    plan = schedules.schedule_of(data_home())
    if not plan.jobs:
        print(say("packs.nothing_due", args.lang), file=sys.stderr)
        return 0
    lock = Lock(data_home() / schedules.LOCK)
    if not lock.take():
        raise Refused(say("packs.refused_schedule_busy", args.lang))
    try:
        return _done(plan, args)
    finally:
        lock.release()


def _done(plan: schedules.Schedule, args: argparse.Namespace) -> int:
    source, _ = source_of(args.lang)
    view = view_asked(source, args.lang)
    today = day(args.now, args.lang) if args.now else date.today()

    def draft(template: str) -> str:
        publication = Publication(papers_home(source))
        made = snapshots.template(template, publication.home)
        with shell_step("draft", by=BY):
            entry = publication.draft(
                source.mart, source.settings, made, version=source.version.number, by=BY, at=datetime.now()
            )
        return say("snapshots.drafted", args.lang, id=entry.id, title=entry.title, as_of=entry.as_of) + "\n"

    def words(error: Exception) -> str:
        known = isinstance(error, snapshots.Refused | NotPlaced | NotNoted)
        return error.words(args.lang) if known else f"{type(error).__name__}: {error}"

    failed, count = 0, 0
    for outcome in schedules.run(plan, view, source, today, draft, words):
        count += 1
        failed += bool(outcome.error)
        key = "packs.job_failed" if outcome.error else "packs.job_done"
        told = say(key, args.lang, job=outcome.job, folder=outcome.folder, reason=outcome.error)
        _note(plan, told)
        print(told)
    if not count:
        print(say("packs.nothing_due", args.lang), file=sys.stderr)
    return int(failed > 0)


def _note(plan: schedules.Schedule, words: str) -> None:
    """A line of the log beside what was written; it only grows."""
    private_folder(plan.out)
    line = f"{datetime.now().isoformat(timespec='seconds')} {' '.join(words.splitlines())}\n"
    with open(plan.out / schedules.LOG, "ab", opener=private) as file:
        file.write(line.encode("utf-8"))
        file.flush()
        os.fsync(file.fileno())


def _list(args: argparse.Namespace) -> None:
    plan = schedules.schedule_of(data_home())
    rows = [
        (j.name, j.make, " ".join(map(str, j.days)), "import" if j.after_import else "", " ".join(map(str, j.meetings)))
        for j in plan.jobs
    ]
    print_frame(pd.DataFrame(rows, columns=["name", "make", "days", "after_import", "meetings"], dtype=object), args.format)
