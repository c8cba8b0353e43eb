"""Nothing of the ledgers that is not public reaches a published byte: every such cell is a canary."""

import base64
import dataclasses
import io
import json
import struct
import zipfile
import zlib
from datetime import datetime
from decimal import Decimal

import pytest

from inspection.demonstration.publish import publish as publish_demonstration
from inspection.snapshots import Publication, Text, template
from inspection.snapshots.site import site_files
from inspection.warehouse import Reader, Store, demonstration_store, dictionary, ledger_table, rows_of, settings
from tests.snapshots.leaks import leaks, numbers_leaked

AT = datetime(2025, 10, 8, 9)


class Canaries:
    """Gives every non-public text its own canary, and every non-public number one of ten digits that is recognised.

    A reference gets the canary of what it refers to, so that the ledgers still hang together.
    """

    def __init__(self) -> None:
        self.texts: dict[tuple, str] = {}
        self.numbers: dict[int, str] = {}

    def of(self, column, value):
        if value is None or self._origin(column).privacy == "public":
            return value
        if column.type in ("text", "ref") and isinstance(value, str):
            home = column.refers_to or (column.ledger, column.name)
            unique = (*home, value) if column.key or column.refers_to else (*home, value, len(self.texts))
            return self.texts.setdefault(unique, f"鸟雀{len(self.texts):06d}笼")
        if column.type in ("int", "decimal") and not column.key:
            number = 1_400_000_000 + 7 * len(self.numbers)
            self.numbers[number] = column.name
            return Decimal(number) if column.type == "decimal" else number
        return value

    @staticmethod
    def _origin(column):
        """The column a reference takes its values from; what a public ledger says of itself is no secret elsewhere."""
        while column.refers_to:
            ledger, name = column.refers_to
            column = dictionary().ledgers[ledger].column(name)
        return column


@pytest.fixture(scope="module")
def aired(tmp_path_factory):
    """(canaries, every published byte by name): two snapshots, one correction, one withdrawal, and the whole site."""
    home = tmp_path_factory.mktemp("canaries")
    publish_demonstration(home, datetime(2025, 10, 1))
    source = demonstration_store(home)
    canaries, planted = Canaries(), {}
    for name, table in source.read_full(source.current()).items():
        columns = dictionary().ledgers[name].columns
        rows = [tuple(canaries.of(c, v) for c, v in zip(columns, row, strict=True)) for row in rows_of(table)]
        planted[name] = ledger_table(name, rows)
    Store(home).publish(planted, as_of=source.current().as_of, files=(), built_at=AT)
    reader = Reader(home)
    mart, publication = reader.mart(), Publication(home)
    wanted = dataclasses.replace(template("monthly"), totals=("coverage_rate", "inspections", "clues", "rules_made",
                                 "accountability_decisions", "publications"), by_year=True)  # fmt: skip

    def publish(entry):
        publication.approve(entry.id, by="批准人", at=AT)
        return publication.publish(entry.id, by="起草人", at=AT)

    first = publish(publication.draft(mart, settings(), wanted, version=1, by="起草人", at=AT))
    second = publication.correct(
        first.id, mart, settings(), version=1, reason=Text("有误", "wrong"), by="起草人", at=AT
    )
    publish(second)
    bands = publish(publication.draft(mart, settings(), template("bands"), version=1, by="起草人", at=AT))
    publication.withdraw(bands.id, reason=Text("误发", "mistake"), by="起草人", at=AT)
    files = {n: held for n, held in site_files(publication, "本县").items() if not n.startswith("latest/")}
    for folder, _ in publication.register().chain:
        files |= {f"{folder}/{p.name}": p.read_bytes() for p in (publication.folder / folder).iterdir()}
    return canaries, files


@pytest.mark.long
def test_no_planted_text_or_number_is_in_any_published_byte(aired):
    canaries, files = aired
    assert len(canaries.texts) > 10_000 and len(canaries.numbers) > 1_000 and len(files) > 200
    assert leaks(files, ["鸟雀"]) == []
    assert numbers_leaked(files, set(canaries.numbers)) == []


def test_the_names_of_who_drafted_and_approved_are_in_no_published_byte(aired):
    assert leaks(aired[1], ["起草人", "批准人"]) == []


def test_no_internal_code_of_a_voter_group_or_a_clue_stands_in_the_data_files(aired):
    """Definitions in SQL name such codes; the figures do not."""
    words = [c.zh for codes in ("voter_group", "discipline", "disposal", "sanction") for c in dictionary().codes[codes]]
    figures = {n: h for n, h in aired[1].items() if n.endswith((".csv", "leaderboard.json", ".xlsx"))}
    assert figures and leaks(figures, [w for w in words if len(w) > 2]) == []


CANARY = "鸟雀000001笼"


def _png_with(chunk: bytes, kind: bytes) -> bytes:
    made = struct.pack(">I", len(chunk)) + kind + chunk + struct.pack(">I", zlib.crc32(kind + chunk))
    return b"\x89PNG\r\n\x1a\n" + made


def _zip_with(name: str = "a", content: str = "", comment: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr(name, content)
        packed.comment = comment.encode()
    return out.getvalue()


@pytest.mark.parametrize(
    "held",
    [
        f"<!-- {CANARY} -->".encode(),
        CANARY.encode("utf-16-le"),
        CANARY.encode("gb18030"),
        "".join(f"&#{ord(c)};" for c in CANARY).encode(),
        "".join(f"&#x{ord(c):x};" for c in CANARY).encode(),
        json.dumps({"a": CANARY}).encode(),
        base64.b64encode(CANARY.encode()),
        _zip_with(content=CANARY),
        _zip_with(content="".join(f"&#{ord(c)};" for c in CANARY)),
        _zip_with(name=CANARY),
        _zip_with(comment=CANARY),
        _png_with(f"Title\0{CANARY}".encode(), b"tEXt"),
        _png_with(b"Title\0\0" + zlib.compress(CANARY.encode()), b"zTXt"),
        _png_with(b"", b"IEND") + CANARY.encode(),
    ],
)
def test_the_scanner_finds_what_is_planted_in_any_layer(held):
    if held.endswith(CANARY.encode()) and held.startswith(b"\x89PNG"):
        held = held.replace(b"\x89PNG", b"\x89PN_")  # after the end: found in the raw bytes, whatever the chunks are
    assert leaks({"x": held}, [CANARY])
