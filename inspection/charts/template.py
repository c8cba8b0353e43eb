"""One look for every figure, in light and in dark.

Light or dark is a matter of the reader's browser, and a figure often comes from a cache that all readers share. So a
figure names a *place* in the palette of `.streamlit/config.toml`, not a colour: Streamlit's front end replaces
`#000001` … `#000040` in the figure by the colours of the theme in force when it draws it. Two things follow:

- show figures with `st.plotly_chart(figure, config=config(lang))`, never with `theme=None` (plotly's own colours come);
- a figure used outside a page has to put real colours in these places first.

Signs, the same on every page: the present solid, a plan outlined, the provisional hatched, the previous period grey,
deep red only for what needs attention.
"""

import json
import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

import numpy as np
import plotly.graph_objects as go

from inspection.charts.wording import fitted

# Places in chartCategoricalColors: five categories, the first of them the present; then the meanings.
CATEGORIES = ("#000001", "#000002", "#000003", "#000004", "#000005")
PRESENT = CATEGORIES[0]
ATTENTION = "#000006"
PREVIOUS = "#000007"
PRESENT_TINT = "#000008"
ATTENTION_TINT = "#000009"
CONTEXT = "#000010"

# Low to high, and from attention over neutral to present.
SEQUENTIAL = tuple(f"#0000{place}" for place in range(11, 21))
DIVERGING = tuple(f"#0000{place}" for place in range(21, 31))

# Places of the theme itself.
GRID = "#000039"
INK = "#000037"
GROUND = "#000038"


def lettering(colour: str) -> str:
    """The colour of words beside what is drawn in `colour`: the same where it reads on the ground in both looks
    (4.5 : 1, WCAG AA), else the ink."""
    return colour if colour in (PRESENT, ATTENTION, CATEGORIES[2]) else INK


def solid(colour: str = PRESENT) -> dict:
    """Bar marker of a figure that stands."""
    return {"color": colour, "line": {"width": 0}}


def outlined(colour: str = PRESENT) -> dict:
    """Bar marker of a plan or a target: an empty box."""
    return {"color": GROUND, "line": {"color": colour, "width": 1.5}}


def hatched(colour: str = PRESENT) -> dict:
    """Bar marker of a provisional figure: a cohort still open, a part of a year."""
    pattern = {"shape": "/", "fillmode": "replace", "fgcolor": colour, "bgcolor": GROUND, "size": 6, "solidity": 0.4}
    return {"color": colour, "pattern": pattern, "line": {"color": colour, "width": 1}}


def hatched_where(provisional: list[bool], colour: str = PRESENT) -> dict:
    """Marker of one bar trace in which some bars are provisional: these are hatched, the others solid."""
    marker = hatched(colour)
    marker["pattern"]["shape"] = ["/" if open_ else "" for open_ in provisional]
    return marker


def _scale(places: tuple[str, ...]) -> list[tuple[float, str]]:
    return [(at / (len(places) - 1), place) for at, place in enumerate(places)]


_AXIS = {"showgrid": False, "zeroline": False, "showline": False, "ticks": "", "fixedrange": True, "automargin": True}
_QUANTITY = _AXIS | {"showgrid": True, "zeroline": True, "rangemode": "tozero"}

TEMPLATE = go.layout.Template(
    layout={
        "colorway": [*CATEGORIES, ATTENTION, PREVIOUS, PRESENT_TINT, ATTENTION_TINT, CONTEXT],
        "colorscale": {"sequential": _scale(SEQUENTIAL), "diverging": _scale(DIVERGING)},
        "bargap": 0.35,
        "bargroupgap": 0.08,
        "hovermode": "closest",
        "dragmode": False,  # a finger that scrolls the page must not zoom the chart
        "separators": ".,",
        "xaxis": _AXIS,
        "yaxis": _QUANTITY,
    },
    data={
        "bar": [{"textposition": "outside", "cliponaxis": False, "constraintext": "none"}],
        "scatter": [{"line": {"width": 2.5}, "marker": {"size": 7, "line": {"width": 0}}, "cliponaxis": False}],
        "heatmap": [{"colorscale": _scale(SEQUENTIAL), "xgap": 2, "ygap": 2, "showscale": False}],
    },
)


_TEMPLATE = TEMPLATE.to_plotly_json()


class Finished(go.Figure):
    """A figure shown as it is: its dictionary, which Streamlit asks for at every rerun, is made once.

    Whoever wants to change it makes a plain one of it: `go.Figure(finished)`.
    """

    @classmethod
    def told(cls, whole: dict) -> "Finished":
        """The figure of a dictionary as plotly has it; checked by plotly only where more than that is asked of it."""
        made = cls.__new__(cls)
        made.__dict__ |= {"_made": whole, "_unchecked": whole}
        return made

    def __getattr__(self, name: str) -> object:
        if "_unchecked" not in self.__dict__:
            raise AttributeError(name)
        super().__init__(self.__dict__.pop("_unchecked"))
        return getattr(self, name)

    def __reduce__(self) -> tuple:
        return _told, (self.to_dict(),)

    def traces(self) -> list[dict]:
        """What is drawn, each as a dictionary."""
        return self._data if "_data" in self.__dict__ else self._made["data"]

    def to_dict(self) -> dict:
        if "_made" not in self.__dict__:
            self._made = super().to_dict()
        return self._made


def _told(whole: dict) -> Finished:
    return Finished.told(whole)


def figure(*traces: go.Figure | dict, height: int = 300, horizontal: bool = False, **layout: object) -> Finished:
    """A figure of `traces` in the common look, `height` pixels high.

    `horizontal` is for bars that lie: the categories run down the y axis, first on top, and the quantity along x.
    An axis along which texts stand is one of categories, whatever they look like, unless `layout` gives its type.
    `layout` are further layout attributes, each by the name it has in plotly's own dictionary (no `title_text`); where one is
    a dict its entries are put into the common one and win. Plotly takes milliseconds to check a layout, at every later
    `update_layout` or `add_annotation` again, so nothing is checked here: tests have plotly check what charts draw.
    """
    across, along = ("xaxis", "yaxis") if horizontal else ("yaxis", "xaxis")
    common = {
        "template": _TEMPLATE,
        "height": height,
        # What Streamlit's theme sets in the template as well has to stand in the layout itself to prevail.
        "font": {"size": 13, "color": INK},
        "margin": {"l": 4, "r": 12, "t": 28 if len(traces) > 1 else 12, "b": 4, "pad": 4},
        "legend": {"orientation": "h", "x": 0, "xanchor": "left", "y": 1.02, "yanchor": "bottom", "title": {"text": ""}},
        "hoverlabel": {"font": {"size": 13}, "align": "left"},
        "showlegend": len(traces) > 1,
        across: _QUANTITY | {"gridcolor": GRID, "zerolinecolor": PREVIOUS, "tickfont": {"size": 12, "color": INK}},
        along: _AXIS | {"tickfont": {"size": 13, "color": INK}} | ({"autorange": "reversed"} if horizontal else {}),
    }
    merged = common | {
        name: common[name] | value if isinstance(value, dict) and isinstance(common.get(name), dict) else value
        for name, value in layout.items()
        if value is not None and value != [] and value != ()  # plotly writes nothing of what is empty
    }
    for name in ("xaxis", "yaxis"):
        # left to itself, plotly takes labels that look like numbers or days for numbers or days
        if "type" not in merged[name] and _words_along(traces, name[0]):
            merged[name] = merged[name] | {"type": "category"}
    if horizontal and "ticktext" not in merged[along]:
        merged[along] = merged[along] | _names_that_fit(traces)
    told = [trace if isinstance(trace, dict) else trace.to_plotly_json() for trace in traces]
    if any(map(_holds_array, told)):  # which plotly sends as bytes
        return Finished(data=list(traces), layout=merged, _validate=False)
    return Finished.told({"data": told, "layout": merged})


def _names_that_fit(traces: Iterable[go.Figure | dict]) -> dict:
    """What the axis of the rows is given where a name is too wide for its row: the names cut, so that the drawing keeps its
    room. Rows stay apart by their whole names, which a mark that is pointed at tells."""
    held = [trace for trace in traces if "y" in trace and any(isinstance(name, str) for name in trace["y"] or ())]
    names = list(dict.fromkeys(name for trace in held for name in trace["y"] if isinstance(name, str)))
    if all(fitted(name) == name for name in names):
        return {}
    for trace in held:
        if "hovertemplate" in trace and "%{y}" in str(trace["hovertemplate"]):
            trace.update(hovertext=list(trace["y"]), hovertemplate=trace["hovertemplate"].replace("%{y}", "%{hovertext}"))
    return {"tickvals": names, "ticktext": list(map(fitted, names))}


def _holds_array(part: dict) -> bool:
    return any(_holds_array(value) if isinstance(value, dict) else isinstance(value, np.ndarray) for value in part.values())


def _words_along(traces: Iterable[go.Figure | dict], letter: str) -> bool:
    """Whether anything drawn stands at a text along that axis."""
    places = (trace[letter] for trace in traces if letter in trace)
    return any(isinstance(place, str) for values in places if values is not None for place in values)


SET_OFF = {"xshift", "yshift", "standoff"}
DRAWN = {("marker", "size"), ("line", "width"), ("error_x", "thickness"), ("error_y", "thickness")}
"""What marks and lines are drawn with, in pixels: (of what, name)."""


def enlarged(made: go.Figure, factor: float, least: float) -> Finished:
    """The same figure with all type, marks, lines, what is set off in pixels, its margins and its height `factor` times as
    large, no type smaller than `least` pixels, for a projector."""

    def grown(value: object, inside: str = "") -> object:
        if isinstance(value, dict):
            return {
                name: max(part * factor, least)
                if isinstance(part, int | float) and name == "size" and inside.endswith("font")
                else part * factor
                if isinstance(part, int | float)
                and ((inside == "margin" and name in "lrtb") or name in SET_OFF or (inside, name) in DRAWN)
                else grown(part, name)
                for name, part in value.items()
            }
        if isinstance(value, str):
            return re.sub(r"(?<=font-size:)\d+(?=px)", lambda size: str(round(max(int(size.group()) * factor, least))), value)
        return [grown(part, inside) for part in value] if isinstance(value, list | tuple) else value

    whole = grown(made.to_dict())
    whole["layout"]["height"] = round(made.layout.height * factor)
    return Finished.told(whole)


@cache
def _locales() -> dict:
    return json.loads((Path(__file__).parent / "plotly.zh-CN.json").read_text(encoding="utf-8"))


def config(lang: str, name: str = "") -> dict:
    """What `st.plotly_chart` gets as `config`: the words of the tool bar in `lang`, and only the button that saves.

    `name` is the file name of a saved picture, without its ending.
    """
    chosen = {
        "displaylogo": False,
        "displayModeBar": "hover",
        "modeBarButtons": [["toImage"]],
        "toImageButtonOptions": {"format": "png", "scale": 2} | ({"filename": name} if name else {}),
        "doubleClick": False,
    }
    if lang == "zh":
        chosen |= {"locale": "zh-CN", "locales": _locales()}
    return chosen
