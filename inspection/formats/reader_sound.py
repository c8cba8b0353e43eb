"""Whether the XML of a workbook can be trusted to be read the same by everybody. Part of the script reader_child.py.

The office library reads on where XML is broken: a tag it does not know takes a value with it, a cell that stands twice
has its last value, a sheet cut off inside an unknown tag is an empty one. No program of an office writes such files.
"""

import re
import zipfile

from reader_pieces import Refused

CHECKED = 16_000_000  # bytes of a part; a larger one is only searched for entities, at the speed of the reader
BEGINNING = 4096  # bytes within which a document type stands
CELL_PLACE = re.compile(rb"""<(?:\w+:)?c\s[^>]*?\br\s*=\s*["']([A-Za-z]{1,3}[0-9]{1,7})["']""")
NO_MARKUP = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
BOF = re.compile(rb"\x09\x08([\x08\x10])\x00\x00[\x05\x06]\x05\x00")
FILEPASS = 0x2F
RECORDS_BEFORE_FILEPASS = 4


def check_part(archive: zipfile.ZipFile, name: str, cells: bool = False) -> None:
    """One XML part: no entities of its own, well formed, and with `cells` none of them twice. Raises Refused."""
    if name not in archive.NameToInfo:
        return
    with archive.open(name) as stream:
        data = stream.read(BEGINNING)
        if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
            raise Refused("entities")
        if archive.getinfo(name).file_size > CHECKED:
            return
        data += stream.read(CHECKED)
    _check_form(data)
    if cells:
        places = CELL_PLACE.findall(NO_MARKUP.sub(b"", data) if b"<!" in data else data)
        if len(set(places)) != len(places):
            raise Refused("repeated_cell", cell=_first_repeated(places))


def _check_form(data: bytes) -> None:
    from xml.parsers import expat

    parser = expat.ParserCreate()
    try:
        parser.Parse(data, True)
    except expat.ExpatError:
        raise Refused("damaged") from None


def _first_repeated(places: list[bytes]) -> str:
    seen = set()
    return next(place for place in places if place in seen or seen.add(place)).decode().upper()


def has_password(data: bytes) -> bool:
    """Whether an old workbook (BIFF5, BIFF8) has the record of a password behind its beginning."""
    for beginning in BOF.finditer(data):
        at = beginning.start()
        for _ in range(RECORDS_BEFORE_FILEPASS):
            at += 4 + int.from_bytes(data[at + 2 : at + 4], "little")
            if int.from_bytes(data[at : at + 2], "little") == FILEPASS:
                return True
    return False
