"""Letters of reminder: one page per organisation from the list of what needs attention, gravest first.

What concerns clues is never in a letter, and what concerns a whole class is nobody's: both stay with the office.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import pandas as pd

from inspection.formats.paper import Column, Paper, Section, Table
from inspection.formats.sheets import Sheet, sheets_docx, sheets_pdf
from inspection.indicators import table_definition
from inspection.papers.given import Stated
from inspection.papers.packs import facts_of, mark_of
from inspection.papers.pieces import table_of
from inspection.reading.answers import Source, names, tabled
from inspection.reading.attention import alerts
from inspection.reading.fields import Asked
from inspection.reading.view import View
from inspection.reading.words import NOTHING, whole_number

TOLD = ("rectification_overdue", "matter_overdue", "notice_overdue", "bottom_unexplained", "rectification_due_soon")
"""The alerts that are an organisation's own to settle."""
LEVELS = ("red", "yellow", "blue")
ALERTS, FINDINGS = 6, 5  # rows that have their place on a page
REPLY_DAYS = 15


def own_alerts(view: View, source: Source, levels: tuple[str, ...] = LEVELS) -> pd.DataFrame:
    """The alerts that letters tell of, of the levels asked for, gravest first, in the columns of the table alerts."""
    found = alerts(view, source)
    return found[found["alert"].isin(TOLD) & found["org_id"].notna() & found["level"].isin(levels)].reset_index(drop=True)


def addressed(view: View, source: Source, levels: tuple[str, ...] = LEVELS) -> tuple[str, ...]:
    """The organisations that get a letter, those with something of the levels, whose gravest alert is the gravest first. A
    letter tells all that is its organisation's, whatever the level."""
    return tuple(dict.fromkeys(str(org) for org in own_alerts(view, source, levels)["org_id"]))


def letters_of(
    view: View, source: Source, orgs: Sequence[str], reply_by: date
) -> tuple[tuple[Sheet, ...], tuple[Stated, ...]]:
    """A sheet for each of the organisations that has something to be reminded of, and the figures they give."""
    found, late = alerts(view, source), tabled(view, source, "overdue_findings")
    sheets, stated = [], []
    for org in orgs:
        own = found[(found["org_id"] == org) & found["alert"].isin(TOLD)]
        if len(own):
            sheets.append(_letter(view, source, org, own, late[late["org_id"] == org], reply_by))
            where = (*((("term", (view.term,)),) if view.term else ()), ("org", (org,)))
            count = int((late["org_id"] == org).sum())
            stated.append(Stated(str(Asked("overdue_rate", where, "numerator")), whole_number(count)))
    return tuple(sheets), tuple(stated)


def letter_files(sheets: Sequence[Sheet], title: str) -> dict[str, bytes]:
    """The batch as one Word document and one PDF to print; nothing where there is no letter."""
    if not sheets:
        return {}
    return {f"{title}.docx": sheets_docx(sheets), f"{title}.pdf": sheets_pdf(sheets)}


def _letter(view: View, source: Source, org: str, own: pd.DataFrame, late: pd.DataFrame, reply_by: date) -> Sheet:
    rounds, say = names(source, "round"), view.say
    heads = (("level", "text"), ("alert", "text"), ("round", "text"), ("items", "int"), ("since", "date"), ("days", "int"))
    columns = tuple(Column(name, say(f"letters.column_{name}"), kind) for name, kind in heads)
    rows, cells = [], []
    for r in own.head(ALERTS).itertuples(index=False):
        days = None if pd.isna(r.oldest_days) else int(r.oldest_days)
        since = None if days is None else view.as_of - timedelta(days=days)
        name = NOTHING if pd.isna(r.round_id) else str(rounds.get(r.round_id, r.round_id))
        words = (say(f"pages.value_{r.level}"), say(f"pages.value_{r.alert}"), name)
        rows.append((*words, int(r.items), since, days))
        shown = (whole_number(r.items), NOTHING if since is None else since.isoformat())
        cells.append((*words, *shown, NOTHING if days is None else whole_number(days)))
    said = [say("letters.opening", day=view.as_of.isoformat())]
    sections = [Section("alerts", "", tuple(said), tables=(Table("", columns, tuple(rows), tuple(cells)),))]
    if len(own) > ALERTS:
        sections.append(Section("more", "", (say("letters.more", n=whole_number(len(own) - ALERTS)),)))
    if len(late):
        shown = ("due_on", "days_overdue", "responsible", "nature", "completion")
        table = table_of(view, source, "", table_definition("overdue_findings").columns, late.head(FINDINGS), shown)
        key = "letters.overdue_more" if len(late) > FINDINGS else "letters.overdue"
        words = say(key, n=whole_number(len(late)), shown=FINDINGS)
        sections.append(Section("overdue", "", (words,), tables=(table,)))
    sections.append(Section("close", "", (say("letters.closing", day=reply_by.isoformat()),)))
    name = str(names(source, "org").get(org, org))
    paper = Paper(say("letters.title"), source.county, view.lang, view.as_of, facts_of(view, source), tuple(sections),
                  mark=mark_of(view, source))  # fmt: skip
    signed = (say("letters.signed", county=source.county), view.as_of.isoformat())
    return Sheet(paper, to=say("letters.to", name=name), signed=signed)
