"""A statement that runs while its page is looked at: in a thread of its own, its beginning and end in the audit."""

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field

import streamlit as st

from inspection.access import ANYBODY, Audit, Refused
from inspection.ui.pieces.visitor import step, visitor
from inspection.warehouse import data_home
from inspection.warehouse.analyst import Answer, NotAnswered, Query

JOB, ASKED, BEFORE = "sql_job", "sql_history", "sql_before"
REMEMBERED = 50


@dataclass
class Job:
    """One statement of this session: running until `ended`; then an answer, or why there is none."""

    query: Query
    ended: threading.Event = field(default_factory=threading.Event)
    answer: Answer | None = None
    refused: NotAnswered | Refused | None = None

    @property
    def text(self) -> str:
        return self.query.text


def begin(query: Query, version: int) -> Job:
    """Ask it; the session's statement from now on. One that still runs is ended."""
    if (other := current()) is not None:
        other.query.cancel()
    job = st.session_state[JOB] = Job(query)
    noted = step("queried", text=query.text, version=version, form="plan" if query.plan else "")
    asked = [query.text, *(text for text in st.session_state.get(ASKED, ()) if text != query.text)]
    st.session_state[ASKED] = asked[:REMEMBERED]
    threading.Thread(target=_work, args=(job, noted), daemon=True).start()
    return job


def _work(job: Job, noted: AbstractContextManager[dict]) -> None:
    try:
        with noted as told:
            try:
                job.answer = job.query.run()
                told |= {"rows": len(job.answer.rows), "ended": "answered"}
            except NotAnswered as refused:
                job.refused = refused
                told["ended"] = refused.code
            told["seconds"] = round(job.query.seconds, 2)
    except Refused as refused:  # without a line in the audit there is no answer
        job.answer, job.refused = None, refused
    except Exception:  # the log has it; the page must not wait for ever
        job.answer, job.refused = None, NotAnswered("died")
        raise
    finally:
        job.ended.set()


def current() -> Job | None:
    """The session's statement asked last; None before the first."""
    return st.session_state.get(JOB)


def asked_before() -> list[str]:
    """What was asked in this session, and by this account this month and in the last that has lines, the latest first."""
    if BEFORE not in st.session_state:
        st.session_state[BEFORE] = _of_account()
    return list(dict.fromkeys([*st.session_state.get(ASKED, ()), *st.session_state[BEFORE]]))[:REMEMBERED]


def _of_account() -> list[str]:
    one = visitor()
    if one.kind == ANYBODY.kind:
        return []
    audit = Audit(data_home())
    lines = [line for month in audit.months()[-2:] for line in audit.read(month, one.name, "queried")]
    texts = [str(line.details["text"]).replace("↵", "\n") for line in lines if "text" in line.details]
    return list(dict.fromkeys(reversed(texts)))[:REMEMBERED]

