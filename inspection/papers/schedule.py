"""What is written by itself: the jobs of `schedule.toml` in the data home, after an import, on days, or before meetings.

    out = "/srv/papers"            # default: outbox/ of the data home

    [[job]]
    name = "书记专题会"
    make = "pack"                  # pack, letters, digest, snapshot
    meeting = "secretary"          # of a pack
    formats = ["docx", "pdf"]      # of a pack or digest; default: all
    days = [1, 15]                 # of the month; made up for within a week
    after_import = true            # once for each data version
    meetings = [2025-10-20]        # days; days_before says how long before
    days_before = 3

Each occasion has a folder of its own: where it is there, the job is done, and running again changes nothing. What is written is a
draft: handing it out is a person's step.
"""

import re
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date, timedelta
from pathlib import Path

from inspection.papers.letters import REPLY_DAYS, addressed, letter_files, letters_of
from inspection.papers.packs import FORMATS, MEETINGS, pack_of, written
from inspection.papers.placing import Refused, placed
from inspection.reading.answers import Source
from inspection.reading.view import View

FILE, OUTBOX, LOG, LOCK = "schedule.toml", "outbox", "schedule.log", ".schedule.lock"
MAKES = ("pack", "letters", "digest", "snapshot")
DIGEST = ("attention", "changes")
LATE = 7  # days within which a day that was missed is made up for
_NAME = re.compile(r"[^\\/:*?\"<>|\x00-\x1f]{1,60}")


@dataclass(frozen=True)
class Job:
    """A job: what it makes, and on which occasions."""

    name: str
    make: str
    meeting: str = "secretary"
    formats: tuple[str, ...] = FORMATS
    days: tuple[int, ...] = ()
    after_import: bool = False
    meetings: tuple[date, ...] = ()
    days_before: int = 3
    template: str = "monthly"

    def occasions(self, today: date, version: int) -> tuple[str, ...]:
        """The occasions that have come by a day, as the endings of their folders' names."""
        found = [f"v{version:04d}"] if self.after_import else []
        passed = (today - timedelta(days=back) for back in range(LATE))
        found += [day.isoformat() for day in passed if day.day in self.days][:1]
        found += [f"before {day}" for day in self.meetings if day - timedelta(days=self.days_before) <= today <= day]
        return tuple(found)


@dataclass(frozen=True)
class Schedule:
    """The jobs of an office and the folder they write to."""

    out: Path
    jobs: tuple[Job, ...]


@dataclass(frozen=True)
class Outcome:
    """What came of a job on an occasion: `made` names of files, or `error`, a sentence."""

    job: str
    folder: Path
    made: tuple[str, ...] = ()
    error: str = ""


def schedule_of(home: Path) -> Schedule:
    """The schedule of a data home; no jobs where it has none. Raises Refused for one that cannot be followed."""
    path = home / FILE
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return Schedule(home / OUTBOX, ())
    except (OSError, ValueError) as error:
        raise Refused("bad_schedule", path=path, reason=error) from error
    jobs = held.get("job", [])
    out = held.get("out", str(home / OUTBOX))
    if held.keys() - {"job", "out"} or not isinstance(jobs, list) or not isinstance(out, str):
        raise Refused("bad_schedule", path=path, reason=", ".join(sorted(held.keys() - {"job", "out"})) or "job, out")
    made = tuple(_job(path, job) for job in jobs)
    if len({job.name for job in made}) < len(made):
        raise Refused("bad_schedule", path=path, reason="name")
    return Schedule(Path(out), made)


def text_of(home: Path) -> str:
    """The file as it stands; nothing where there is none, or it is no text."""
    try:
        return (home / FILE).read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return ""


def next_on(job: Job, today: date) -> date | None:
    """The next day, after today, on which a job comes by the calendar; None where there is none."""
    found = [day for back in range(1, 63) if (day := today + timedelta(days=back)).day in job.days][:1]
    found += [begins for day in job.meetings if (begins := day - timedelta(days=job.days_before)) > today]
    return min(found, default=None)


def due(schedule: Schedule, today: date, version: int) -> dict[str, tuple[str, ...]]:
    """Job -> the occasions that have come and are not done."""
    found = {
        job.name: tuple(one for one in job.occasions(today, version) if not folder_of(schedule, job, one).exists())
        for job in schedule.jobs
    }
    return {name: occasions for name, occasions in found.items() if occasions}


def log_of(schedule: Schedule, last: int) -> list[tuple[str, str]]:
    """The last lines of the log, the newest first: when, and what was said."""
    try:
        lines = (schedule.out / LOG).read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    return [(at.replace("T", " "), said) for at, _, said in (line.partition(" ") for line in reversed(lines[-last:]))]


def folder_of(schedule: Schedule, job: Job, occasion: str) -> Path:
    """Where what a job makes on an occasion is put."""
    return schedule.out / f"{job.name} {occasion}"


def _job(path: Path, held: dict) -> Job:
    known = {field.name for field in fields(Job)}
    try:
        if wrong := sorted(held.keys() - known):
            raise ValueError(", ".join(wrong))
        job = Job(**{name: tuple(value) if isinstance(value, list) else value for name, value in held.items()})
        checks = {
            "name": isinstance(job.name, str) and bool(_NAME.fullmatch(job.name)) and job.name.strip(". ") == job.name,
            "make": job.make in MAKES,
            "meeting": job.meeting in MEETINGS,
            "formats": bool(job.formats) and set(job.formats) <= set(FORMATS),
            "days": isinstance(job.days, tuple) and all(isinstance(day, int) and 1 <= day <= 31 for day in job.days),
            "meetings": isinstance(job.meetings, tuple) and all(type(day) is date for day in job.meetings),
            "days_before": isinstance(job.days_before, int) and 0 <= job.days_before <= 60,
            "after_import": isinstance(job.after_import, bool),
            "days, after_import, meetings": bool(job.days or job.after_import or job.meetings),
        }
        if wrong := [name for name, right in checks.items() if not right]:
            raise ValueError(wrong[0])
        return job
    except (TypeError, ValueError, AttributeError) as error:
        name = held.get("name", "") if isinstance(held, dict) else ""
        raise Refused("bad_schedule", path=path, reason=f"{name}: {error}") from error


def run(
    schedule: Schedule, view: View, source: Source, today: date, snapshot: Callable[[str], str], words: Callable[[Exception], str]
) -> Iterator[Outcome]:
    """Do what has come and is not done yet, job by job; a failure of one is its outcome and stops none of the others.

    `snapshot` drafts a snapshot of a template and returns what is to be noted; `words` puts an error into a sentence."""
    for job in schedule.jobs:
        for occasion in job.occasions(today, source.version.number):
            folder = folder_of(schedule, job, occasion)
            if folder.exists():
                continue
            try:
                files = placed(folder, _files(job, view, source, snapshot))
            except Exception as error:  # whatever it was, the next job has its turn; the log says what it was
                yield Outcome(job.name, folder, error=words(error))
            else:
                yield Outcome(job.name, folder, tuple(files))


def _files(job: Job, view: View, source: Source, snapshot: Callable[[str], str]) -> Iterator[tuple[str, bytes]]:
    if job.make == "letters":
        reply_by = view.as_of + timedelta(days=REPLY_DAYS)
        sheets, _ = letters_of(view, source, addressed(view, source), reply_by)
        title = f"{view.say('letters.title')} {view.as_of.isoformat()}"
        yield from letter_files(sheets, title).items()
    elif job.make == "snapshot":
        yield "snapshot.txt", snapshot(job.template).encode("utf-8")
    else:
        yield from written(pack_of(view, source, job.meeting, DIGEST if job.make == "digest" else ()), job.formats)
