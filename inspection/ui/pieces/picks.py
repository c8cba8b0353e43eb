"""A mark of a chart that the reader clicked, as a filter of the rows behind it; kept in the address (?pick=).

What the marks of a figure stand for is written by `inspection.charts.marks`.
"""

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

import streamlit as st

from inspection.indicators import indicator, indicators, parts_of
from inspection.reading.answers import Source, names
from inspection.reading.view import View
from inspection.reading.words import NAMED, label

PICK = "pick"  # in the address
_SEEN = "pick_seen"
_CASE = "case_clicked"
CASE_PAGES = {"finding": "pages/case/finding.py", "clue": "pages/case/clue.py"}
"""What a mark of one case opens."""
_PARTS = {part for one in indicators().values() for part in parts_of(one)}
_NUMBERS = ("year", "term")


@dataclass(frozen=True)
class Pick:
    """Which rows a mark stands for; `id` and `part` are empty where the mark does not say."""

    id: str
    part: str
    where: tuple[tuple[str, str | None], ...]

    def of(self, id: str) -> tuple[tuple[str, tuple], ...]:
        """The filter as far as that indicator has the dimensions, as (dimension, values) pairs."""
        return tuple((name, (value,)) for name, value in self.where if name in indicator(id).dimensions)

    def words(self, view: View, source: Source) -> str:
        """What was picked, as a reader says it."""
        said = []
        if self.id:
            said.append(indicator(self.id).title(view.lang))
        if self.part:
            said.append(view.say(f"pages.part_{self.part.removeprefix('all_')}"))
        for name, value in self.where:
            if value is None:
                said.append(view.say("picks.nothing_stated"))
            elif name in NAMED:
                known = names(source, NAMED[name])
                said.append(str(known.get(int(value) if name == "term" else value, value)))
            else:
                codes = next((c for i in indicators().values() if (c := _codes(i, name))), "")
                said.append(label(codes, value, view.lang) if codes else value)
        return " · ".join(said)


def _codes(definition, dimension: str) -> str | None:
    return definition.codes_of(dimension) if dimension in definition.dimensions else None


def read(text: str) -> Pick | None:
    """The pick of such a text; None for one that names no indicator, part or dimension there is."""
    head, _, tail = text.partition("?")
    id, _, part = head.partition(":")
    known = {name for i in indicators().values() for name in i.dimensions}
    where = tuple((name, value or None) for name, value in parse_qsl(tail, keep_blank_values=True))
    if (id and id not in indicators()) or (part and part not in _PARTS):
        return None
    if any(n not in known or (n in _NUMBERS and v is not None and not re.fullmatch(r"[0-9]{1,4}", v)) for n, v in where):
        return None
    return Pick(id, part, where)


def of_figure(figure) -> list:
    """What the marks of a figure of inspection.charts stand for; nothing where it does not say."""
    return (figure.to_dict()["layout"].get("meta") or {}).get("picks", [])


def current(name: str) -> Pick | None:
    """What is picked in the chart of that name."""
    chart, _, text_ = st.query_params.get(PICK, "").partition("~")
    return read(text_) if chart == name else None


def open_rows_once(name: str) -> None:
    """Open the rows behind a chart when a link names a pick in it; what the reader closes then stays closed."""
    asked = st.query_params.get(PICK, "")
    if asked.partition("~")[0] == name and st.session_state.get(_SEEN) != asked:
        st.session_state[_SEEN] = asked
        st.session_state[f"behind_{name}"] = True


def clicked(name: str, picks: list) -> None:
    """Put what the reader clicked into the address, or take it out where the click was beside every mark."""
    points = st.session_state[f"chart_{name}"].selection.points
    texts = [t for point in points if (t := _text_of(point, picks))]
    if texts and texts[0].startswith("/"):
        st.session_state[_CASE] = texts[0]
    elif texts:
        st.query_params[PICK] = f"{name}~{texts[0]}"
    elif not points:
        clear(name)


def open_case_once(along: tuple[tuple[str, str], ...]) -> None:
    """Go to the page of the case whose mark was clicked, with what is chosen; stay where none was."""
    kind, _, asked = st.session_state.pop(_CASE, "").removeprefix("/").partition("?")
    if kind in CASE_PAGES:
        st.switch_page(CASE_PAGES[kind], query_params=dict(along) | dict(parse_qsl(asked)))


def clear(name: str) -> None:
    """Forget what is picked in that chart."""
    if st.query_params.get(PICK, "").partition("~")[0] == name:
        del st.query_params[PICK]


def _text_of(point: dict, picks: list) -> str:
    curve, at = point.get("curve_number", 0), point.get("point_index", 0)
    if picks and isinstance(picks[0], list):
        picks = picks[curve] if curve < len(picks) else []
    return picks[at] if at < len(picks) else ""
