"""Fields of a Word document: its text, tables, text boxes, headers, footers and notes. Part of the script form_child.py."""

from form_archive import Package
from form_outline import marked, paragraphs_of
from form_runs import Answer, fields_in, paragraphs, spliced, splices
from reader_pieces import Refused

PARTS = {
    "body": ("wordprocessingml.document.main+xml", "ms-word.document.macroEnabled.main+xml", "template.main+xml"),
    "header": ("wordprocessingml.header+xml",),
    "footer": ("wordprocessingml.footer+xml",),
    "notes": ("wordprocessingml.footnotes+xml", "wordprocessingml.endnotes+xml"),
}
SHOWN = 60  # characters of the paragraph around a field


def parts_of(package: Package) -> list[tuple[str, str]]:
    """(kind, part) of all parts that hold text."""
    return [(kind, part) for kind, ends in PARTS.items() for part in package.of_kind(*ends)]


def look(package: Package) -> list[dict]:
    """The fields: kind of part, number of the paragraph that holds it (from 1, of those with text), the text, and what
    stands around."""
    found = []
    for kind, part in parts_of(package):
        data = package.read(part)
        held = [text for ps in _paragraphs(data) if (text := "".join(one.text for one in ps)).strip()]
        for number, text in enumerate(held, 1):
            found += [
                {"sheet": kind, "place": str(number), "text": field, "around": text[:SHOWN]} for field in fields_in(text)
            ]
    return found


def fill(package: Package, answers: dict[str, Answer]) -> dict[str, bytes]:
    """Part -> its bytes with the answers in place, of the parts that have any."""
    changed = {}
    for _, part in parts_of(package):
        data = package.read(part)
        made = [splice for ps in _paragraphs(data) for splice in splices(data, ps, answers)]
        if made:
            changed[part] = spliced(data, made)
    return changed


def outline(package: Package) -> dict[str, list[dict]]:
    """What can be marked: `passages`, the paragraphs (part, its kind, number of all of the part from 1, number of those with
    text or 0, text, and the cell: table, row, column, from 1, or 0), and `cells`, the cells of the tables.

    The stand-ins of text boxes for old programs are passed over: Word writes them anew."""
    passages, cells = [], []
    for kind, part in parts_of(package):
        found, there = paragraphs_of(package.read(part))
        with_text = 0
        for number, one in enumerate(found, 1):
            said = bool(one.text.strip())
            with_text += said
            at = (one.cell.table, one.cell.row, one.cell.column) if one.cell else (0, 0, 0)
            if not one.twin:
                passages.append({"part": part, "kind": kind, "number": number, "said": with_text if said else 0,
                                 "text": one.text, "cell": at})  # fmt: skip
        cells += [{"part": part, "at": (c.table, c.row, c.column), "wide": c.wide, "continued": c.continued} for c in there]
    return {"passages": passages, "cells": cells}


def mark(package: Package, marks: dict[str, dict[str, str]]) -> dict[str, bytes]:
    """Part -> its bytes with texts written into paragraphs (part -> place -> text; form_outline.marked).

    Raises Refused (form_no_place) for a part or place that is none."""
    there, changed = {part for _, part in parts_of(package)}, {}
    for part, texts in marks.items():
        if part not in there:
            raise Refused("form_no_place", place="", part=part)
        data = package.read(part)
        for place, text in texts.items():
            data = marked(data, part, place, text)
        changed[part] = data
    return changed


def _paragraphs(data: bytes) -> list:
    return paragraphs(data, "wordprocessingml", "p")
