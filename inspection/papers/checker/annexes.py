"""A paper of our own given back to be checked: made anew for its day and scope, and held against it cell by cell.

A pack says on its last page what it stands on (数据截至, 范围, 轮次), and its parts by their headings; a work summary has its
title and its scope. Tables and sentences are asked again of the data in force. A table is one of ours by its heads, a row by its
words, a sentence by all of it but its numbers.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from inspection.formats.drafts import Piece
from inspection.formats.paper import Column, Section, Table
from inspection.papers import summary
from inspection.papers.checker.remarks import Remark
from inspection.papers.checker.statements import Figure, Passage, passage
from inspection.papers.packs import BLOCKS, MEETINGS, facts_of, sections_of
from inspection.reading.answers import Source, names, terms
from inspection.reading.view import View
from inspection.text import say

_STOOD_ON = ("as_of", "scope", "rounds", "settings")
_LONGEST_NUMBER = 4  # characters of a heading's number, 十一、


@dataclass(frozen=True)
class _Grid:
    """A table of a draft: the title above it, and (row, column) -> its passages."""

    above: tuple[str, ...]
    cells: dict[tuple[int, int], list[int]]


def annexes(
    pieces: Sequence[Piece], passages: Sequence[Passage], source: Source, home: Path | None = None
) -> Iterator[Remark]:
    """A remark on each number of a pack or a summary of ours that stands in one of its sentences, figures or tables, right or
    wrong. `home`: whose template a summary is from.

    Nothing where the draft does not say what it stands on, or in words that are no view of these data. Rows, cells and
    sentences that are not found again say nothing."""
    if view := _view_of(pieces, source):
        texts = [piece.text.strip() for piece in pieces if not piece.cell]
        blocks = [name for name in BLOCKS if _headed(view.say(f"packs.block_{name}"), texts)]
        titles = {view.say(f"packs.title_{m.replace('-', '_')}"): m for m in MEETINGS}
        meeting = next((titles[text] for text in texts if text in titles), next(iter(MEETINGS)))
        sections = sections_of(view, source, meeting, blocks)
        lines = [words for section in sections for words in section.sentences]
        tables = [table for section in sections for table in (*_figures(section, view), *section.tables)]
    elif view := _summary_of(pieces, source):
        lines = summary.lines(view, source, home)
        tables = [summary.figures(view, source)]
    else:
        return
    yield from _sentences(pieces, passages, lines)
    for grid in _grids(pieces):
        if table := _same(grid, tables, pieces):
            yield from _held(grid, table, pieces, passages)


def _summary_of(pieces: Sequence[Piece], source: Source) -> View | None:
    """The view of a work summary, by its title and the words of its scope; None where the draft is none."""
    texts = [piece.text for piece in pieces if not piece.cell]
    day = source.mart.as_of
    begun = terms(source, day)
    for lang in ("zh", "en"):
        whole = View(lang, day, begun)
        if not begun or summary.title(whole, source) not in (text.strip() for text in texts):
            continue
        years = range(begun[0].started_on.year, day.year + 1)
        able = [whole, *(replace(whole, term=term.number) for term in begun)]
        able += [replace(whole, from_date=date(y, 1, 1), to_date=date(y, 12, 31)) for y in years]
        return next((view for view in able if any(view.words() in text for text in texts)), None)
    return None


def _sentences(pieces: Sequence[Piece], passages: Sequence[Passage], lines: Iterable[str]) -> Iterator[Remark]:
    """The numbers of sentences that are ours but for their numbers."""
    ours: dict[str, set[str]] = {}
    for words in lines:
        ours.setdefault(_bare(words), set()).add(words)
    for at, piece in enumerate(pieces):
        able = ours.get(_bare(piece.text), set()) if not piece.cell else set()
        mine = passage(next(iter(able))).figures if len(able) == 1 else ()
        if len(mine) == len(passages[at].figures):
            yield from (_remark(at, n, one, mine[n], "said", ()) for n, one in enumerate(passages[at].figures))


def _bare(text: str) -> str:
    """A sentence without its numbers."""
    return re.sub(r"\d[\d,.]*", "#", _plain(text))


def _view_of(pieces: Sequence[Piece], source: Source) -> View | None:
    """The view that a pack says it stands on; None where it does not, or none of the terms has these words."""
    for lang in ("zh", "en"):
        labels = {say(f"packs.fact_{name}", lang): name for name in _STOOD_ON}
        parts = [piece.text.partition("　") for piece in pieces if not piece.cell]
        told = {labels[label.strip()]: words.strip() for label, _, words in parts if label.strip() in labels}
        if "settings" not in told or not re.fullmatch(r"\d{4}-\d\d-\d\d", told.get("as_of", "")):
            continue
        day = date.fromisoformat(told["as_of"])
        begun = terms(source, day) if day <= source.mart.as_of else ()
        rounds = tuple(str(id) for id, name in names(source, "round").items() if str(name) in told.get("rounds", ""))
        for term in (*(one.number for one in reversed(begun)), None):
            view = View(lang, day, begun, term, rounds=rounds)
            facts = dict(facts_of(view, source))
            if all(facts.get(label, "") == told.get(name, "") for label, name in labels.items() if name != "settings"):
                return view
    return None


def _headed(words: str, texts: Iterable[str]) -> bool:
    """Whether one of the texts is the numbered heading of a part."""
    return any(text.endswith(words) and len(text) <= len(words) + _LONGEST_NUMBER for text in texts)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text)


def _figures(section: Section, view: View) -> Iterator[Table]:
    """The table of a section's headline figures."""
    columns = tuple(Column(n, view.say(f"packs.column_{n}")) for n in ("figure", "value", "change", "lines"))
    rows = tuple((one.title, one.words, one.change, "\n".join(one.lines)) for one in section.figures)
    if rows:
        yield Table(section.heading, columns, rows, rows)


def _grids(pieces: Sequence[Piece]) -> Iterator[_Grid]:
    found: dict[tuple[str, int], _Grid] = {}
    for at, piece in enumerate(pieces):
        if piece.cell and (piece.part, piece.number) not in found:
            above = tuple(_plain(one.text) for one in pieces[max(0, at - 3) : at] if not one.cell)
            found[piece.part, piece.number] = _Grid(above, {})
        if piece.cell:
            found[piece.part, piece.number].cells.setdefault((piece.row, piece.column), []).append(at)
    yield from found.values()


def _same(grid: _Grid, ours: Sequence[Table], pieces: Sequence[Piece]) -> Table | None:
    """The table of ours that has its heads; of several the one of its title, else the one most of whose rows are there."""
    wide = max((column for _, column in grid.cells), default=0)
    texts = {place: _words(at, pieces) for place, at in grid.cells.items()}
    able = []
    for table in ours:
        heads = [{_plain(texts.get((row, n), "")) for row in range(1, _heads(table) + 1)} for n in range(1, wide + 1)]
        named = [(_plain(column.label), head) for column, head in zip(table.columns, heads, strict=False)]
        if len(table.columns) == wide and all(not label or label in head for label, head in named):
            able.append(table)
    titled = [table for table in able if _plain(table.title) in grid.above]
    there = set(texts.values())
    return max(titled or able, key=lambda table: sum(set(row) <= there for row in table.cells), default=None)


def _heads(table: Table) -> int:
    return 2 if table.grouped else 1


def _words(at: Sequence[int], pieces: Sequence[Piece]) -> str:
    return "\n".join(pieces[n].text for n in at)


def _held(grid: _Grid, table: Table, pieces: Sequence[Piece], passages: Sequence[Passage]) -> Iterator[Remark]:
    """The cells of a draft's table against ours."""
    named = [n for n, column in enumerate(table.columns) if column.type in ("text", "date") and column.name != table.merged]
    if not named:
        return
    whole: dict[tuple[str, ...], list[int]] = {}
    first: dict[str, list[int]] = {}
    for row, cells in enumerate(table.cells):
        whole.setdefault(tuple(_plain(cells[n]) for n in named), []).append(row)
        first.setdefault(_plain(cells[named[0]]), []).append(row)
    for row in sorted({row for row, _ in grid.cells if row > _heads(table)}):
        cells = {n: grid.cells.get((row, n + 1), []) for n in range(len(table.columns))}
        key = tuple(_plain(_words(cells[n], pieces)) for n in named)
        alone = first.get(key[0], [])
        found = whole[key].pop(0) if whole.get(key) else alone[0] if len(alone) == 1 else None
        if found is None:
            continue
        for n, column in enumerate(table.columns):
            lines = table.cells[found][n].split("\n")
            if column.name != table.merged and len(lines) == len(cells[n]):
                values = (("table", table.title), ("row", table.cells[found][named[0]]), ("column", column.label))
                for at, line in zip(cells[n], lines, strict=True):
                    yield from _line(at, passages[at], line, column, values)


def _line(at: int, there: Passage, ours: str, column: Column, values: tuple[tuple[str, str], ...]) -> Iterator[Remark]:
    """The numbers of a line of a cell against the same line of ours; nothing where they are not as many."""
    mine = passage(ours).figures
    same = _plain(there.text) == _plain(ours)
    if not same and column.is_number and len(there.figures) == 1 and not mine:
        yield Remark(at, 0, "wrong", "annex_cell_wrong", (*values, ("number", ours)), ours)
        return
    if not same and len(mine) != len(there.figures):
        return
    for number, figure in enumerate(there.figures):
        yield _remark(at, number, figure, figure if same else mine[number], "cell", values)


def _remark(at: int, number: int, figure: Figure, ours: Figure, place: str, values: tuple[tuple[str, str], ...]) -> Remark:
    """A number against ours; `place`: said in a sentence, or a cell."""
    right = (figure.kind, figure.value) == (ours.kind, ours.value)
    values = (*values, ("number", ours.text.strip()))
    return Remark(at, number, "right" if right else "wrong", f"annex_{place}_{'right' if right else 'wrong'}", values,
                  "" if right else ours.text.strip())  # fmt: skip
