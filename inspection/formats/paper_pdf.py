"""A paper as a PDF: typeset by Typst from one template with the fonts the program ships. Equal papers, equal bytes.

What a paper says goes to the template as data and is never read as markup.
"""

import datetime
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import typst

from inspection.formats.paper import Chart, Paper, Table, printable, wide_of, widths
from inspection.warehouse.dictionary import REFERENCE

TEMPLATES = REFERENCE / "papers"
FONTS = REFERENCE.parent / "fonts"


def pdf_bytes(paper: Paper) -> bytes:
    """The PDF of a paper."""
    before, _, after = paper.say("packs.page_number", n="\0").partition("\0")
    as_of = f"{paper.facts[0][0]} {paper.facts[0][1]}"
    told = {
        "title": paper.title,
        "office": paper.office,
        "lang": paper.lang,
        "mark": paper.mark,
        "under": as_of,
        "foot": " · ".join(part for part in (paper.office, as_of, paper.mark) if part),
        "number_before": before,
        "number_after": after,
        "sections": [
            {
                "heading": heading,
                "sentences": section.sentences,
                "figures": [
                    {"title": f.title, "words": f.words, "change": f.change, "lines": f.lines} for f in section.figures
                ],
                "charts": [_chart(chart) for chart in section.charts],
            }
            for heading, section in paper.numbered()
        ],
        "annexes": [table_data(heading, table) for heading, table in paper.annexes()],
        "definitions_title": paper.say("packs.definitions"),
        "definitions": [{"title": d.title, "lines": d.lines} for d in paper.definitions],
        "basis_title": paper.say("packs.basis"),
        "facts": paper.facts,
    }
    return typeset("paper.typ", {"paper": told}, paper.as_of)


def typeset(template: str, given: Mapping[str, object], on: datetime.date) -> bytes:
    """A template of data/reference/papers/ with data as JSON, dated `on`."""
    data = {name: json.dumps(_printable(value), ensure_ascii=False) for name, value in given.items()}
    # a sign that the fonts of the program lack is looked for among the machine's, where there are any
    alone = set("".join(data.values())) <= _signs()
    compiler = typst.Compiler(str(TEMPLATES / template), root=str(TEMPLATES), font_paths=[str(FONTS)], ignore_system_fonts=alone)
    moment = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    return compiler.compile(format="pdf", sys_inputs=data, timestamp=int(moment.timestamp()))


@cache
def _signs() -> frozenset[str]:
    """The characters of the program's own font."""
    return frozenset(Path(FONTS / "characters.txt").read_text(encoding="utf-8")) | frozenset("\n\r\t ")


def _printable(value: object) -> object:
    if isinstance(value, str):
        return "\n".join(printable(line) for line in value.split("\n"))
    if isinstance(value, Mapping):
        return {name: _printable(one) for name, one in value.items()}
    return [_printable(one) for one in value] if isinstance(value, list | tuple) else value


def _chart(chart: Chart) -> dict:
    series = [
        {"name": s.name, "values": s.values, "words": [chart.label(v) for v in s.values]} for s in chart.series
    ]
    nothing = [None] * len(chart.categories)
    return {
        "kind": chart.kind, "title": chart.title, "categories": chart.categories, "series": series,
        "low": chart.low or nothing, "high": chart.high or nothing, "wide": max(map(wide_of, chart.categories), default=1),
    }  # fmt: skip


def table_data(heading: str, table: Table) -> dict:
    """A table as the templates take it."""
    wide = widths(table, table.columns, 100.0, (130.0 if table.wide else 82.0) - 1.5 * len(table.columns))
    merged = next((n for n, column in enumerate(table.columns) if column.name == table.merged), None)
    spans = {start: end - start + 1 for start, end in table.runs()}
    rows = []
    for number, cells in enumerate(table.cells):
        row = []
        for at, (words, column) in enumerate(zip(cells, table.columns, strict=True)):
            if at == merged and number not in spans:
                continue
            row.append({"words": words, "type": column.type, "span": spans[number] if at == merged else 1})
        rows.append(row)
    return {
        "heading": heading, "title": table.title, "lying": table.wide, "notes": table.notes, "rows": rows,
        "columns": [{"label": c.label, "group": c.group, "wide": w} for c, w in zip(table.columns, wide, strict=True)],
        "groups": [{"name": n, "first": a, "last": b} for n, a, b in table.groups()] if table.grouped else [],
    }  # fmt: skip
