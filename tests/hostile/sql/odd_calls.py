"""A process that calls functions with odd arguments on a mart opened as an analyst's is, many calls one after the other.

    python odd_calls.py MART FIRST LAST MARK STEP

stdout: a line with the number of each call before it is made, and `out NUMBER` where the mark came back. Who started it begins a
new one behind the call that it died of. One process for each call, as for an analyst, would take a day for fifty thousand.
"""

import re
import sys
import threading
import time
from itertools import pairwise
from pathlib import Path

CHILD = Path(__file__).resolve().parents[3] / "inspection" / "warehouse"
sys.path.append(str(CHILD))

import analyst_child as child  # noqa: E402 - a script beside no package
import duckdb  # noqa: E402

ODD = (
    *("null", "1", "-1", "0", "9223372036854775807", "170141183460469231731687303715884105727", "1.5", "'nan'::double"),
    *("'inf'::double", "''", "'a'", "'\\x00'", "repeat('a', 70000)", "'/etc/passwd'", "true", "date '2024-02-29'"),
    *("'infinity'::date", "timestamp '1900-01-01'", "time '23:59:59'", "interval 1 month", "[1, 2]", "[]", "['a', null]"),
    *("[[1]]", "{'a': 1}", "{'a': {'b': [null]}}", "map {'a': 1}", "map {}", "'x'::blob", "''::blob", "'101'::bit"),
    *("uuid()", "'{\"a\": [1]}'::json", "'['::varchar", "[1, 2, 3]::int[3]", "row(1, 'a')", "union_value(a := 1)"),
    *("lambda x: x", "(select 1)", "(select null)", "*", "1::utinyint", "1::decimal(38, 10)", "'a' collate nocase"),
)
"""Arguments of one place; those of two and three are pairs and triples of them, in a fixed order."""
TIME = 1_500  # milliseconds of a call


def shapes() -> list[str]:
    """The arguments of a call, 46 of them: of none, of one, of two and of three places."""
    found = ["", *ODD]
    some = ODD[::3]
    found += [f"{a}, {b}" for a, b in pairwise(some)][: (46 - len(found)) // 2 + 1]
    found += [f"{a}, {b}, {c}" for a, b, c in zip(some, some[5:], some[9:], strict=False)]
    return found[:46]


def calls(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Every function that there is with every shape of arguments, as statements."""
    kinds = connection.execute(
        "select distinct function_name, function_type from duckdb_functions()"
        " where function_type in ('scalar', 'aggregate', 'macro', 'table', 'table_macro') order by 1, 2"
    ).fetchall()
    found = []
    for name, kind in kinds:
        said = '"' + name.replace('"', '""') + '"'
        for shape in shapes():
            table = kind in ("table", "table_macro")
            found.append(f"select * from {said}({shape}) limit 50" if table else f"select {said}({shape})")
    return found


def main() -> None:
    mart, first, last, mark, step = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4], int(sys.argv[5])
    child.limit(1_500_000_000, 600)
    asked = {"path": mart, "views": [], "milliseconds": TIME}
    connection = child.opened(duckdb, asked)
    child.shut()
    listed = calls(connection)
    print("of", len(listed), flush=True)
    now = [time.monotonic()]

    def watch() -> None:  # what no interrupt ends, ends with the process, as an analyst's does
        while True:
            time.sleep(0.5)
            if time.monotonic() - now[0] > 8:
                sys.stdout.flush()
                child.os._exit(9)

    threading.Thread(target=watch, daemon=True).start()
    for at in range(first, min(last, len(listed)), step):
        print(at, flush=True)
        now[0] = time.monotonic()
        try:
            connection.execute(listed[at])
            answer = str([[child.told(value) for value in row] for row in connection.fetchmany(50)])
        except (duckdb.Error, MemoryError, RuntimeError, ValueError, OverflowError, UnicodeError) as error:
            answer = str(error)
        if re.search(mark, answer):
            print("out", at, listed[at], flush=True)
    print("end", flush=True)


if __name__ == "__main__":
    main()
