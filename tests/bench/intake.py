"""How long an import takes, against DuckDB's own csv reader and python-calamine, in the same run. Prints ratios.

    python -m tests.bench.intake            # a million rows of csv, 50,000 x 20 of xlsx
    python -m tests.bench.intake 100000     # fewer rows of csv

The csv is the clue ledger (16 columns, its id secret, half of the rows concluded) beside the four ledgers it refers to.
DuckDB reads the same file by `read_csv` into a table of the same types in a file of its own, told all types and codes
left as they are written; an import recognises, converts, checks keys and references, builds the full file and the mart
of a draft, runs every check over it, hashes both files, and publishes.
"""

import csv
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median

import duckdb
import python_calamine
import xlsxwriter

from inspection import intake
from inspection.formats.workbooks import read_workbook
from inspection.warehouse import Store, dictionary, ledger_schema, settings

TURNS = 5
AS_OF = date(2025, 9, 30)
SQL_TYPES = {"string": "varchar", "int32": "integer", "bool": "boolean", "date32[day]": "date"}


def write_csv(folder: Path, ledger: str, rows) -> Path:
    """A ledger as an office keeps it; `rows` by column name, what is left out is empty."""
    contract = dictionary().ledgers[ledger]
    path = folder / f"{contract.zh}.csv"
    with open(path, "w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([column.zh for column in contract.columns])
        writer.writerows([row.get(column.name, "") for column in contract.columns] for row in rows)
    return path


def clues(count: int):
    """Clues as an office writes them, half of them concluded."""
    chance = Random(1)
    days = [(date(2021, 7, 1) + timedelta(days=day)).isoformat() for day in range(1200)]
    for number in range(count):
        concluded = chance.random() < 0.5
        yield {
            "clue_id": f"XS-{number:07d}",
            "inspection_id": f"I{number % 5000}",
            "transferred_on": chance.choice(days[:800]),
            "persons": chance.randint(1, 3),
            "subject_level": "村干部",
            "disposal": "初步核实" if concluded else "",
            "outcome": chance.choice(["查实", "部分查实", "查否"]) if concluded else "未结",
            "concluded_on": chance.choice(days[800:]) if concluded else "",
            "summary": f"反映某村干部问题{number % 997}",
            "subject_name": "某某",
        }


def write_ledgers(folder: Path, count: int) -> Path:
    """The clue ledger of `count` rows, beside those it refers to."""
    start = "2021-07-01"
    write_csv(folder, "terms", [{"term_no": 13, "name": "第十三届", "started_on": start, "planned_years": 5}])
    one_round = {"round_id": "R1", "term_no": 13, "seq": 1, "name": "第一轮", "kind": "常规巡察"}
    write_csv(folder, "rounds", [{**one_round, "category_scheme": "四个落实", "started_on": start}])
    places = ({"org_id": f"O{n}", "name": f"演示{n}乡党委", "org_class": "乡镇党委"} for n in range(5000))
    write_csv(folder, "organisations", ({**place, "in_scope_from": "2016-07-01"} for place in places))
    held = {"round_id": "R1", "team": "第一组", "team_level": "县直组", "kind": "常规巡察", "onsite_start": start}
    held["counts_toward_coverage"] = "是"
    inspections = ({"inspection_id": f"I{n}", "org_id": f"O{n}", **held} for n in range(5000))
    write_csv(folder, "inspections", inspections)
    return write_csv(folder, "clues", clues(count))


def by_duckdb(path: Path, database: Path) -> None:
    database.unlink(missing_ok=True)
    types = {field.name: SQL_TYPES[str(field.type)] for field in ledger_schema("clues")}
    connection = duckdb.connect(str(database))
    connection.execute(f"create table clues ({', '.join(f'{name} {kind}' for name, kind in types.items())})")
    connection.execute(f"insert into clues select * from read_csv('{path}', header = true, columns = {types})")
    connection.execute("checkpoint")
    connection.close()


def by_import(folder: Path, home: Path) -> None:
    reading = intake.read([folder], as_of=AS_OF, standing=lambda ledger: None)
    assert not reading.faults, reading.faults[:3]
    store, clock = Store(home), datetime(2025, 10, 8)
    made = intake.drafted(store, reading, as_of=AS_OF, built_at=clock, settings=settings(home), lang="zh")
    store.accept(made.draft, checks=made.looked.counts)


def write_xlsx(path: Path, rows: int, columns: int) -> None:
    """Texts, numbers and days in equal parts."""
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet()
    style = book.add_format({"num_format": "yyyy-mm-dd"})
    for column in range(columns):
        sheet.write_string(0, column, f"列{column}")
    for row in range(1, rows + 1):
        for column in range(columns):
            if column % 3 == 0:
                sheet.write_string(row, column, f"文字{row % 1000}-{column}")
            elif column % 3 == 1:
                sheet.write_number(row, column, row * column / 8)
            else:
                sheet.write_datetime(row, column, datetime(2021, 1, 1) + timedelta(days=row % 900), style)
    book.close()


def by_calamine(path: Path) -> None:
    with open(path, "rb") as file:
        book = python_calamine.CalamineWorkbook.from_filelike(file)
        book.get_sheet_by_index(0).to_python()


def seconds() -> tuple[float, float]:
    """The clock, and the CPU of this process and those it has ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return time.perf_counter(), sum(u.ru_utime + u.ru_stime for u in used)


def compared(alone: Callable[[], None], whole: Callable[[], None]) -> tuple[float, float, float, float]:
    """Seconds and CPU seconds of two ways in turns, medians: what else runs on the machine meets both alike."""
    taken: list[tuple[float, ...]] = []
    for _ in range(TURNS):
        line: tuple[float, ...] = ()
        for work in (alone, whole):
            clock, cpu = seconds()
            work()
            now, used = seconds()
            line += (now - clock, used - cpu)
        taken.append(line)
    return tuple(median(column) for column in zip(*taken, strict=True))


def main(count: int = 1_000_000) -> None:
    with tempfile.TemporaryDirectory(prefix="inspection-bench-") as name:
        folder, made = Path(name) / "ledgers", Path(name) / "made"
        folder.mkdir()
        made.mkdir()
        path = write_ledgers(folder, count)
        home = made / "home"
        alone, alone_cpu, whole, cpu = compared(
            lambda: by_duckdb(path, made / "alone.duckdb"), lambda: by_import(folder, home)
        )
        print(f"csv, {count:,} clues: read_csv {alone:.2f} s ({count / alone:,.0f} rows/s; CPU {alone_cpu:.2f} s),")
        print(f"  import {whole:.2f} s ({count / whole:,.0f} rows/s; CPU {cpu:.2f} s): {alone / whole:.2f} of its speed")
        print("  wanted: 0.25")
        book = made / "book.xlsx"
        write_xlsx(book, 50_000, 20)
        alone, alone_cpu, whole, cpu = compared(lambda: by_calamine(book), lambda: read_workbook(book))
        print(f"xlsx, 50,000 x 20: calamine {alone:.2f} s (CPU {alone_cpu:.2f}), read {whole:.2f} s (CPU {cpu:.2f}):")
        print(f"  {whole / alone:.2f} times; wanted: at most 2")


if __name__ == "__main__":
    main(*(int(text) for text in sys.argv[1:]))
