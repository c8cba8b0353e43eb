"""Every indicator and table before and after: the rows under a git revision's queries and composition, and under these.

    python -m tests.second.before_after REVISION [--counties 12] [--days 4]

Run by hand when statements are rewritten. Prints each difference, then how many comparisons were made; its exit code is
1 where anything differs. A figure that is meant to move stands in queries/CHANGES.md.
"""

import argparse
import io
import pickle
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from inspection.demonstration import county as demonstration_county
from inspection.indicators import indicator, indicators, read_table, tables
from inspection.warehouse import Mart, ledger_tables, memory_mart, settings
from inspection.warehouse.compose import _head
from tests.second.county import columns_of
from tests.second.random_county import random_county

ROOT = Path(__file__).resolve().parents[2]
Rows = tuple[tuple[str, ...], list[tuple]]
"""The columns and the rows; of an indicator sorted by column and row, of a table as they stand."""


Counties = dict[str, tuple[dict[str, list[dict[str, object]]], tuple[date, ...]]]
"""Name -> the ledgers as rows by column, and the as-of days to ask about. Both sides are asked about the same ones."""


def made(counties: int, days: int) -> Counties:
    """The demonstration county and random ones, each with several as-of days."""

    def by_column(ledgers: dict[str, list[tuple]]) -> dict[str, list[dict[str, object]]]:
        return {name: [dict(zip(columns_of(name), row, strict=True)) for row in rows] for name, rows in ledgers.items()}

    invented, as_of = demonstration_county()
    backs = (0, 200, 700, 1500)[:days]
    found = {"demonstration": (by_column(invented), tuple(as_of - timedelta(days=back) for back in backs))}
    for seed in range(counties):
        county = random_county(seed)
        found[f"random {seed}"] = by_column(county.ledgers), county.days[:days]
    return found


def asked(given: Counties) -> Iterator[tuple[str, Mart, date]]:
    """Each county as a mart, on each of its days; columns that this side does not have are left out."""
    for name, (ledgers, days) in given.items():
        rows = {n: [tuple(row.get(c) for c in columns_of(n)) for row in kept] for n, kept in ledgers.items()}
        mart = memory_mart(ledger_tables(rows), days[0])
        for day in days:
            yield name, mart, day
        mart.close()


def cells(frame, names: list[str]) -> list[tuple]:
    """Values as text, fractions to nine significant digits: the order of adding up moves those behind."""
    return [
        tuple(f"{cell:.9g}" if isinstance(cell, float) else str(cell) for cell in row)
        for row in frame[names].astype(object).itertuples(index=False, name=None)
    ]


def indicator_rows(mart: Mart, id: str, as_of: date) -> Rows:
    """All rows that the statement of an indicator returns, all columns."""
    statement = indicator(id).shape.statement
    params: dict[str, object] = {"as_of": as_of}
    text = f"{_head(statement, settings(), params)}select t.* from (\n{statement}\n) t"
    frame = mart.query(text, params)
    names = sorted(frame.columns)
    return tuple(names), sorted(cells(frame, names))


def answers(given: Counties) -> dict[tuple, Rows]:
    """(county, day, kind, id, period) -> rows, for every indicator and table there is."""
    found = {}
    for county, mart, as_of in asked(given):
        for id in indicators():
            found[county, as_of, "indicator", id, "whole"] = indicator_rows(mart, id, as_of)
        for id in tables():
            for period, begin in (("whole", None), ("year", as_of - timedelta(days=365))):
                frame = read_table(mart, id, as_of=as_of, from_date=begin)
                names = list(frame.columns)
                found[county, as_of, "table", id, period] = tuple(names), cells(frame, names)
            if "org_class" in tables()[id].filters:
                frame = read_table(mart, id, as_of=as_of, where={"org_class": ["village", "county"]})
                names = list(frame.columns)
                found[county, as_of, "table", id, "villages and county"] = tuple(names), cells(frame, names)
    return found


def answers_of(revision: str, counties: Counties) -> dict[tuple, Rows]:
    """The answers of a git revision about these counties: its tree laid out in a folder, with this script put in."""
    tree = subprocess.run(["git", "archive", revision], cwd=ROOT, check=True, capture_output=True).stdout
    with tempfile.TemporaryDirectory() as folder:
        with tarfile.open(fileobj=io.BytesIO(tree)) as archive:
            archive.extractall(folder, filter="data")
        here = Path(__file__)
        (Path(folder) / "tests" / "second" / here.name).write_bytes(here.read_bytes())
        (Path(folder) / "counties").write_bytes(pickle.dumps(counties))
        asking = [sys.executable, "-m", "tests.second.before_after", "--answer", "counties", "answers"]
        subprocess.run(asking, cwd=folder, check=True)
        return pickle.loads((Path(folder) / "answers").read_bytes())


def differences(before: dict[tuple, Rows], after: dict[tuple, Rows]) -> Iterator[str]:
    """One line per question that has another answer; a file that only one side has is not compared."""
    for place in sorted(before.keys() & after.keys(), key=str):
        (columns_then, rows_then), (columns_now, rows_now) = before[place], after[place]
        county, as_of, kind, id, period = place
        if columns_then != columns_now:
            yield f"{kind} {id}: columns {columns_then} are now {columns_now}"
        elif rows_then != rows_now:
            gone, come = set(rows_then) - set(rows_now), set(rows_now) - set(rows_then)
            example = f"{sorted(gone)[:1]} -> {sorted(come)[:1]}"
            yield f"{kind} {id} ({period}), {county} as of {as_of}: {len(gone)} rows gone, {len(come)} come: {example}"


def main() -> int:
    """See the module's docstring."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("revision", nargs="?")
    parser.add_argument("--counties", type=int, default=12)
    parser.add_argument("--days", type=int, default=4)
    parser.add_argument("--answer", type=Path, nargs=2, metavar=("COUNTIES", "ANSWERS"), help="of this tree, into a file")
    given = parser.parse_args()
    if given.answer:
        given.answer[1].write_bytes(pickle.dumps(answers(pickle.loads(given.answer[0].read_bytes()))))
        return 0
    if not given.revision:
        parser.error("name the revision to compare with")
    counties = made(given.counties, given.days)
    after = answers(counties)
    before = answers_of(given.revision, counties)
    found = list(differences(before, after))
    print("\n".join(found))
    both = before.keys() & after.keys()
    rows = sum(len(before[place][1]) for place in both)
    alone = sorted({f"{place[2]} {place[3]}" for place in before.keys() ^ after.keys()})
    print(f"{len(both)} comparisons over {rows} rows, {len(found)} differ; on one side only: {', '.join(alone) or 'none'}")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
