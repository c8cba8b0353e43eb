"""What the schedule does by itself: its jobs with what comes next, what it did last, and the file that says so."""

from datetime import date

import pandas as pd
import streamlit as st

from inspection.papers.given import papers_home
from inspection.papers.placing import Refused
from inspection.papers.schedule import FILE, Job, due, log_of, next_on, schedule_of, text_of
from inspection.reading.answers import Source
from inspection.reading.view import View
from inspection.reading.words import NOTHING
from inspection.ui.pieces.plain import plain

LINES = 30


def show(view: View, source: Source) -> None:
    """The jobs, the log's last lines, the file; where the file cannot be followed, why."""
    home = papers_home(source)
    try:
        plan = schedule_of(home)
    except Refused as refused:
        st.error(plain(refused.words(view.lang)))
        _file(view, home)
        return
    if not plan.jobs:
        st.caption(view.say("schedule.no_jobs", file=FILE))
        return
    today = date.today()
    coming = due(plan, today, source.version.number)
    st.caption(view.say("schedule.lead", out=str(plan.out)).replace("\\", "/"))
    heads = [view.say(f"schedule.column_{name}") for name in ("job", "make", "when", "next", "due")]
    rows = [
        (job.name, _makes(view, job), _when(view, job), _next(view, job, today), _due(view, coming.get(job.name, ())))
        for job in plan.jobs
    ]
    st.dataframe(pd.DataFrame(rows, columns=heads, dtype=object), hide_index=True, width="stretch")
    st.markdown(f"**{view.say('schedule.log')}**")
    told = log_of(plan, LINES)
    if told:
        heads = [view.say("schedule.column_at"), view.say("schedule.column_said")]
        st.dataframe(pd.DataFrame(told, columns=heads, dtype=object), hide_index=True, width="stretch")
    else:
        st.caption(view.say("schedule.no_log"))
    _file(view, home)


def _file(view: View, home) -> None:
    with st.expander(view.say("schedule.file", file=FILE)):
        st.code(text_of(home), language="toml")


def _makes(view: View, job: Job) -> str:
    made = view.say(f"schedule.make_{job.make}")
    if job.make == "pack":
        made = f"{made} · {view.say('packs.meeting_' + job.meeting.replace('-', '_'))}"
    return f"{made} · {' '.join(job.formats)}" if job.make in ("pack", "digest") else made


def _when(view: View, job: Job) -> str:
    said = [view.say("schedule.after_import")] if job.after_import else []
    said += [view.say("schedule.on_days", days=view.say("pages.joint").join(map(str, job.days)))] if job.days else []
    if job.meetings:
        days = view.say("pages.joint").join(day.isoformat() for day in job.meetings)
        said.append(view.say("schedule.before", n=job.days_before, days=days))
    return view.say("schedule.joined").join(said)


def _next(view: View, job: Job, today: date) -> str:
    day = next_on(job, today)
    return day.isoformat() if day else view.say("schedule.next_import") if job.after_import else NOTHING


def _due(view: View, occasions: tuple[str, ...]) -> str:
    return view.say("pages.joint").join(occasions) if occasions else view.say("schedule.nothing_due")
