"""A draw of closed findings to visit: who is drawn, the sheet of the visits, and what lets anybody draw it again.

The seed and the list drawn from are kept with the paper and noted in the register before the first visit.
"""

from dataclasses import dataclass
from datetime import datetime, time

import pandas as pd

from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.formats.paper import Paper, Section
from inspection.formats.paper_docx import docx_bytes
from inspection.indicators import TableColumn, table_definition
from inspection.papers.packs import facts_of, mark_of
from inspection.papers.pieces import table_of
from inspection.reading.answers import Source
from inspection.reading.verification import closed, sizes
from inspection.reading.view import View
from inspection.reading.words import label, named_column
from inspection.statistics import allocated, chosen
from inspection.warehouse import dictionary

KIND = "verification"
SHEET = ("number", "org_name", "finding_id", "category", "closed_off_on", "found", "verified_on", "verified_by")
BESIDE = ("org_name", "category", "responsible", "completed_on", "closed_off_on")
"""What the workbook's notes tell of each finding drawn, for whoever goes: its first sheet is the ledger alone, to come back."""


@dataclass(frozen=True)
class Draw:
    """A draw: its id, the seed, the rows of closed_findings drawn in their order, and from how many; `classes`: class ->
    (how many of it were closed off, how many are drawn), of no class under ""."""

    sample_id: str
    seed: str
    rows: pd.DataFrame
    out_of: int
    classes: dict[str, tuple[int, int]]

    def title(self, view: View) -> str:
        return view.say("claims.draw_title", sample=self.sample_id, seed=self.seed, n=len(self.rows), N=self.out_of)


def drawn(view: View, source: Source, visits: int, seed: str) -> Draw:
    """`visits` of the closed findings of the view, each class in proportion, by the order of the hashes of seed and id.

    Raises ValueError for fewer visits than 1 or than there are classes, and for a seed shorter than 4 characters.
    """
    frame = closed(view, source)
    strata = sizes(frame)
    if visits < max(1, len(strata)) or len(seed) < 4:
        raise ValueError(f"{visits} visits by the seed {seed!r} in {len(strata)} classes")
    classes, taken = frame["org_class"].fillna(""), []
    counts = dict(zip(strata, allocated(list(strata.values()), visits), strict=True))
    for code, count in counts.items():
        taken += chosen(frame.loc[classes == code, "finding_id"].astype(str), seed, count)
    rows = frame[frame["finding_id"].isin(taken)].sort_values(["org_class", "org_id", "finding_id"]).reset_index(drop=True)
    noted = {code: (strata[code], count) for code, count in counts.items()}
    return Draw(f"{view.as_of:%Y%m%d}-{seed[:4].upper()}", seed, rows, len(frame), noted)


def draw_files(view: View, source: Source, made: Draw) -> dict[str, bytes]:
    """The sheet of the visits as docx and as a workbook that comes back as the ledger verifications; and as csv all ids it
    was drawn from with their class."""
    name = view.say("claims.draw_file", sample=made.sample_id)
    everything = closed(view, source)
    frame = everything[["finding_id", "org_class"]].astype(object)
    listed = csv_bytes(list(frame.columns), frame.itertuples(index=False))
    return {f"{name}.docx": _sheet(view, source, made), f"{name}.xlsx": _book(view, source, made), f"{name}.csv": listed}


def _columns() -> tuple[TableColumn, ...]:
    ledger = {c.name: TableColumn(c.name, c.zh, c.en, "text", None) for c in dictionary().ledgers["verifications"].columns}
    return (
        named_column("claims", "column_number", "number", "int"),
        *(c for c in table_definition("closed_findings").columns if c.name not in ledger),
        *ledger.values(),
    )


def _sheet(view: View, source: Source, made: Draw) -> bytes:
    blank = pd.Series([None] * len(made.rows), dtype=object)
    rows = made.rows.assign(number=range(1, len(made.rows) + 1), found=blank, verified_on=blank, verified_by=blank)
    # room to write by hand
    empty = {"found": view.say("claims.sheet_boxes"), "verified_on": "　" * 5, "verified_by": "　" * 5}
    table = table_of(view, source, "", _columns(), rows, SHEET, empty=empty)
    said = (
        view.say("claims.sheet_drawn", n=len(rows), N=made.out_of, day=view.as_of, seed=made.seed),
        view.say("claims.sheet_fill"),
    )
    paper = Paper(view.say("claims.sheet_title", sample=made.sample_id), source.county, view.lang, view.as_of,
                  facts_of(view, source), (Section("visits", view.say("claims.sheet_visits"), said, tables=(table,)),),
                  mark=mark_of(view, source))  # fmt: skip
    return docx_bytes(paper)


def _book(view: View, source: Source, made: Draw) -> bytes:
    ledger = dictionary().ledgers["verifications"]
    beside = table_of(view, source, "", table_definition("closed_findings").columns, made.rows, BESIDE)
    heads = [column.zh for column in ledger.columns]
    rows = []
    for id, code in zip(made.rows["finding_id"], made.rows["org_class"].fillna(""), strict=True):
        size, count = made.classes[code]
        own = {"sample_id": made.sample_id, "finding_id": id, "drawn_on": view.as_of, "class_closed": size,
               "class_drawn": count, "drawn_class": label("org_class", code, "zh") if code else None}  # fmt: skip
        rows.append([own.get(c.name) for c in ledger.columns])
    drawn_ones = [" · ".join((str(id), *cells)) for id, cells in zip(made.rows["finding_id"], beside.cells, strict=True)]
    notes = [made.title(view), view.say("claims.sheet_fill"), *drawn_ones]
    created = datetime.combine(view.as_of, time())
    return xlsx_bytes(ledger.zh, heads, rows, created=created, notes=notes, notes_title=view.say("claims.notes"))
