"""What a figure costs: the queries beside the plain Python of tests/second, on the demonstration county.

    python -m tests.bench.indicators

CPU per figure, each asked by year and by class, the two taking turns. Plain Python has its rows in memory already and
pays for every row in a loop; DuckDB pays mostly for planning, whatever the number of rows.
"""

import time
from collections.abc import Callable
from statistics import median

from inspection.demonstration import county as demonstration_county
from inspection.indicators import evaluate, indicators
from inspection.warehouse import ledger_tables, memory_mart
from tests.second.county import County
from tests.second.figures import INDICATORS, figures
from tests.second.plain import TERM_RATES

TURNS = 3


def milliseconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return 1000 * (time.process_time() - started)


def main() -> None:
    ledgers, as_of = demonstration_county()
    mart, county = memory_mart(ledger_tables(ledgers), as_of), County(ledgers)
    print(f"{sum(map(len, ledgers.values()))} rows; CPU per figure, median of {TURNS} turns")
    print(f"{'':32} {'queries':>8} {'plain':>10}   queries / plain")
    ratios = []
    for name in indicators():
        if name not in INDICATORS:
            continue
        by = ("term" if name in TERM_RATES else "year", "org_class")
        evaluate(mart, name, by=by)
        queries, plain = [], []
        for _ in range(TURNS):
            queries.append(milliseconds(lambda name=name, by=by: evaluate(mart, name, by=by)))
            plain.append(milliseconds(lambda name=name, by=by: figures(county, name, by, as_of=as_of)))
        ratios.append(median(queries) / median(plain))
        print(f"{name:32} {median(queries):6.1f} ms {median(plain):7.1f} ms   {ratios[-1]:8.2f}")
    print(f"{'median':32} {'':>8} {'':>10}   {median(ratios):8.2f}")


if __name__ == "__main__":
    main()
