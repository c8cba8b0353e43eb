"""What the analyst asks, as the address keeps it: a link opens the same question again."""

from dataclasses import dataclass, replace

import streamlit as st

from inspection.indicators import Unknown, indicator
from inspection.warehouse.explore import MEASURES, NoSuchField, fields

NAMES = ("of", "by", "measure", "chart", "keep", "from_to", "across")
CHARTS = ("bar", "line", "heatmap", "box", "scatter", "none")
ASKED, SET = "explore_written", "explore_set"


@dataclass(frozen=True)
class Asked:
    """`source` is ("indicator", id) or ("ledger", name); `by` up to two fields or dimensions; `measure` and `number` of
    a ledger; `keep`: field -> the values kept ("" is the empty one); `between`: field -> (first, last) as texts."""

    source: tuple[str, str] = ("indicator", "completion_rate")
    by: tuple[str, ...] = ("org_class",)
    measure: str = "count"
    number: str = ""
    chart: str = "bar"
    keep: tuple[tuple[str, tuple[str, ...]], ...] = ()
    between: tuple[tuple[str, str, str], ...] = ()
    across: str = ""

    def texts(self) -> dict[str, str]:
        """The address's parameters."""
        found = {
            "of": ":".join(self.source),
            "by": ",".join(self.by),
            "measure": f"{self.measure}:{self.number}" if self.source[0] == "ledger" else "",
            "chart": self.chart,
            "keep": ";".join(f"{name}={'|'.join(values)}" for name, values in self.keep if values),
            "from_to": ";".join(f"{name}={first}~{last}" for name, first, last in self.between if first or last),
            "across": self.across,
        }
        return {name: text for name, text in found.items() if text}


def _parsed(texts: dict[str, str]) -> Asked:
    asked = Asked()
    kind, _, name = texts.get("of", ":".join(asked.source)).partition(":")
    known = _known(kind, name)
    if known is None:
        return asked
    by = tuple(b for b in texts.get("by", "").split(",") if b.partition("@")[0] in known)[:2]
    measure, _, number = texts.get("measure", "count:").partition(":")
    keep = [part.partition("=") for part in texts.get("keep", "").split(";") if "=" in part]
    spans = [part.partition("=") for part in texts.get("from_to", "").split(";") if "~" in part]
    return Asked(
        source=(kind, name),
        by=by,
        measure=measure if measure in MEASURES else "count",
        number=number if number in known else "",
        chart=texts.get("chart") if texts.get("chart") in CHARTS else "bar",
        keep=tuple((n, tuple(v.split("|"))) for n, _, v in keep if n.partition("@")[0] in known),
        between=tuple((n, *v.partition("~")[::2]) for n, _, v in spans if n in known),
        across=texts["across"] if texts.get("across") in known else "",
    )


def _known(kind: str, name: str) -> set[str] | None:
    """The fields or dimensions of a source; None where there is no such source."""
    try:
        return set(indicator(name).dimensions) if kind == "indicator" else set(fields(name))
    except (Unknown, NoSuchField):
        return None


def read() -> Asked:
    """What the address asks, when somebody opened it; else what the reader last chose on this page."""
    texts = {name: st.query_params[name] for name in NAMES if name in st.query_params}
    if texts and texts != st.session_state.get(ASKED):
        st.session_state[SET] = st.session_state.get(SET, 0) + 1  # fresh widgets, set to what the link asks
        st.session_state["explore_asked"] = _parsed(texts)
    return st.session_state.get("explore_asked", Asked())


def keep(asked: Asked) -> None:
    """Remember what is asked, and write it into the address."""
    st.session_state["explore_asked"] = asked
    texts = asked.texts()
    if texts != {name: st.query_params[name] for name in NAMES if name in st.query_params}:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in NAMES}
        st.query_params.from_dict(others | texts)
    st.session_state[ASKED] = texts


def of_source(source: tuple[str, str]) -> Asked:
    """The first question about another source."""
    if source[0] == "indicator":
        return replace(Asked(), source=source, by=("org_class",))
    dates = [f for f in fields(source[1]).values() if f.column.type == "date" and "." not in f.path]
    return replace(Asked(), source=source, by=(f"{dates[0].path}@year",) if dates else ())
