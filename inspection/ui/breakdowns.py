"""Any indicator on a page by one dimension, year by year, or beside another; each opens to its rows."""

import pandas as pd

from inspection.charts import breakdown
from inspection.indicators import indicator
from inspection.ui import panels
from inspection.ui.data import Source, figure, names
from inspection.ui.view import View

NAMED = {"org": "org", "parent": "org", "round": "round", "term": "term"}  # dimensions whose values are ids


def by(view: View, source: Source, id: str, dimension: str, *, term: bool = True) -> None:
    """An indicator by one dimension; `term=False` over all terms."""
    frame = figure(source, view, id, (dimension,), term=term)
    frame = frame[frame["numerator"] > 0] if not indicator(id).rate else frame[frame["denominator"] > 0]
    known = names(source, NAMED[dimension]) if dimension in NAMED else None
    panels.chart(
        view,
        source,
        breakdown.ranked,
        frame,
        id=id,
        dimension=dimension,
        names=known,
        behind=id,
        term=term,
        name=f"{id}_by_{dimension}",
        question=indicator(id).title(view.lang),
    )


def partial_years(view: View, frame: pd.DataFrame) -> tuple[int, ...]:
    """The years of a frame that the data cover only in part."""
    return tuple(year for year in sorted(set(frame["year"].dropna().astype(int))) if view.is_partial(year))


def years(view: View, source: Source, id: str, split: str = "") -> None:
    """A count of every year the data hold, whichever term is looked at, stacked by `split` where given."""
    frame = figure(source, view, id, ("year", split) if split else ("year",), term=False)
    frame = frame[frame["year"].notna() & (frame["numerator"] > 0)]
    panels.chart(
        view,
        source,
        breakdown.years,
        frame,
        id=id,
        split=split,
        partial=partial_years(view, frame),
        behind=id,
        term=False,
        name=f"{id}_years_{split}",
        question=indicator(id).title(view.lang),
    )


def beside(view: View, source: Source, first: str, second: str, dimension: str) -> None:
    """Two counts by the same dimension, bar beside bar: what must not be taken for one another."""
    frames = [figure(source, view, id, (dimension,)) for id in (first, second)]
    frames[0] = frames[0][frames[0]["numerator"] > 0]
    panels.chart(
        view,
        source,
        breakdown.paired,
        *frames,
        ids=(first, second),
        dimension=dimension,
        behind=(first, second),
        name=f"{first}_beside_{second}_{dimension}",
        question=indicator(first).title(view.lang),
    )


def running(view: View, source: Source, *ids: str) -> None:
    """Sums that grow, quarter by quarter, within the view."""
    frames = [figure(source, view, id, ("quarter",)) for id in ids]
    panels.chart(
        view,
        source,
        breakdown.running,
        *[f[f["quarter"].notna()] for f in frames],
        ids=ids,
        behind=ids,
        name="running_" + "_".join(ids),
        question=indicator(ids[0]).title(view.lang),
    )
