"""A draft checked: its passages read, every check run, one verdict for each of its numbers."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from inspection.formats.drafts import Piece
from inspection.papers.checker.annexes import annexes
from inspection.papers.checker.coded import coded
from inspection.papers.checker.english import english
from inspection.papers.checker.ledgers import ledgers
from inspection.papers.checker.remarks import VERDICTS, Remark
from inspection.papers.checker.repeated import repeated
from inspection.papers.checker.shares import shares
from inspection.papers.checker.shifts import shifts
from inspection.papers.checker.statements import Figure, Passage, passage
from inspection.papers.checker.sums import sums
from inspection.papers.checker.tables import tables
from inspection.reading.answers import Source


@dataclass(frozen=True)
class Judged:
    """A figure of a draft with all that is said of it, the weightiest first; `passage` is its paragraph's number."""

    passage: int
    number: int
    figure: Figure
    remarks: tuple[Remark, ...]

    @property
    def verdict(self) -> str:
        return self.remarks[0].verdict


@dataclass(frozen=True)
class Checked:
    """A draft with a verdict on each of its figures, in their order."""

    pieces: tuple[Piece, ...]
    passages: tuple[Passage, ...]
    judged: tuple[Judged, ...]

    def counts(self) -> dict[str, int]:
        """How many figures have each verdict."""
        found = [j.verdict for j in self.judged]
        return {verdict: found.count(verdict) for verdict in VERDICTS}


def checked(
    pieces: Sequence[Piece], source: Source | None = None, lang: str = "zh", *, ours: bool = False, home: Path | None = None
) -> Checked:
    """A draft's paragraphs and cells checked by its own arithmetic and, where there is a source, against its data.

    `ours`: somebody says that the draft speaks of these data; else it must show that itself. `home`: where figure codes are
    kept; a number with one is what its code says, however its words are read.
    """
    passages = tuple(passage(piece.text) for piece in pieces)
    remarks = [r for at, p in enumerate(passages) for check in (shares, sums, shifts, english) for r in check(at, p)]
    remarks += [*tables(pieces, passages), *repeated(passages)]
    if source is not None:
        by_code = list(coded(passages, source, home, lang)) if home is not None else []
        told = {(r.passage, r.figure) for r in by_code}
        known = [r for r in ledgers(pieces, passages, source, lang, ours) if (r.passage, r.figure) not in told] + by_code
        remarks = [*_by_parts(pieces, _by_definition(remarks, known), known), *known]
        own = list(annexes(pieces, passages, source, home))  # of a paper of our own nothing else is asked
        again = {(r.passage, r.figure) for r in own}
        remarks = [*(r for r in remarks if (r.passage, r.figure) not in again), *own]
    return Checked(tuple(pieces), passages, tuple(_judged(passages, remarks)))


def _by_definition(remarks: list[Remark], known: list[Remark]) -> list[Remark]:
    """The remarks; a share that the draft's counts do not make and the dashboard's definition does is not called wrong."""
    right = {(r.passage, r.figure) for r in known if r.verdict == "right"}
    return [
        replace(r, verdict="unjudged", rule="share_by_definition", should="")
        if r.rule == "share_wrong" and (r.passage, r.figure) in right
        else r
        for r in remarks
    ]


def _by_parts(pieces: Sequence[Piece], remarks: list[Remark], known: list[Remark]) -> list[Remark]:
    """The remarks; a total of a table that the ledgers confirm is not called wrong where one of its table's cells is."""
    table_of = lambda remark: (pieces[remark.passage].part, pieces[remark.passage].number)  # noqa: E731
    cells = [r for r in known if pieces[r.passage].cell]
    right, wrong = ({f(r) for r in cells if r.verdict == v} for v, f in (("right", lambda r: r.passage), ("wrong", table_of)))
    return [
        replace(r, verdict="unjudged", rule="sum_of_wrong", should="")
        if r.rule == "sum_wrong" and r.passage in right and pieces[r.passage].cell and table_of(r) in wrong
        else r
        for r in remarks
    ]


def _judged(passages: tuple[Passage, ...], remarks: list[Remark]):
    by: dict[tuple[int, int], list[Remark]] = {}
    used = {(remark.passage, part.start) for remark in remarks for part in remark.of}
    for remark in remarks:
        by.setdefault((remark.passage, remark.figure), []).append(remark)
    for at, one in enumerate(passages):
        for number, figure in enumerate(one.figures):
            rule = "basis" if (at, figure.start) in used else "alone"
            own = by.get((at, number), [])
            own = [r for r in own if r.rule != "no_parts"] or own or [Remark(at, number, "unjudged", rule)]
            yield Judged(at, number, figure, tuple(sorted(own, key=lambda r: VERDICTS.index(r.verdict))))
