"""What a mark of a figure stands for, as a text in the figure's `meta`: a reader who clicks it is shown these rows.

`figure(..., meta=marks([...]))` with one text per mark, in the order of the marks and the same for every trace; or a
list of such lists, one per trace (an empty one: its marks stand for nothing). `inspection.ui.pieces.picks` reads them.
"""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd
import plotly.graph_objects as go

from inspection.charts.template import Finished


def rows_where(*, id: str = "", part: str = "", **where: object) -> str:
    """`[indicator[:part]]?dimension=value&…`: the rows with these values; a missing value is the empty group.

    `id`: of which indicator, without one of those the chart shows; `part`: numerator, denominator or pending.
    """
    pairs = [f"{name}={'' if pd.isna(value) else _kept(str(value))}" for name, value in where.items()]
    return f"{id}{':' if part else ''}{part}?{'&'.join(pairs)}"


def case_page(kind: str, number: object) -> str:
    """`/kind?number=…`: no rows, but the page of one finding or clue."""
    return f"/{kind}?number={_kept(str(number))}"


def _kept(value: str) -> str:
    """The value with the signs that would be read as the text's own as %-codes; Chinese stays readable."""
    for sign in "%&=+;#":
        value = value.replace(sign, f"%{ord(sign):02X}")
    return value


def marks(texts: Iterable[str | list[str]]) -> dict:
    """The `meta` of a figure."""
    return {"picks": list(texts)}


def marks_by(dimension: str, values: Iterable[object]) -> dict:
    """The `meta` of a figure whose marks are the values of one dimension, in this order, in every trace."""
    return marks(rows_where(**{dimension: value}) for value in values)


def has_marks(figure: go.Figure) -> bool:
    """Whether anything stands on a drawing: a mark whose place is known, a cell with a value. Axes alone are no drawing."""
    traces = figure.traces() if isinstance(figure, Finished) else [trace.to_plotly_json() for trace in figure.data]
    return any(map(_placed, traces))


def _placed(trace: Mapping[str, object]) -> bool:
    if trace.get("z") is not None:
        return bool(pd.notna(np.array(trace["z"], dtype=object)).any())
    along = (trace.get(name) for name in ("x", "y"))
    ends = [pd.notna(np.array(list(values), dtype=object)) for values in along if values is not None]
    length = min(map(len, ends), default=0)
    return bool(length) and bool(np.logical_and.reduce([known[:length] for known in ends]).any())
