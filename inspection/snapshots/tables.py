"""The leaderboard as data: csv, json with its schema, and a workbook."""

import io
import json
import zipfile
from datetime import datetime
from pathlib import Path

from inspection.formats.exports import csv_bytes, xlsx_bytes
from inspection.snapshots.contents import Contents, Line, Share, json_bytes
from inspection.snapshots.draft import Text
from inspection.snapshots.page import parts, percent
from inspection.text import say

SCHEMA = Path(__file__).resolve().parents[2] / "data" / "reference" / "snapshots" / "leaderboard.schema.json"
COLUMNS = (
    "class", "organisation", "township", "band", "certainty", "place_alone", "best", "worst", "moved", "whole_count",
    "closed_count", "verified_rate", "low", "high", "done_count", "rate", "overdue_count", "satisfaction",
)  # fmt: skip


def heads() -> list[str]:
    """The columns' headers, Chinese with English behind, so that one file serves both."""
    return [f"{say(f'airing.{name}', 'zh')} {say(f'airing.{name}', 'en')}" for name in COLUMNS]


def rows(contents: Contents) -> list[tuple]:
    """One row per organisation, in the order of the page; what is not shown is empty."""
    word = "tier" if contents.judged_by else "band"
    return [
        (
            one.label.zh,
            line.name,
            line.parent,
            say(f"airing.{word}_{line.band}", "zh") if line.band else None,
            say(f"airing.sure_{line.sure}", "zh") if line.sure else None,
            line.place,
            line.best,
            line.worst,
            line.moved,
            line.completion.whole,
            line.closed_off.done if line.closed_off else None,
            percent(line.closed_off) if line.closed_off else None,
            parts(line.low),
            parts(line.high),
            line.completion.done,
            percent(line.completion),
            line.overdue,
            None if line.satisfaction is None else f"{line.satisfaction}%",
        )
        for one in contents.classes
        for line in one.lines
    ]


def csv_table(contents: Contents) -> bytes:
    """`leaderboard.csv`: UTF-8 with BOM, as Excel wants it."""
    return csv_bytes(heads(), rows(contents))


def _notes(contents: Contents) -> list[str]:
    days = say("airing.as_of", "zh", day=contents.as_of)
    lines = [contents.title.zh, contents.title.en, days]
    if contents.published_on:
        lines.append(say("airing.published_on", "zh", day=contents.published_on))
    if contents.demonstration:
        lines.append(say("airing.demonstration", "zh"))
    for one in contents.definitions:
        out_of = f" / {one.out_of.zh}" if one.out_of else ""
        lines.append(f"{one.title.zh}：{one.counted.zh}{out_of}")
    return lines


def workbook(contents: Contents) -> bytes:
    """`leaderboard.xlsx`. Its members lie in it as they are: how a library packs them is not the same everywhere."""
    day = contents.published_on or contents.as_of
    packed = xlsx_bytes(
        "leaderboard", heads(), rows(contents), created=datetime(day.year, day.month, day.day), notes=_notes(contents)
    )
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as target:
        for name in sorted(source.namelist()):
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.create_system = 3
            target.writestr(member, source.read(name))
    return out.getvalue()


def _text(words: Text | None) -> dict[str, str] | None:
    return {"zh": words.zh, "en": words.en} if words else None


def _share(share: Share | None) -> dict[str, int] | None:
    return {"numerator": share.done, "denominator": share.whole} if share else None


def _line(line: Line, group: int) -> dict[str, object]:
    return {
        "id": line.org_id,
        "name": line.name,
        "group": group,
        "band": line.band,
        "sure": line.sure,
        "overdue": line.overdue,
        "band_lower_for_overdue": line.dropped,
        "parent": line.parent,
        "completion": _share(line.completion),
        "interval": [line.low / 10_000, line.high / 10_000],
        "closed_off": _share(line.closed_off),
        "satisfaction_percent": line.satisfaction,
        "place": line.place,
        "place_range": [line.best, line.worst] if line.place is not None else None,
        "place_before": line.before,
        "band_before": line.band_before,
        "entered": line.entered,
        "move_beyond_chance": line.clear,
    }


def json_table(contents: Contents) -> bytes:
    """`leaderboard.json`, as `leaderboard.schema.json` describes it."""
    return json_bytes(
        {
            "$schema": "leaderboard.schema.json",
            "title": _text(contents.title),
            "county": contents.county,
            "as_of": contents.as_of,
            "from_date": contents.from_date,
            "to_date": contents.to_date,
            "published_on": contents.published_on,
            "demonstration": contents.demonstration,
            "data_version": contents.data_version,
            "compared_with": contents.compared.as_of if contents.compared else None,
            "replaces": contents.replaces,
            "reason": _text(contents.reason),
            "judged_by": contents.judged_by,
            "settings": dict(contents.settings),
            "classes": [
                {
                    "class": one.org_class,
                    "label": _text(one.label),
                    "completion": _share(one.completion),
                    "closed_off": _share(one.closed_off),
                    "organisations": [
                        _line(line, number) for number, group in enumerate(one.groups, 1) for line in group.lines
                    ],
                    "groups": [
                        {
                            "group": number,
                            "band": g.band,
                            "not_judged": g.aside,
                            "completion": _share(g.completion),
                            "verified": _share(g.verified),
                        }
                        for number, g in enumerate(one.groups, 1)
                    ],
                }
                for one in contents.classes
            ],
            "totals": [
                {
                    "indicator": one.id,
                    "value": one.value,
                    "share": _share(one.share),
                    "from_date": one.from_date,
                    "to_date": one.to_date,
                    "since_the_term_began": one.running,
                    "cells": [
                        {"class": c.org_class, "year": c.year, "from_date": c.from_date, "to_date": c.to_date, "value": c.value}
                        for c in one.cells
                    ],
                }
                for one in contents.totals
            ],
            "definitions": [
                {"id": one.id, "title": _text(one.title), "counted": _text(one.counted), "out_of": _text(one.out_of)}
                for one in contents.definitions
            ],
        }
    )


def schema() -> bytes:
    """`leaderboard.schema.json`, written the way all our JSON is."""
    return json_bytes(json.loads(SCHEMA.read_text(encoding="utf-8")))
