"""A table as text: on paper, a projector and a telephone in place of the grid, and for the few rows a page opens with.

It is sent whole, as one element. Streamlit's own table reads every cell as markdown, a fifth of all that a reload of the overview
had the browser do, for rows that a screen does not even show. What is written into it is text of its tree, never markup.
"""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement, tostring

import streamlit as st

RIGHT = "data-figure"  # screen.css and print.css put these cells to the right
LEVEL = "data-level"  # screen.css gives these words the colour of the warning


def made(
    heads: Sequence[str],
    columns: Sequence[Sequence[str]],
    ways: Mapping[int, Sequence[str]],
    right: frozenset[int],
    levels: Mapping[int, Sequence[str]] = MappingProxyType({}),
) -> str:
    """The table's HTML. `ways`: of a column by its place, the address behind each of its cells, empty where there is none;
    `right`: the columns of figures; `levels`: of a column by its place, the warning (red, yellow, blue) that each cell says."""
    table = Element("table")
    head = SubElement(SubElement(table, "thead"), "tr")
    for at, words in enumerate(heads):
        _cell(head, "th", words, at in right).set("scope", "col")
    body = SubElement(table, "tbody")
    for place, row in enumerate(zip(*columns, strict=True)):
        line = SubElement(body, "tr")
        for at, words in enumerate(row):
            way = ways[at][place] if at in ways else ""
            level = levels[at][place] if at in levels else ""
            cell = _cell(line, "td", "" if way or level else words, at in right)
            if level:
                SubElement(cell, "span", {LEVEL: level}).text = words
            elif way:
                link = SubElement(cell, "a", {"href": way, "target": "_blank"})
                link.text = words
    return tostring(table, encoding="unicode", short_empty_elements=False)


def _cell(row: Element, kind: str, words: str, right: bool) -> Element:
    cell = SubElement(row, kind, {RIGHT: ""} if right else {})
    cell.text = words
    return cell


def show(table: str) -> None:
    """Put a table that `made` returned on the page."""
    st.html(table)
