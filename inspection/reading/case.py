"""One finding or one clue: where it stands on the as-of day, and its whole course as dated steps.

Judged from rows of the tables finding_progress, finding_acts, repeated_findings and clue_progress, clue_acts, which hold what
was known on the day. The problem's own wording stays with the steward: a page says its category and aspect.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, evaluated, tabled, tabled_only
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import day, label, money, named_column, whole_number
from inspection.text import say
from inspection.warehouse import Settings

KINDS = {"finding": ("finding_progress", "finding_id"), "clue": ("clue_progress", "clue_id")}
"""What has a page of its own -> the table with a row for each, and the column with its number."""
ORDER = (
    *(
        "earlier",
        "found",
        "transferred",
        "fed_back",
        "disposed",
        "case_filed",
        "act_meeting",
        "act_measure",
        "act_rule",
    ),
    *("limit_blue", "limit_yellow", "limit_red", "due", "completed", "concluded", "closed_off", "act_review"),
    *("act_decision", "act_aired", "reopened", "came_back"),
)
"""Steps of one day, in the order in which they are told."""
STAGES = {"verification": ("yellow", "red"), "inquiry": ("yellow", "red"), None: ("blue",)}
"""Ways of disposal that have a limit -> its colours; what is shelved or closed has none."""


@dataclass(frozen=True)
class Step:
    """One step of a course. `on`: its day; a deadline's own, also one that is still ahead; None where it has none or nobody
    knows it. `name`: case.step_<name>. `state`: done, kept (a deadline before which it came; its own day may still be ahead),
    ahead (to come), late (its day has passed and it had not come), or unknown (it came on a day nobody knows). `number`: of
    another finding that the step leads to."""

    on: date | None
    name: str
    state: str
    detail: str = ""
    number: str = ""


@dataclass(frozen=True)
class Case:
    """A finding or clue on the as-of day. `what`: what a finding is about, in words; `headline`: where it stands, in a
    sentence; `attention`: whether something of it is late or has come back; `facts`: (name of the fact, its words); `steps`:
    its course, oldest first, what has no day last."""

    kind: str
    number: str
    org: str
    round: str | None
    what: str
    headline: str
    attention: bool
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


def _date(value: object) -> date | None:
    return None if value is None or pd.isna(value) else pd.Timestamp(value).date()


def _in_order(steps: Iterable[Step]) -> tuple[Step, ...]:
    return tuple(sorted(steps, key=lambda s: (s.on is None, s.on or date.max, ORDER.index(s.name))))


def _deadline(name: str, on: date, until: date | None, as_of: date, detail: str, lang: str) -> Step:
    """A deadline: kept or missed by what came (`until`), else passed or still ahead on the as-of day."""
    past = ((until or as_of) - on).days
    if past > 0:
        told = say("case.past", lang, n=whole_number(past))
    else:
        told = say("case.kept" if until else "case.left", lang, n=whole_number(-past))
    return Step(on, name, "late" if past > 0 else "kept" if until else "ahead", _told(lang, told, detail))


def _told(lang: str, *parts: str) -> str:
    return say("case.joint", lang).join(part for part in parts if part)


# --- findings


def finding_case(
    row: Mapping[str, object],
    acts: Sequence[Mapping[str, object]],
    repeats: Sequence[Mapping[str, object]],
    as_of: date,
    settings: Settings,
    lang: str,
) -> Case:
    """The case of a row of finding_progress, with its rows of finding_acts and the rows of repeated_findings that name it as
    the repetition or as the earlier one."""
    found, done, due, back = (_date(row[c]) for c in ("found_on", "completed_on", "due_on", "reopened_on"))
    told, closed = _date(row["feedback_on"]), _date(row["closed_off_on"])
    number, ended = str(row["finding_id"]), row["completion"] == "done" and bool(row["is_undated"])
    steps = [
        Step(
            found,
            "found",
            "done",
            label("finding_source", row["finding_source"], lang) if _there(row["finding_source"]) else "",
        )
    ]
    if told:
        steps.append(Step(told, "fed_back", "done"))
    if due and not row["is_undated"]:
        steps.append(_deadline("due", due, done, as_of, _rule(row, found, told, due, settings, lang), lang))
    elif due:
        steps.append(
            Step(due, "due", "done" if due <= as_of else "ahead", _rule(row, found, told, due, settings, lang))
        )
    steps += [_act(act, as_of, lang) for act in acts]
    if done:
        steps.append(Step(done, "completed", "done", say("case.took", lang, n=whole_number((done - found).days))))
    elif ended:
        steps.append(Step(None, "completed", "unknown"))
    if closed:
        steps.append(Step(closed, "closed_off", "done"))
    if back:
        outcome = row["reinspection_outcome"]
        steps.append(
            Step(back, "reopened", "late", label("reinspection_outcome", outcome, lang) if _there(outcome) else "")
        )
    for other in repeats:
        if str(other["finding_id"]) == number:
            steps.append(Step(_date(other["earlier_found_on"]), "earlier", "done", number=str(other["earlier_id"])))
        else:
            steps.append(Step(_date(other["found_on"]), "came_back", "late", number=str(other["finding_id"])))
    standing = str(row["standing"])
    return Case(
        kind="finding",
        number=number,
        org=str(row["org_id"]),
        round=row["round_id"] if _there(row["round_id"]) else None,
        what=str(row["aspect"]) if _there(row["aspect"]) else label("category", row["category"], lang),
        headline=_standing(standing, row, as_of, lang),
        attention=standing in ("case_late", "case_reopened"),
        facts=tuple(_finding_facts(row, lang)),
        steps=_in_order(steps),
    )


def _there(value: object) -> bool:
    return value is not None and not pd.isna(value)


def _standing(standing: str, row: Mapping[str, object], as_of: date, lang: str) -> str:
    """Where a finding stands, in a sentence."""
    done, due, back, closed = (_date(row[c]) for c in ("completed_on", "due_on", "reopened_on", "closed_off_on"))
    days = row["days"] if _there(row["days"]) else None
    late = int(row["days_late"]) if _there(row["days_late"]) else 0
    if standing == "case_late":
        return (
            say("case.is_late", lang, late=whole_number(late), days=whole_number(days))
            if days is not None
            else say("case.is_past", lang, due=day(due))
        )
    if standing == "case_reopened":
        return say("case.is_reopened", lang, on=day(back), n=whole_number((as_of - back).days))
    if standing == "case_closed_off":
        took = _took(done, days, late, lang)
        return say("case.is_closed_off", lang, on=day(closed)) + took
    if standing == "case_done":
        waits = say("case.waits", lang, n=whole_number((as_of - done).days)) if done else ""
        return say("case.is_done", lang) + _took(done, days, late, lang) + waits
    if due:
        return say("case.is_open", lang, n=whole_number((due - as_of).days), due=day(due))
    return say("case.is_open_without", lang, n=whole_number((as_of - _date(row["found_on"])).days))


def _took(done: date | None, days: object, late: int, lang: str) -> str:
    if not done:
        return say("case.undated", lang)
    return say(
        "case.took_late" if late else "case.took_in_time", lang, days=whole_number(days), late=whole_number(late)
    )


def _rule(row: Mapping[str, object], found: date, told: date | None, due: date, settings: Settings, lang: str) -> str:
    """Whose limit the due date is, and how many days it gives."""
    nature = label("rectify_nature", row["nature"], lang)
    if row["nature"] == "intensive" and told:
        own = settings.get("limit", "rectification_intensive")
        return say("case.rule_intensive", lang, nature=nature, n=whole_number((due - told).days), limit=int(own))
    since, word = (told, "fed_back") if told and row["nature"] != "immediate" else (found, "found")
    return say(f"case.rule_{word}", lang, nature=nature, n=whole_number((due - since).days))


def _act(act: Mapping[str, object], as_of: date, lang: str) -> Step:
    """A row of finding_acts or clue_acts as a step."""
    name, on = str(act["act"]), _date(act["on_day"])
    if name == "act_measure":
        kind, due = label("measure_kind", act["measure_kind"], lang), _date(act["due_on"])
        if on:
            return Step(on, name, "done", kind)
        told = say("case.measure_due", lang, kind=kind) if due else say("case.measure_open", lang, kind=kind)
        return Step(due, name, "late" if due and due < as_of else "ahead", told)
    if name == "act_review":
        words = [label("review_conclusion", act["review_conclusion"], lang)]
        words += [
            label(codes, act[c], lang)
            for codes, c in (("outcome", "new_outcome"), ("review_problem", "review_problem"))
            if _there(act[c])
        ]
        return Step(on, name, "done", _told(lang, *words))
    if name == "act_decision":
        words = [
            label(codes, act[c], lang)
            for codes, c in (("sanction", "measure"), ("four_forms", "form"), ("subject_level", "subject_level"))
            if _there(act[c])
        ]
        return Step(on, name, "done", _told(lang, *words))
    codes = {"act_rule": "rule_kind", "act_meeting": "meeting_kind", "act_aired": "publication_kind"}[name]
    title = str(act["title"]) if _there(act["title"]) else ""
    return Step(on, name, "done", _told(lang, label(codes, act[codes], lang), title))


def _finding_facts(row: Mapping[str, object], lang: str) -> Iterable[tuple[str, str]]:
    yield "category", label("category", row["category"], lang)
    yield "responsible", label("responsible", row["responsible"], lang)
    for name, codes in (
        ("nature", "rectify_nature"),
        ("channel", "disposition_channel"),
        ("finding_scope", "finding_scope"),
    ):
        yield name, label(codes, row[name], lang)
    if row["livelihood"] is not None and not pd.isna(row["livelihood"]) and bool(row["livelihood"]):
        yield "livelihood", say("pages.yes", lang)


# --- clues


def clue_case(
    row: Mapping[str, object], acts: Sequence[Mapping[str, object]], as_of: date, settings: Settings, lang: str
) -> Case:
    """The case of a row of clue_progress, with its rows of clue_acts."""
    given, disposed, filed, ended = (
        _date(row[c]) for c in ("transferred_on", "disposed_on", "case_filed_on", "concluded_on")
    )
    disposal, over = (row["disposal"] if _there(row["disposal"]) else None), row["outcome"] != "pending"
    midway = row["midway"] if _there(row["midway"]) else False
    steps = [Step(given, "transferred", "done", say("case.midway", lang) if midway else "")]
    if disposal:
        steps.append(Step(disposed, "disposed", "done" if disposed else "unknown", label("disposal", disposal, lang)))
    if not row["is_undated"]:
        since, until = disposed or given, disposed or ended if disposal is None else ended
        for colour in STAGES.get(disposal, ()):
            key = f"clue_{disposal or 'disposal'}_{colour}"
            limit = int(settings.get("limit", key))
            rule = say("case.rule_setting", lang, n=limit)
            steps.append(_deadline(f"limit_{colour}", since + timedelta(days=limit), until, as_of, rule, lang))
    if filed:
        steps.append(Step(filed, "case_filed", "done"))
    if over:
        told = label("outcome", row["outcome"], lang)
        steps.append(Step(ended, "concluded", "done" if ended else "unknown", told))
    steps += [_act(act, as_of, lang) for act in acts]
    warning = row["warning"] if _there(row["warning"]) else None
    return Case(
        kind="clue",
        number=str(row["clue_id"]),
        org=str(row["org_id"]),
        round=row["round_id"] if _there(row["round_id"]) else None,
        what="",
        headline=_where(row, over, warning, as_of, lang),
        attention=warning is not None,
        facts=(
            ("handler", str(row["handler"]) if _there(row["handler"]) else say("breakdown.not_stated", lang)),
            ("subject_level", label("subject_level", row["subject_level"], lang)),
        ),
        steps=_in_order(steps),
    )


def _where(row: Mapping[str, object], over: bool, warning: object, as_of: date, lang: str) -> str:
    """Where a clue stands, in a sentence."""
    given, ended = _date(row["transferred_on"]), _date(row["concluded_on"])
    if over:
        outcome = label("outcome", row["outcome"], lang)
        if not ended:
            return say("case.ended", lang, outcome=outcome) + say("case.undated", lang)
        return say("case.ended_in", lang, outcome=outcome, n=whole_number((ended - given).days))
    stage = label("disposal", row["disposal"], lang) if _there(row["disposal"]) else say("case.undecided", lang)
    told = say("case.pending", lang, stage=stage, n=whole_number((as_of - given).days))
    return told + (say("case.warned", lang, colour=say(f"pages.value_{warning}", lang)) if warning else "")


# --- out of a county


def every(view: View, source: Source, kind: str) -> pd.DataFrame:
    """The table with a row for each finding or clue known on the view's day, of the whole county."""
    return tabled(view.whole(), source, KINDS[kind][0])


@kept
def places(view: View, source: Source, kind: str) -> dict[str, str]:
    """Number -> organisation, of every finding or clue known on the view's day (a `whole` view: nothing else matters)."""
    table, column = KINDS[kind]
    frame = tabled_only(view.whole(), source, table, column, "org_id")
    return dict(zip(frame[column].astype(str), frame["org_id"].astype(object), strict=True))


@kept
def case(view: View, source: Source, kind: str, number: str) -> Case | None:
    """The finding or clue of that number as known on the view's day; None where there was none."""
    table, column = KINDS[kind]
    if kind == "clue" and not re.fullmatch(r"0|[1-9][0-9]{0,8}", number):
        return None  # in a mart the number of a clue is a plain count
    asked = {column: int(number) if kind == "clue" else number}
    if not (rows := _of(view, source, table, **asked)):
        return None
    (row,) = rows
    if kind == "clue":
        return clue_case(row, _of(view, source, "clue_acts", **asked), view.as_of, source.settings, view.lang)
    repeats = [*_of(view, source, "repeated_findings", **asked), *_of(view, source, "repeated_findings", earlier_id=number)]
    return finding_case(row, _of(view, source, "finding_acts", **asked), repeats, view.as_of, source.settings, view.lang)


def _of(view: View, source: Source, table: str, **only: object) -> list[dict[str, object]]:
    return tabled_only(view.whole(), source, table, **only).to_dict("records")


@kept
def course(view: View, source: Source, kind: str, number: str) -> pd.DataFrame:
    """The steps of a case as a table: on_day, step, detail, state (in words), number, name and state_of (their codes)."""
    found = case(view, source, kind, number)
    steps = found.steps if found else ()
    rows = [
        {
            "on_day": s.on,
            "step": say(f"case.step_{s.name}", view.lang),
            "detail": _told(view.lang, s.detail, say("case.see", view.lang, number=s.number) if s.number else ""),
            "state": say(f"case.state_{s.state}", view.lang),
            "finding_id": s.number or None,
            "name": s.name,
            "state_of": s.state,
        }
        for s in steps
    ]
    return pd.DataFrame(rows, columns=["on_day", "step", "detail", "state", "finding_id", "name", "state_of"])


def course_columns() -> tuple[TableColumn, ...]:
    """The columns of `course` that a reader sees."""
    types = {"on_day": "date", "step": "text", "detail": "text", "state": "text"}
    return tuple(named_column("case", f"column_{name}", name, type) for name, type in types.items())


@kept
def beside(view: View, source: Source, kind: str, org: str, round_id: str | None, but: str = "") -> pd.DataFrame:
    """The findings or clues of the same organisation in the same round, without the one itself."""
    table, column = KINDS[kind]
    frame = tabled(View(view.lang, view.as_of, orgs=(org,)), source, table)
    rounds = frame["round_id"].isna() if round_id is None else frame["round_id"] == round_id
    return frame[(frame["org_id"] == org) & rounds.fillna(False).astype(bool) & (frame[column].astype(str) != but)]


@kept
def cases_of(view: View, source: Source, org: str) -> pd.DataFrame:
    """The typical cases told of an organisation: rows of case_list."""
    frame = tabled(view.whole(), source, "case_list")
    return frame[frame["org_id"] == org]


@kept
def recovered(view: View, source: Source, org: str, round_id: str | None) -> str:
    """What was recovered from the organisation in that round by the day, in words; nothing where nothing was."""
    where = (("org", (org,)), ("round", (round_id,)))
    total = evaluated(source, "recovered_wan", where=where, as_of=view.as_of)["numerator"].sum()
    return money(float(total), view.lang) if total else ""


@kept
def term_of(source: Source, round_id: str) -> str:
    """The number of a round's term, as an address names it; nothing for a round that does not exist."""
    rounds = source.mart.ledger("rounds")
    return "".join(str(number) for number in rounds.loc[rounds["round_id"] == round_id, "term_no"][:1])
