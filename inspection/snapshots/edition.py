"""All the files of a published folder, made from its contents alone and checked before they leave the house."""

from dataclasses import dataclass
from datetime import date

from inspection.snapshots.contents import Contents
from inspection.snapshots.draft import Text
from inspection.snapshots.faults import Refused
from inspection.snapshots.page import notice, page
from inspection.snapshots.pictures import card, long_picture
from inspection.snapshots.tables import csv_table, json_table, schema, workbook
from inspection.snapshots.vocabulary import foreign


@dataclass(frozen=True)
class Corrected:
    """What is said above a snapshot that was corrected: the folder of its correction, why, and on what day."""

    folder: str
    reason: Text
    on: date


def snapshot_files(contents: Contents) -> dict[str, bytes]:
    """Name -> bytes, without manifest and signature. The same contents give the same bytes on every machine.

    Raises Refused when the page says something that is in no list.
    """
    html = page(contents)
    _checked(html, contents)
    return {"card.png": card(contents), "index.html": html, **_tables(contents), "long.png": long_picture(contents)}


def corrected_files(contents: Contents, corrected: Corrected) -> dict[str, bytes]:
    """As `snapshot_files`, saying that it was corrected. The pictures, which can say no such thing, are left out."""
    html = page(contents, corrected)
    _checked(html, contents, corrected.reason.zh, corrected.reason.en)
    return {"index.html": html, **_tables(contents)}


def _tables(contents: Contents) -> dict[str, bytes]:
    return {
        "leaderboard.csv": csv_table(contents),
        "leaderboard.json": json_table(contents),
        "leaderboard.schema.json": schema(),
        "leaderboard.xlsx": workbook(contents),
    }


def notice_files(contents: Contents, reason: Text, on: date, mark: str) -> dict[str, bytes]:
    """The one page of a withdrawal, checked too."""
    html = notice(contents, reason, on, mark)
    _checked(html, contents, reason.zh, reason.en)
    return {"index.html": html}


def _checked(html: bytes, contents: Contents, *also: str) -> None:
    if found := foreign(html, [contents], also):
        raise Refused("foreign", kind=found[0].kind, what=found[0].what[:80], count=len(found))
