"""Any indicator on a page by one dimension, year by year, or beside another; each opens to its rows."""

from inspection.charts import breakdown
from inspection.indicators import indicator
from inspection.reading.answers import Source, counted, names
from inspection.reading.breakdowns import by_dimension, by_quarter, by_year, partial_years
from inspection.reading.keeping import ask
from inspection.reading.view import View
from inspection.reading.words import NAMED
from inspection.ui.pieces import panels


def by(view: View, source: Source, id: str, dimension: str) -> None:
    """An indicator by one dimension."""
    panels.chart(
        view,
        source,
        breakdown.ranked,
        ask(by_dimension, view, source, id, dimension),
        id=id,
        dimension=dimension,
        names=ask(names, source, NAMED[dimension]) if dimension in NAMED else None,
        behind=id,
        name=f"{id}_by_{dimension}",
        question=indicator(id).title(view.lang),
    )


def years(view: View, source: Source, id: str, split: str = "") -> None:
    """A count of every year the data hold, whichever term is looked at, stacked by `split` where given."""
    over = view.all_terms()
    panels.chart(
        view,
        source,
        breakdown.years,
        ask(by_year, over, source, id, split),
        id=id,
        split=split,
        partial=ask(partial_years, over, source, id, split),
        behind=id,
        name=f"{id}_years_{split}",
        question=indicator(id).title(view.lang),
    )


def beside(view: View, source: Source, first: str, second: str, dimension: str) -> None:
    """Two counts by the same dimension, bar beside bar: what must not be taken for one another."""
    panels.chart(
        view,
        source,
        breakdown.paired,
        ask(by_dimension, view, source, first, dimension),
        ask(counted, view, source, second, (dimension,)),
        ids=(first, second),
        dimension=dimension,
        behind=(first, second),
        name=f"{first}_beside_{second}_{dimension}",
        question=indicator(first).title(view.lang),
    )


def running(view: View, source: Source, *ids: str) -> None:
    """Sums that grow, quarter by quarter, within the view."""
    panels.chart(
        view,
        source,
        breakdown.running,
        *[ask(by_quarter, view, source, id) for id in ids],
        ids=ids,
        behind=ids,
        name="running_" + "_".join(ids),
        question=indicator(ids[0]).title(view.lang),
    )
