"""Open data: each published figure as one csv at an address that stays, what differs from edition to edition, and what a
machine needs to read them (Frictionless' datapackage.json, the W3C's csv-metadata.json).

Made of the contents that were published and of nothing else, so what is hidden or withheld there is so here. Of an edition
that was withdrawn nothing is here.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from datetime import date

from inspection.formats.exports import defused
from inspection.snapshots.contents import Contents, Share, json_bytes
from inspection.snapshots.draft import SHARES, Text
from inspection.snapshots.page import parts, percent
from inspection.text import say
from inspection.warehouse import PROGRAM

FOLDER = "data"


@dataclass(frozen=True)
class Edition:
    """A published edition: its folder, its contents, and the folder of the edition it corrects ("" where it corrects none)."""

    folder: str
    contents: Contents
    valid: bool
    corrects: str = ""


@dataclass(frozen=True)
class Row:
    """One value of a figure: of an organisation, or of the county ("all") or a class in a period. Empty: not published.

    `value`: of a share per cent as printed, of a count the count; `low`, `high`: its 95 % interval in per cent.
    """

    as_of: date
    org_class: str
    organisation_id: str | None = None
    organisation: str | None = None
    township: str | None = None
    year: int | None = None
    from_date: date | None = None
    to_date: date | None = None
    numerator: int | None = None
    denominator: int | None = None
    value: str | None = None
    low: str | None = None
    high: str | None = None
    hidden: bool = False

    @property
    def thing(self) -> tuple:
        """What it is of, the same from edition to edition, where the days of a period move on."""
        return self.org_class, self.organisation_id, self.year


TYPES = {"as_of": "date", "from_date": "date", "to_date": "date", "numerator": "integer", "denominator": "integer",
         "year": "integer", "value": "number", "low": "number", "high": "number", "hidden": "boolean"}  # fmt: skip
COLUMNS = tuple(field.name for field in fields(Row))
REVISED = (
    "published_on", "kind", "edition", "compared_with", "figure", "org_class", "organisation_id", "organisation", "year",
    "as_of_before", "as_of", "before", "after",
)  # fmt: skip
REVISED_TYPES = {**dict.fromkeys(("published_on", "as_of_before", "as_of"), "date"), "year": "integer", "before": "number",
                 "after": "number"}  # fmt: skip


def figure_rows(contents: Contents) -> dict[str, list[Row]]:
    """Figure -> its rows in an edition, in the order of the page; a figure without a row is left out."""
    found: dict[str, list[Row]] = {id: [] for id in (*(one for one in SHARES if one in contents.indicators),)}
    for one in contents.classes:
        for line in one.lines:
            of = {"org_class": one.org_class, "organisation_id": line.org_id, "organisation": line.name, "township": line.parent,
                  "as_of": contents.as_of, "from_date": contents.from_date, "to_date": contents.to_date}  # fmt: skip
            judged = contents.judged_by or "completion_rate"
            for id, share in (("completion_rate", line.completion), ("closed_off_rate", line.closed_off)):
                if id in found and share:
                    interval = {"low": _number(parts(line.low)), "high": _number(parts(line.high))} if id == judged else {}
                    found[id].append(Row(**of, **_share(share), **interval))
            if "overdue_rate" in found and line.overdue is not None:
                found["overdue_rate"].append(Row(**of, numerator=line.overdue))
            if "satisfaction_rate" in found and line.satisfaction is not None:
                found["satisfaction_rate"].append(Row(**of, value=str(line.satisfaction)))
    for total in contents.totals:
        days = {"as_of": contents.as_of, "from_date": total.from_date, "to_date": total.to_date}
        if total.share:
            rows = [Row(org_class="all", **days, **_share(total.share))]
        elif total.cells:
            rows = [
                Row(contents.as_of, cell.org_class, year=cell.year, from_date=cell.from_date, to_date=cell.to_date,
                    value=None if cell.value is None else str(cell.value), hidden=cell.value is None)
                for cell in total.cells
            ]  # fmt: skip
        else:
            rows = [Row(org_class="all", **days, value=None if total.value is None else str(total.value), hidden=total.hidden)]
        found.setdefault(total.id, []).extend(rows)
    return {id: rows for id, rows in found.items() if rows}


def _number(words: str) -> str:
    return words.removesuffix("%")


def _share(share: Share) -> dict[str, object]:
    return {"numerator": share.done, "denominator": share.whole, "value": _number(percent(share))}


def open_data(editions: Sequence[Edition], county: str, coming: str = "") -> dict[str, bytes]:
    """Path -> bytes below the site's root. `editions`: oldest first; `coming`: when the next is due, in the office's words.

    `data/<figure>.csv` is the latest valid edition that has the figure, `data/<figure>/<edition>.csv` each of them.
    """
    files: dict[str, bytes] = {}
    latest: dict[str, tuple[Edition, list[Row]]] = {}
    for edition in editions:
        for id, rows in figure_rows(edition.contents).items():
            files[f"{FOLDER}/{id}/{edition.folder}.csv"] = _csv(COLUMNS, map(astuple, rows))
            # a correction of an older day is no news
            if edition.valid and (id not in latest or latest[id][0].contents.as_of <= edition.contents.as_of):
                latest[id] = edition, rows
    resources, tables = [], []
    for id, (edition, _) in sorted(latest.items()):
        path = f"{id}.csv"
        files[f"{FOLDER}/{path}"] = held = files[f"{FOLDER}/{id}/{edition.folder}.csv"]
        title, words = figure_words(edition.contents, id)
        resources.append(_resource(id, path, held, title, words, COLUMNS, TYPES) | {"as_of": edition.contents.as_of.isoformat()})
        tables.append(_table(path, title, words, COLUMNS, TYPES) | {"dc:modified": str(edition.contents.published_on)})
    if not latest:
        return {}
    revised = _csv(REVISED, revisions(editions))
    files[f"{FOLDER}/revisions.csv"] = revised
    title = Text(say("opendata.revisions", "zh"), say("opendata.revisions", "en"))
    resources.append(_resource("revisions", "revisions.csv", revised, title, title, REVISED, REVISED_TYPES))
    tables.append(_table("revisions.csv", title, title, REVISED, REVISED_TYPES))
    newest = max(edition.contents.published_on for edition, _ in latest.values())
    package = {
        "profile": "tabular-data-package",
        "name": "inspection-rectification",
        "title": say("opendata.package", "zh", name=county),
        "description": say("opendata.package", "en", name=county),
        "version": newest.isoformat(),
        "created": f"{newest.isoformat()}T00:00:00Z",
        "program": PROGRAM["version"],
        "demonstration": any(edition.contents.demonstration for edition, _ in latest.values()),
        "resources": resources,
    }
    if coming:
        package["next_release"] = coming
    files[f"{FOLDER}/datapackage.json"] = json_bytes(package)
    described = {"@context": ["http://www.w3.org/ns/csvw", {"@language": "zh"}], "dc:title": package["title"], "tables": tables}
    files[f"{FOLDER}/csv-metadata.json"] = json_bytes(described)
    return files


def following(editions: Sequence[Edition]) -> Iterator[tuple[Edition | None, Edition]]:
    """(the edition before, edition), oldest first: before a correction what it corrects, else the last of the series as it
    stood; None before the first."""
    last: dict[str, Edition] = {}
    by_folder = {one.folder: one for one in editions}
    for edition in editions:
        before, corrected = last.get(edition.contents.slug), by_folder.get(edition.corrects)
        yield corrected or before, edition
        if corrected is None or before is corrected:
            last[edition.contents.slug] = edition


def revisions(editions: Sequence[Edition]) -> Iterator[tuple]:
    """What differs from the edition before, a row each as REVISED says."""
    for before, edition in following(editions):
        if before is not None:
            yield from _differing(before, edition)


def _differing(old: Edition, new: Edition) -> Iterator[tuple]:
    was, now = figure_rows(old.contents), figure_rows(new.contents)
    kind = "correction" if new.corrects else "release"
    for id in dict.fromkeys((*now, *was)):
        left, right = ({row.thing: row for row in rows.get(id, ())} for rows in (was, now))
        for thing in dict.fromkeys((*right, *left)):
            one, other = left.get(thing), right.get(thing)
            if _said(one) == _said(other) and (one is None) == (other is None):
                continue
            named = other or one
            yield (
                new.contents.published_on, kind, new.folder, old.folder, id, named.org_class, named.organisation_id,
                named.organisation, named.year, old.contents.as_of, new.contents.as_of, _value(one), _value(other),
            )  # fmt: skip


def _said(row: Row | None) -> tuple | None:
    return None if row is None else (row.numerator, row.denominator, row.value, row.hidden)


def _value(row: Row | None) -> object:
    return None if row is None else row.numerator if row.value is None else row.value


def figure_words(contents: Contents, id: str) -> tuple[Text, Text]:
    """A figure's title, and what is counted out of what."""
    one = next(one for one in contents.definitions if one.id == id)
    if id == "overdue_rate":  # of it the overdue are published, not what they are out of
        return Text(say("airing.overdue_count", "zh"), say("airing.overdue_count", "en")), one.counted
    if one.out_of is None:
        return one.title, one.counted
    return one.title, Text(f"{one.counted.zh} / {one.out_of.zh}", f"{one.counted.en} / {one.out_of.en}")


def _column(name: str, lang: str) -> str:
    return say(f"opendata.column_{name}", lang)


def _resource(
    name: str, path: str, held: bytes, title: Text, words: Text, columns: Iterable[str], types: dict[str, str]
) -> dict[str, object]:
    made = [
        {"name": one, "type": types.get(one, "string"), "title": _column(one, "zh"), "description": _column(one, "en")}
        for one in columns
    ]
    return {
        "name": name, "path": path, "profile": "tabular-data-resource", "title": title.zh, "title_en": title.en,
        "description": words.zh, "description_en": words.en, "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": len(held), "hash": f"sha256:{hashlib.sha256(held).hexdigest()}",
        "schema": {"fields": made, "missingValues": [""]},
    }  # fmt: skip


def _table(path: str, title: Text, words: Text, columns: Iterable[str], types: dict[str, str]) -> dict[str, object]:
    made = [
        {"name": one, "titles": [one], "datatype": types.get(one, "string"), "dc:description": _column(one, "zh")}
        for one in columns
    ]
    return {"url": path, "dc:title": title.zh, "dc:description": words.zh, "tableSchema": {"columns": made}}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """UTF-8 without BOM, as those who read by machine expect it; what a spreadsheet would take for a formula is defused."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return out.getvalue().encode("utf-8")


def _cell(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    return defused(value) if isinstance(value, str) else value
