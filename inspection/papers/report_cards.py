"""The report card of an organisation on one sheet of A4: six aspects and no total, what is open, its place, its history.

It is for the talk with its head, so nothing of clues stands on it: who is looked into is not told to whoever may be concerned.
"""

from dataclasses import replace

import pandas as pd

from inspection.formats.paper import Column, Figure, Paper, Section, Table
from inspection.formats.sheets import Sheet, sheets_docx, sheets_pdf
from inspection.indicators import indicator, table_definition
from inspection.papers.blocks import ended
from inspection.papers.certified import mark_words
from inspection.papers.given import Stated
from inspection.papers.packs import facts_of, mark_of
from inspection.papers.pieces import stated_of, table_of
from inspection.reading import assigned, organisation, ranking
from inspection.reading.answers import Source, names, tabled
from inspection.reading.attention import alerts
from inspection.reading.cards import card
from inspection.reading.rounds import inspected_rounds
from inspection.reading.view import View
from inspection.reading.words import NOTHING, day, listed, organisation_column, places, whole_number

ASPECTS = {
    "inspected": ("inspections",),
    "found": ("findings", "livelihood_findings"),
    "done": ("completion_rate", "closed_off_rate"),
    "in_time": ("on_time_rate", "overdue_rate"),
    "judged": ("satisfaction_rate",),
    "lasting": ("reopened_rate", "immediate_rate"),
}
"""Aspect -> the figures it shows, the first of them large."""
OPEN, ROUNDS = 8, 8  # rows that have their place on the sheet
PRIVATE = ("clue_warning",)
"""Alerts that are not for the organisation's eyes."""


def of_organisation(view: View, org: str) -> View:
    """The view of the organisation's own page: all terms, no filters."""
    return replace(view.whole(), orgs=(org,))


def card_of(view: View, source: Source, org: str) -> tuple[Paper, tuple[Stated, ...]]:
    """The sheet of an organisation as of the view's day, and the figures it gives. KeyError for one that does not exist; Refused
    where the records of what is certified are not as they were written."""
    one = of_organisation(view, org)
    name = str(names(source, "org")[org])
    facts = tuple((view.say(f"organisation.fact_{fact}"), words) for fact, words in organisation.facts(one, source))
    facts += tuple((view.say(f"organisation.fact_{fact}"), label) for fact, _, label in organisation.relatives(one, source))
    sections = (
        Section("aspects", view.say("cards.aspects"), figures=tuple(_aspect(one, source, n) for n in ASPECTS)),
        Section("place", view.say("cards.place"), (_place(one, source),)),
        _open(view, one, source),
        _history(one, source),
    )
    paper = Paper(
        title=view.say("cards.title", name=name),
        office=source.county,
        lang=view.lang,
        as_of=view.as_of,
        facts=(facts_of(one, source)[0], *facts, *facts_of(one, source)[2:]),
        sections=sections,
        mark=mark_of(view, source),
    )
    ids = tuple(id for some in ASPECTS.values() for id in some)
    return paper, stated_of(one, source, ids)


def card_file(view: View, source: Source, org: str, form: str) -> tuple[str, bytes, tuple[Stated, ...]]:
    """(title, bytes, figures) of the sheet as pdf or docx."""
    paper, stated = card_of(view, source, org)
    write = sheets_pdf if form == "pdf" else sheets_docx
    return paper.title, write([Sheet(paper)]), stated


def _aspect(one: View, source: Source, aspect: str) -> Figure:
    """An aspect: its first figure large with what it stands on, the others below in a line each; of each who certified it."""
    id, *ids = ASPECTS[aspect]
    first = card(one, source, id)
    lines = (first.title, *first.below[:3], *_marks(one, source, id))
    for id in ids:
        other = card(one, source, id)
        made_of = other.below[:1] if indicator(id).rate and other.below[0] != one.say("pages.nothing_counted") else ()
        lines += (" ".join([other.title, other.value, *made_of, *_marks(one, source, id)]),)
    if aspect == "inspected":
        rounds = inspected_rounds(one, source)
        if len(rounds):
            last = rounds.sort_values("started_on").iloc[-1]
            lines += (one.say("cards.last_inspected", round=last["round_name"], day=day(last["started_on"])),)
    return Figure(one.say(f"cards.aspect_{aspect}"), first.value, None, lines=lines)


def _marks(one: View, source: Source, id: str) -> tuple[str, ...]:
    return (mark,) if (mark := mark_words(one, source, id)) else ()


def _place(one: View, source: Source) -> str:
    """Its place within its class at its last assessment, with the range that chance and the weights leave it."""
    held = organisation.ranks(one, source)
    if held.empty:
        return one.say("organisation.never_ranked")
    last, org = held.iloc[-1], one.orgs[0]
    round_id = next(id for id, name in names(source, "round").items() if name == last["round_name"])
    among = replace(one.all_terms(), orgs=(), rounds=(round_id,), classes=(last["org_class"],))
    rows = ranking.ranked(among, source, last["org_class"])
    row = rows[rows["org_id"] == org].iloc[0]
    said = [one.say("cards.place_words", round=last["round_name"], rank=int(row["rank_in_class"]), n=int(row["count_in_class"]),
                    interval=row["interval"], hold=places(row["low_weights"], row["high_weights"]))]  # fmt: skip
    if bool(row["is_bottom"]) and row["state"]:
        said.append(one.say("cards.bottom", state=row["state"]))
    if len(held) > 1:
        before = [f"{r.round_name} {int(r.rank_in_class)}/{int(r.count_in_class)}" for r in held.iloc[:-1].itertuples()]
        said.append(one.say("cards.places_before", places=listed(before, one.lang)))
    return ("" if one.lang == "zh" else " ").join(ended(words, one.lang) for words in said)


def _open(view: View, one: View, source: Source) -> Section:
    """What is open: the alerts of the organisation, then the matters assigned to it and not completed."""
    found = alerts(replace(view, term=view.terms[-1].number, orgs=one.orgs, rounds=(), classes=(), sectors=()), source)
    found = found[(found["org_id"] == one.orgs[0]) & ~found["alert"].isin(PRIVATE)]
    late = tabled(one, source, "overdue_findings")
    matters = assigned.open_matters(one, source)
    said = [one.say("cards.alert", level=one.say(f"pages.value_{r.level}"), what=one.say(f"pages.value_{r.alert}"),
                    n=whole_number(r.items), days=_days(r.oldest_days)) for r in found.itertuples(index=False)]  # fmt: skip
    heads = (("what", "text"), ("since", "date"), ("days", "int"), ("whose", "text"))
    columns = tuple(Column(name, one.say(f"cards.column_{name}"), kind) for name, kind in heads)
    shown = ("category", "due_on", "days_overdue", "responsible")
    overdue = table_of(one, source, "", table_definition("overdue_findings").columns, late, shown)
    shown = ("kind", "due_on", "days_overdue", "meeting_kind")
    kinds = table_of(one, source, "", assigned.open_matters_columns(), matters, shown)
    rows = [*overdue.rows, *kinds.rows]
    cells = [*overdue.cells, *((one.say("cards.matter", kind=kind), *rest) for kind, *rest in kinds.cells)]
    if not rows and not said:
        said = [one.say("cards.nothing_open")]
    if len(rows) > OPEN:
        said.append(one.say("cards.open_more", shown=OPEN, n=len(rows)))
    table = Table(one.say("cards.open"), columns, tuple(rows[:OPEN]), tuple(map(tuple, cells[:OPEN])))
    return Section("open", one.say("cards.open"), tuple(said), tables=(table,) if rows else ())


def _days(value: object) -> str:
    return NOTHING if pd.isna(value) else whole_number(value)


def _history(one: View, source: Source) -> Section:
    """The rounds it was inspected in, those of its predecessors before them, the last ones first."""
    known, org, seen, frames = names(source, "org"), one.orgs[0], [], []
    while org and org not in seen:
        own = replace(one, orgs=(org,))
        frames.append(inspected_rounds(own, source).assign(org_name=known.get(org, org)))
        seen.append(org)
        org = next((id for fact, id, _ in organisation.relatives(own, source) if fact == "predecessor"), None)
    rows = pd.concat(frames).sort_values("started_on", ascending=False, kind="stable")
    shown = ("round_name", "started_on", "findings", "fed_back", "done", "closed_off", "overdue")
    columns = (organisation_column(), *table_definition("round_overview").columns)
    shown = ("org_name", *shown) if len(seen) > 1 else shown
    table = table_of(one, source, one.say("cards.history"), columns, rows.head(ROUNDS), shown)
    said = (one.say("cards.history_more", shown=ROUNDS, n=len(rows)),) if len(rows) > ROUNDS else ()
    return Section("history", one.say("cards.history"), said, tables=(table,) if len(rows) else ())
