"""Ten questions side by side: ours, pandas, polars, SQLite and DuckDB without us.

    python -m tests.bench.peers                  one invented county
    python -m tests.bench.peers --counties 30    thirty, which ours answers out of the rollups of their merged store

Every tool holds the same rows in memory before the first question. All are asked each question six times, every time within
another class or year, taking turns; first it is seen that all answers are equal. What is printed is the processor's time for an
answer (user and system, all threads) and how many times ours that is. polars is asked where it is installed
(tests/bench/peers/requirements.txt).
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from statistics import median

import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from inspection.demonstration import AS_OF
from inspection.demonstration.counties import counties
from inspection.indicators import evaluate, facts_of
from inspection.indicators.levels import evaluate_level, rolled_shapes
from inspection.snapshots import deliveries
from inspection.warehouse import dictionary, settings
from inspection.warehouse.deliveries import REGION, WIDTH, is_id
from inspection.warehouse.facts import places
from inspection.warehouse.levels import Level
from inspection.warehouse.rollups import of_files
from inspection.warehouse.standing import Incoming
from tests.bench.peers.questions import QUESTIONS, Asked, asked
from tests.bench.peers.tools import TOOLS, Answer, told

TURNS = 3


def merged(number: int, folder: Path) -> tuple[Level, dict[str, pa.Table]]:
    """A store of so many invented counties, and the same ledgers as tables, their ids told apart by the county."""
    ruled, shapes, key = settings(), rolled_shapes(), deliveries.invented_key(1)
    incoming, whole = [], {}
    for one in counties(number):
        what = deliveries.invented(one.code, one.name, AS_OF, ruled)
        deliveries.hand_over(folder / one.code, one.tables, what, key, lasting=False)
        proven = deliveries.received(folder / one.code, {one.code: key.public_key()}, AS_OF)
        incoming.append(Incoming(proven.folder, proven.manifest, proven.fingerprint))
        for name, table in one.tables.items():
            whole.setdefault(name, []).append(_wide(name, table))
    level = Level(folder / "store")
    rolled = lambda paths, days, threads: of_files(paths, days, shapes, ruled, threads)  # noqa: E731
    _, _, left = level.merge(incoming, rolled=rolled)
    assert not left, left
    return level, {name: pa.concat_tables(parts).combine_chunks() for name, parts in whole.items()}


def _wide(name: str, table: pa.Table) -> pa.Table:
    ledger = dictionary().ledgers[name]
    for at, column in enumerate(table.column_names):
        if ledger.has(column) and is_id(ledger.column(column)):
            own = pc.multiply(table[REGION].cast(pa.int64()), pa.scalar(WIDTH, pa.int64()))
            table = table.set_column(at, column, pc.add(own, table[column].cast(pa.int64())))
    return table


def ours(level: Level) -> dict[str, Callable[[Asked], Answer]]:
    """How ours answers: of several counties out of the rollups; of one by its statement, and over the facts held in memory."""
    ruled = settings()
    if len(level.current().counties) > 1:
        return {"ours": lambda one: _told(
            evaluate_level(level, one.question.id, by=(one.by,), where={one.where: [one.within]}, settings=ruled), one
        )}  # fmt: skip
    _, mart = level.county(next(iter(level.current().counties)))
    held = {one.id: facts_of(mart, one.id, places(mart), as_of=mart.as_of, settings=ruled) for one in QUESTIONS}

    def answer(one: Asked, facts: dict) -> Answer:
        where = {one.where: [one.within]}
        return _told(
            evaluate(mart, one.question.id, by=(one.by,), where=where, settings=ruled, held=facts.get(one.question.id)), one
        )

    return {"ours": lambda one: answer(one, held), "ours, by statement": lambda one: answer(one, {})}


def _told(frame: pd.DataFrame, one: Asked) -> Answer:
    whole = frame["denominator"] if one.question.out_of is not None else [None] * len(frame)
    groups = [None if pd.isna(group) else group for group in frame[one.by]]
    return told(list(zip(groups, frame["numerator"], whole, strict=True)))


def milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counties", type=int, default=1)
    number = parser.parse_args().counties
    with tempfile.TemporaryDirectory() as folder:
        level, tables = merged(number, Path(folder))
        ways = ours(level)
        for name, tool in TOOLS.items():
            if name == "polars" and find_spec("polars") is None:
                print("polars is not installed (tests/bench/peers/requirements.txt): not asked")
                continue
            ways[name] = tool(tables).answer
        print(f"{number} counties, {sum(map(len, tables.values())):,} rows; CPU ms of an answer, median of {6 * TURNS}")
        print(f"{'':24}" + "".join(f"{name:>20}" for name in ways))
        spent: dict[str, dict[str, list[float]]] = {one.id: {name: [] for name in ways} for one in QUESTIONS}
        for one in asked():
            answers = {name: way(one) for name, way in ways.items()}
            for name, answer in answers.items():
                assert answer == answers["ours"], (name, one, answer, answers["ours"])
        for _ in range(TURNS):
            for one in asked():
                for name, way in ways.items():
                    spent[one.question.id][name].append(milliseconds(lambda way=way, one=one: way(one)))
        for id, by_way in spent.items():
            print(f"{id:24}" + "".join(f"{median(times):20.2f}" for times in by_way.values()))
        whole = {name: sum(median(by_way[name]) for by_way in spent.values()) for name in ways}
        print(f"{'all ten':24}" + "".join(f"{total:20.2f}" for total in whole.values()))
        print(f"{'÷ ours':24}" + "".join(f"{total / whole['ours']:20.2f}" for total in whole.values()))


if __name__ == "__main__":
    main()
