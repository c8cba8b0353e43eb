"""A valid ledger spoilt ten thousand times: each is refused in words, or read as exactly what stands in it.

A sample runs always; INSPECTION_LONG=1 runs all of them (INSPECTION_MUTATIONS for another number).
"""

import csv
import io
import os
import random
import zipfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from inspection.intake.values import Bad, Noted, reader_of
from inspection.warehouse.dictionary import dictionary
from tests.hostile.conftest import outcome, read_one
from tests.hostile.mutations import (
    HEADERS,
    ORIGINALS,
    ROWS,
    as_csv,
    as_xlsx,
    bytes_spoilt,
    cells_spoilt,
    part_spoilt,
)

LONG = bool(os.environ.get("INSPECTION_LONG"))
COUNT = int(os.environ.get("INSPECTION_MUTATIONS", "10000" if LONG else "40"))
BATCH = 100 if LONG else 6
AT_ONCE = 2
TERMS = dictionary().ledgers["terms"]
READERS = [reader_of(next(c for c in TERMS.columns if c.zh == header)) for header in HEADERS]


def _batches(share: float) -> list[range]:
    count = max(BATCH, round(COUNT * share))
    return [range(start, min(start + BATCH, count)) for start in range(0, count, BATCH)]


def _terms(reading) -> list[tuple]:
    """The rows that were read, in the order of HEADERS; dates as written."""
    (table,) = reading.ledgers.values()
    names = [next(c.name for c in TERMS.columns if c.zh == header) for header in HEADERS]
    return list(zip(*(table.column(name).to_pylist() for name in names), strict=True))


def _value(reader, cell: str):
    value = reader(cell)
    return value.value if isinstance(value, Noted) else value


ORIGINAL_ROWS = [tuple(_value(reader, str(cell)) for reader, cell in zip(READERS, row, strict=True)) for row in ROWS]


def _run(tmp_path, seeds: range, name: str, spoil) -> list[tuple[int, bytes, object]]:
    """(seed, the spoilt file, what became of it) of each seed, two files at a time."""

    def one(seed: int):
        folder = tmp_path / str(seed)
        folder.mkdir()
        path = folder / name
        content = spoil(random.Random(seed))
        path.write_bytes(content)
        reading = read_one(path)
        outcome(reading)
        path.unlink()
        return seed, content, reading

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, seeds))


@pytest.mark.parametrize("kind", ORIGINALS)
def test_the_ledger_is_read_as_it_was_written(tmp_path, kind):
    path = tmp_path / f"届次.{kind}"
    path.write_bytes(ORIGINALS[kind]())
    assert _terms(read_one(path)) == ORIGINAL_ROWS


def _sound(content: bytes) -> bool:
    """Whether an archive's own checksums hold for all of its parts."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return archive.testzip() is None
    except Exception:  # zipfile has many ways to refuse; each means the same here
        return False


@pytest.mark.parametrize("seeds", _batches(0.3), ids=str)
def test_a_workbook_whose_checksums_break_is_refused_or_read_as_it_was(tmp_path, seeds):
    original = as_xlsx()
    for seed, content, reading in _run(tmp_path, seeds, "届次.xlsx", lambda chance: bytes_spoilt(original, chance)):
        if reading.ledgers and not _sound(content):
            assert _terms(reading) == ORIGINAL_ROWS, seed


@pytest.mark.parametrize("seeds", _batches(0.2), ids=str)
def test_a_workbook_with_a_spoilt_part_is_refused_or_read(tmp_path, seeds):
    original = as_xlsx()
    _run(tmp_path, seeds, "届次.xlsx", lambda chance: part_spoilt(original, chance))


@pytest.mark.parametrize("kind", ["xls", "ods"])
@pytest.mark.parametrize("seeds", _batches(0.05), ids=str)
def test_an_old_or_open_workbook_spoilt_is_refused_or_read(tmp_path, seeds, kind):
    original = ORIGINALS[kind]()
    spoil = part_spoilt if kind == "ods" else bytes_spoilt
    _run(tmp_path, seeds, f"届次.{kind}", lambda chance: spoil(original, chance))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
@pytest.mark.parametrize("seeds", _batches(0.1), ids=str)
def test_a_spoilt_csv_is_refused_or_read_as_another_reader_of_csv_reads_it(tmp_path, seeds, encoding):
    original = as_csv(encoding)
    for seed, content, reading in _run(tmp_path, seeds, "届次.csv", lambda chance: bytes_spoilt(original, chance)):
        if not reading.ledgers:
            continue
        text = content.decode("utf-8-sig" if encoding == "utf-8" else encoding)
        lines = [line for line in csv.reader(io.StringIO(text, newline="")) if any(cell.strip() for cell in line)]
        assert [len(line) for line in lines[1:]] or not _terms(reading)
        headers = [header.strip() for header in lines[0]]
        if set(HEADERS) <= set(headers):
            at = [headers.index(header) for header in HEADERS]
            cells = [[line[i] if i < len(line) else "" for i in at] for line in lines[1:]]
            expected = [tuple(_value(reader, cell) for reader, cell in zip(READERS, row, strict=True)) for row in cells]
            assert _terms(reading) == expected, seed


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("seeds", _batches(0.1), ids=str)
def test_a_spoilt_cell_is_refused_at_its_place_and_costs_no_other(tmp_path, seeds, kind):
    def spoil(chance: random.Random) -> bytes:
        cells = cells_spoilt(chance)
        if kind == "xlsx":
            return as_xlsx(cells)
        out = io.StringIO(newline="")
        rows = [[cells.get((n, i), v) for i, v in enumerate(row)] for n, row in enumerate(ROWS, 1)]
        csv.writer(out).writerows([HEADERS, *rows])
        return out.getvalue().encode()

    for seed, _, reading in _run(tmp_path, seeds, f"届次.{kind}", spoil):
        cells = cells_spoilt(random.Random(seed))
        expected, refused = _expected(cells)
        assert {(fault.row, fault.header) for fault in reading.faults} >= refused, seed
        if not refused and not reading.faults:
            assert _terms(reading) == expected, seed


def _expected(cells: dict[tuple[int, int], str]) -> tuple[list[tuple], set[tuple[int, str]]]:
    """The rows with those cells in place, and where one cannot be taken (row as Excel numbers it, header)."""
    rows = [list(row) for row in ORIGINAL_ROWS]
    refused = set()
    for (number, index), text in cells.items():
        try:
            value = _value(READERS[index], text)
        except Bad:
            value = None
        if value is None:
            refused.add((number + 1, HEADERS[index]))
        rows[number - 1][index] = value
    return [tuple(row) for row in rows], refused
