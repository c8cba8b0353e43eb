"""Common problems of a sector (同类问题) as a letter to its competent department: what several of its organisations share, beside
the other sectors, with examples that name nobody, and room for what the office suggests.

Which organisations they are and what a finding says in words never stand in it, nor anything of clues.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pandas as pd

from inspection.formats.paper import Column, Paper, Section, Table
from inspection.formats.sheets import Sheet
from inspection.papers.given import Stated
from inspection.papers.packs import facts_of, mark_of
from inspection.papers.pieces import stated_of, table_of
from inspection.reading import common
from inspection.reading.answers import Source, figure
from inspection.reading.view import View
from inspection.reading.words import label, listed, n_of_N, whole_number

KINDS, ILLUSTRATED, EXAMPLES = 10, 4, 2
"""Aspects that are listed, those of them with examples, and how many of each."""
SHOWN = ("aspect", "organisations", "share", "elsewhere_share", "compared", "findings", "again", "done")
FIGURES = ("organisations_inspected", "findings")
BLANK = {"suggestion": 20, "whose": 6, "until": 6}
"""Columns for what the office writes, and how many Chinese signs have their room."""


def sector_letters_of(
    view: View, source: Source, sectors: Sequence[str], reply_by: date, to: str = ""
) -> tuple[tuple[Sheet, ...], tuple[Stated, ...]]:
    """A letter for each of the sectors that has something in common, and the figures they give. `to`: the department as it is
    addressed; "": the competent department of the sector."""
    sheets, stated = [], []
    for sector in sectors:
        frame = common.shared(view, source, sector)
        if len(frame):
            sheets.append(_letter(view, source, sector, frame, reply_by, to))
            stated += stated_of(replace(view, sectors=(sector,), orgs=()), source, FIGURES)
    return tuple(sheets), tuple(stated)


def _letter(view: View, source: Source, sector: str, frame: pd.DataFrame, reply_by: date, to: str) -> Sheet:
    one, name, say = replace(view, sectors=(sector,), orgs=()), label("sector", sector, view.lang), view.say
    listed_rows = frame.head(KINDS)
    counts = {id: whole_number(figure(one, source, id)["value"]) for id in FIGURES}
    scope = replace(view, sectors=(), orgs=()).words().removeprefix(view.day_words()).removeprefix(" · ")
    opening = say("common.opening", sector=name, day=view.as_of, scope=scope, n=len(frame), **counts)
    said = [opening, *([say("common.more", shown=KINDS, n=len(frame))] if len(frame) > KINDS else [])]
    table = table_of(one, source, "", common.columns(), common.in_words(listed_rows, view.lang), SHOWN)
    said += [say("common.how_compared"), *(words for words in [common.chance_words(frame, view.lang)] if words)]
    sections = (
        Section("common", say("common.heading_common"), tuple(said), tables=(table,)),
        Section("examples", say("common.heading_examples"), tuple(_examples(one, source, sector, frame))),
        Section("suggestions", say("common.heading_suggestions"), tables=(_suggestions(one, listed_rows),)),
        Section("close", "", (say("common.closing", day=reply_by),)),
    )
    paper = Paper(say("common.title", sector=name), source.county, view.lang, view.as_of, facts_of(one, source), sections,
                  mark=mark_of(view, source))  # fmt: skip
    signed = (say("letters.signed", county=source.county), view.as_of.isoformat())
    return Sheet(paper, to=say("letters.to", name=to or say("common.department", sector=name)), signed=signed)


def _examples(one: View, source: Source, sector: str, frame: pd.DataFrame) -> list[str]:
    """A sentence for each of the first aspects: how many have it, and where findings of some of them stand."""
    said = []
    for row in frame.head(ILLUSTRATED).itertuples(index=False):
        found = common.examples(one, source, sector, row.category, row.aspect, EXAMPLES)
        cases = [one.say("common.example", n=n, words=words) for n, words in enumerate(found, 1)]
        of = n_of_N(row.organisations, row.organisations_inspected)
        said.append(one.say("common.example_of", aspect=row.aspect, of=of, examples=listed(cases, one.lang)))
    return said


def _suggestions(one: View, frame: pd.DataFrame) -> Table:
    """The table the office fills in: what to do about each aspect, whose it is, until when."""
    columns = tuple(Column(name, one.say(f"common.column_{name}")) for name in ("kind", *BLANK))
    blank = tuple("　" * room for room in BLANK.values())
    cells = tuple((str(aspect), *blank) for aspect in frame["aspect"])
    return Table("", columns, tuple((aspect, *(None,) * len(blank)) for aspect, *_ in cells), cells)
