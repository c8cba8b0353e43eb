"""Coverage, organisation by organisation: what is left, and what kinds of organisations that is."""

from datetime import date

import pandas as pd

from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.warehouse import dictionary


def term_day(view: View) -> date:
    """The day on which the term looked at is read: its last one where it has ended, else the as-of day."""
    term = view.chosen_term
    return min(view.as_of, term.ended_on) if term and term.ended_on else view.as_of


def each(view: View, source: Source) -> pd.DataFrame:
    """Every organisation of the term, covered or not, as the term stood (or stands, while it runs): coverage_each."""
    return tabled(view, source, "coverage_each", term=False, rounds=False, as_of=term_day(view))


@kept
def not_covered(view: View, source: Source) -> pd.DataFrame:
    """What the term has still to cover, or had when it ended."""
    frame = each(view, source)
    return frame[~frame["covered"].astype(bool)]


@kept
def villages(view: View, source: Source) -> pd.DataFrame:
    """The organisations that belong to a township."""
    frame = each(view, source)
    return frame[frame["parent_id"].notna()]


@kept
def left_words(view: View, source: Source) -> str:
    """How many are not covered, class by class; nothing where all are."""
    counts = not_covered(view, source)["org_class"].value_counts()
    words = [
        view.say("pages.left_of_class", label=code.label(view.lang), n=int(counts[code.code]))
        for code in dictionary().codes["org_class"]
        if code.code in counts
    ]
    return view.say("pages.left", n=int(counts.sum()), classes=view.say("pages.joint").join(words)) if words else ""
