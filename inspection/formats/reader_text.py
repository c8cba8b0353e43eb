"""Text files for the throw-away reader: encoding, delimiter, rows. Part of the script reader_child.py."""

import codecs
import csv
import io
import re
from array import array

from reader_encoding import decoded
from reader_pieces import Pieces, Refused

LAST_ROW = 1_048_576  # of Excel
LONGEST_CELL = 1_000_000  # characters of a csv field; Excel itself holds 32,767
BLOCK = 2 << 20  # bytes read at once of a large file
BLANK = r"^[\s\p{Z}]*$"  # of arrow's expressions
LARGE = 4_000_000  # bytes from which on loading a faster library pays
DELIMITERS = (",", ";", "\t", "，")


def delimiter_of(text: str) -> str:
    """The delimiter of a csv by its first written line; a comma wins, several others are refused."""
    first = next((line for line in io.StringIO(text[:LONGEST_CELL]) if line.strip()), "")
    outside = re.sub(r'"[^"]*"', "", first)
    if "," in outside:
        return ","
    found = [d for d in DELIMITERS if d in outside]
    if len(found) > 1:
        raise Refused("delimiter", found=" ".join({"\t": "TAB"}.get(d, d) for d in found))
    return found[0] if found else ","


def _decoded_as(data: bytes, encoding: str) -> str:
    """The text in the encoding that somebody has named; latin-1 never fails, so it is never tried unasked."""
    try:
        # a text in UTF-16 is full of NUL bytes: what counts is whether the text holds one
        text = data.decode(encoding).removeprefix("\ufeff")
    except (UnicodeError, LookupError):
        raise Refused("other_encoding", encoding=encoding) from None
    if "\0" in text:
        raise Refused("nul_bytes", row=text[: text.index("\0")].count("\n") + 1)
    return text


def read_text(data: bytes, pieces: Pieces, encoding: str = "", delimiter: str = "") -> None:
    """A csv as one sheet without a name; encoding and delimiter are found out where they are not given."""
    large = len(data) >= LARGE
    if large and not encoding and _read_large(data, delimiter, pieces):
        return
    text, found = (_decoded_as(data, encoding), "") if encoding else decoded(data)
    if text[:1000].lstrip()[:1] == "<":
        raise Refused("markup")
    delimiter = delimiter or delimiter_of(text)
    if large and found != "utf-8" and _read_regular(text.encode(), delimiter, pieces):
        return
    _read_rows(text, delimiter, pieces)


def _read_large(data: bytes, delimiter: str, pieces: Pieces) -> bool:
    """A large table in UTF-8 without decoding it here; False, with nothing written, where it must be looked at."""
    try:
        beginning = codecs.getincrementaldecoder("utf-8-sig")().decode(data[:LONGEST_CELL])
    except UnicodeDecodeError:
        return False
    if b"\0" in data or beginning[:1000].lstrip()[:1] == "<":
        return False
    return _read_regular(data, delimiter or delimiter_of(beginning), pieces)


def _read_rows(text: str, delimiter: str, pieces: Pieces) -> None:
    """Row by row, as strictly as a csv can be read."""
    csv.field_size_limit(LONGEST_CELL)
    pieces.sheet(None, widths=_widths(text, delimiter))
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, row in enumerate(rows, 1):
            if number > LAST_ROW:
                raise Refused("too_many_rows", limit=LAST_ROW)
            if any(cell and not cell.isspace() for cell in row):
                pieces.row(number, row)
    except csv.Error:
        raise Refused("quotes", row=number + 1) from None
    pieces.flush()


def _widths(text: str, delimiter: str) -> list[tuple[int, int]]:
    """Each row from which on rows have another number of cells, with that number; blank rows are passed over, and what
    cannot be read ends the list."""
    found, last = [], 0
    try:
        for number, row in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True), 1):
            if len(row) != last and any(cell and not cell.isspace() for cell in row):
                last = len(row)
                found.append((number, last))
    except csv.Error:
        return found
    return found


def _quotes_are_regular(data: bytes, delimiter: bytes) -> bool:
    """Whether every quotation mark opens a field, closes one, or is half of a doubled one.

    Then the strict reader and the fast one agree about every field; otherwise the strict one decides.
    """
    if b'"' not in data:
        return True
    import numpy

    octets = numpy.frombuffer(data, numpy.uint8)
    at = numpy.flatnonzero(octets == ord('"'))
    if len(at) % 2:
        return False
    bounds = numpy.zeros(256, bool)
    bounds[[*delimiter, *b'\r\n"']] = True
    opening, closing = at[0::2], at[1::2]
    before, after = opening[opening > 0] - 1, closing[closing < len(octets) - 1] + 1
    return bool(bounds[octets[before]].all() and bounds[octets[after]].all())


def _read_regular(data: bytes, delimiter: str, pieces: Pieces) -> bool:
    """A large table of one width in UTF-8, in blocks; False, with nothing written, where it is not one."""
    if not delimiter.isascii() or not _quotes_are_regular(data, delimiter.encode()):
        return False
    import pyarrow
    import pyarrow.compute as compute
    from pyarrow import csv as table

    pyarrow.set_cpu_count(1)
    pyarrow.set_io_thread_count(1)
    beginning = io.StringIO(data[:LONGEST_CELL].decode("utf-8-sig", errors="ignore"), newline="")
    try:
        width = len(next(csv.reader(beginning, delimiter=delimiter)))
    except csv.Error:
        return False
    names = [str(n) for n in range(width)]
    if width < 2:
        return False  # an empty line would be a row of one empty cell
    # blocks are held until the last one is read: a later row of another width would leave half a sheet behind
    blocks = []
    number = 0
    try:
        reader = table.open_csv(
            pyarrow.BufferReader(data),
            table.ReadOptions(use_threads=False, block_size=BLOCK, column_names=names),
            table.ParseOptions(delimiter=delimiter, newlines_in_values=b'"' in data, ignore_empty_lines=False),
            table.ConvertOptions(column_types=dict.fromkeys(names, pyarrow.string()), strings_can_be_null=False),
        )
        for batch in reader:
            numbers = array("i", range(number + 1, number + 1 + batch.num_rows))
            number += batch.num_rows
            if number > LAST_ROW:
                raise Refused("too_many_rows", limit=LAST_ROW)
            blocks.append(_without_blank_rows(numbers, batch, pyarrow, compute))
    except pyarrow.ArrowInvalid:
        return False
    pieces.sheet(None)
    for numbers, columns in blocks:
        pieces.piece(numbers, columns)
    return True


def _without_blank_rows(numbers: array, batch, pyarrow, compute) -> tuple:
    """The buffers of a block's rows that hold more than spaces, row numbers first."""
    blank = None
    for column in batch.columns:
        empty = compute.match_substring_regex(column, BLANK)
        blank = empty if blank is None else compute.and_(blank, empty)
        if not compute.any(blank).as_py():
            break
    else:
        batch = batch.filter(compute.invert(blank))
        numbers = array("i", (number for number, gone in zip(numbers, blank.to_pylist(), strict=True) if not gone))
    columns = []
    for column in batch.columns:
        if column.offset:
            column = pyarrow.concat_arrays([column])  # its offsets begin at 0
        _, offsets, data = column.buffers()
        cuts = memoryview(offsets)[: 4 * (len(column) + 1)].cast("i")
        columns.append((cuts, memoryview(data or b"")[: cuts[-1]]))
    return numbers, columns
