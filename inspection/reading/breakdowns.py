"""Any indicator by one dimension, year by year, or quarter by quarter: the rows that a drawing or a table shows."""

import pandas as pd

from inspection.indicators import indicator
from inspection.reading.answers import Source, counted
from inspection.reading.keeping import kept
from inspection.reading.view import View


@kept
def by_dimension(view: View, source: Source, id: str, dimension: str, *, term: bool = True) -> pd.DataFrame:
    """The groups in which there is something: of a count those counted, of a rate those it has a denominator for."""
    frame = counted(view, source, id, (dimension,), term=term)
    return frame[frame["denominator" if indicator(id).rate else "numerator"] > 0]


@kept
def by_year(view: View, source: Source, id: str, split: str = "") -> pd.DataFrame:
    """A count of every year the data hold, whichever term is looked at, split by a second dimension where given."""
    frame = counted(view, source, id, ("year", split) if split else ("year",), term=False)
    return frame[frame["year"].notna() & (frame["numerator"] > 0)]


@kept
def by_quarter(view: View, source: Source, id: str) -> pd.DataFrame:
    """An indicator quarter by quarter within the view."""
    frame = counted(view, source, id, ("quarter",))
    return frame[frame["quarter"].notna()]


def partial(view: View, years: pd.Series) -> tuple[int, ...]:
    """Which of these years the data cover only in part, ascending."""
    return tuple(year for year in sorted(set(years.dropna().astype(int))) if view.is_partial(year))


@kept
def partial_years(view: View, source: Source, id: str, split: str = "") -> tuple[int, ...]:
    """The years of `by_year` that the data cover only in part."""
    return partial(view, by_year(view, source, id, split)["year"])
