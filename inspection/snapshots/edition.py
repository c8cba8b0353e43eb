"""All the files of a published folder, made from its contents alone and checked before they leave the house."""

from datetime import date

from inspection.snapshots.contents import Contents
from inspection.snapshots.draft import Text
from inspection.snapshots.faults import Refused
from inspection.snapshots.page import notice, page
from inspection.snapshots.pictures import card, long_picture
from inspection.snapshots.tables import csv_table, json_table, schema, workbook
from inspection.snapshots.vocabulary import foreign


def snapshot_files(contents: Contents) -> dict[str, bytes]:
    """Name -> bytes, without manifest and signature. The same contents give the same bytes on every machine.

    Raises Refused when the page says something that is in no list.
    """
    html = page(contents)
    _checked(html, contents)
    return {
        "card.png": card(contents),
        "index.html": html,
        "leaderboard.csv": csv_table(contents),
        "leaderboard.json": json_table(contents),
        "leaderboard.schema.json": schema(),
        "leaderboard.xlsx": workbook(contents),
        "long.png": long_picture(contents),
    }


def notice_files(contents: Contents, reason: Text, on: date, mark: str) -> dict[str, bytes]:
    """The one page of a withdrawal, checked too."""
    html = notice(contents, reason, on, mark)
    _checked(html, contents, reason.zh, reason.en)
    return {"index.html": html}


def _checked(html: bytes, contents: Contents, *also: str) -> None:
    if found := foreign(html, [contents], also):
        raise Refused("foreign", kind=found[0].kind, what=found[0].what[:80], count=len(found))
