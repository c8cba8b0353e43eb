"""Text files for the throw-away reader: encoding, delimiter, rows. Part of the script reader_child.py."""

import csv
import io
import re
import unicodedata
from array import array

from reader_pieces import Pieces, Refused

LAST_ROW = 1_048_576  # of Excel
LONGEST_CELL = 1_000_000  # characters of a csv field; Excel itself holds 32,767
BLOCK = 2 << 20  # bytes read at once of a large file
LARGE = 4_000_000  # bytes from which on loading a faster library pays
DELIMITERS = (",", ";", "\t", "，")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a csv and its encoding: strict UTF-8 first, then GB18030 where it cannot be a mistake."""
    if b"\0" in data:
        raise Refused("nul_bytes", row=data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        return data.decode("utf-8-sig"), "utf-8"
    except UnicodeDecodeError as wrong:
        bad_row = data[: wrong.start].count(b"\n") + 1
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        raise Refused("encoding", row=bad_row) from None
    letters = {c for c in set(text) if c > "\x7f"}
    if any(unicodedata.category(c) == "Co" for c in letters):
        raise Refused("encoding", row=bad_row)
    # GB18030 decodes Big5 and mixtures without an error, into rare characters; simplified Chinese as it is written
    # keeps to GB2312 but for a name here and there.
    rare = sum(1 for c in letters if not _in_gb2312(c))
    if rare > max(3, len(letters) // 4):
        raise Refused("encoding", row=bad_row)
    return text, "gb18030"


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True


def delimiter_of(text: str) -> str:
    """The delimiter of a csv by its first written line; a comma wins, several others are refused."""
    first = next((line for line in io.StringIO(text) if line.strip()), "")
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
    text, encoding = (_decoded_as(data, encoding), "") if encoding else decoded(data)
    if text[:1000].lstrip()[:1] == "<":
        raise Refused("markup")
    delimiter = delimiter or delimiter_of(text)
    pieces.sheet(None)
    if len(data) >= LARGE and delimiter.isascii():
        octets = data if encoding == "utf-8" else text.encode()
        if _quotes_are_regular(octets, delimiter.encode()) and _read_regular(octets, delimiter, pieces):
            return
    _read_rows(text, delimiter, pieces)


def _read_rows(text: str, delimiter: str, pieces: Pieces) -> None:
    """Row by row, as strictly as a csv can be read."""
    csv.field_size_limit(LONGEST_CELL)
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
    """A large table of one width without empty lines, in blocks; False, with nothing written, where it is not one."""
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
            blocks.append((numbers, _without_blank_rows(numbers, batch, pyarrow, compute)))
    except pyarrow.ArrowInvalid:
        return False
    for numbers, (kept, columns) in blocks:
        pieces.piece(kept, columns)
    return True


def _without_blank_rows(numbers: array, batch, pyarrow, compute) -> tuple:
    """The buffers of a block's rows that hold more than spaces, row numbers first."""
    blank = None
    for column in batch.columns:
        empty = compute.equal(compute.utf8_trim_whitespace(column), "")
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
