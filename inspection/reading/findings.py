"""What was found: aspects of one category scheme, teams of one level."""

import pandas as pd

from inspection.reading.answers import Source, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels


@kept
def schemes(view: View, source: Source) -> dict[str, str]:
    """The category schemes that findings of the view have aspects in, code -> words."""
    there = set(tabled(view, source, "findings_by_aspect")["scheme"])
    return {code: words for code, words in labels("category_scheme", view.lang).items() if code in there}


@kept
def aspects(view: View, source: Source, scheme: str) -> pd.DataFrame:
    """The aspects of one category scheme: shares of different schemes are of different wholes."""
    return narrowed(tabled(view, source, "findings_by_aspect"), "scheme", scheme)


@kept
def team_levels(view: View, source: Source) -> dict[str, str]:
    """The levels that have more than one team: one alone compares with nothing; code -> words."""
    counts = tabled(view, source, "findings_by_team")["team_level"].value_counts()
    return {code: words for code, words in labels("team_level", view.lang).items() if counts.get(code, 0) > 1}


@kept
def teams(view: View, source: Source, level: str) -> pd.DataFrame:
    """The teams of a level as units of a funnel of counts: id, name, counted (findings), out_of (inspections)."""
    frame = narrowed(tabled(view, source, "findings_by_team"), "team_level", level)
    return frame.assign(id=frame["team"], name=frame["team"], counted=frame["findings"], out_of=frame["inspections"])
