"""What the inspected say of the teams: by question, in groups of five answers and more, with what so few can tell."""

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import between, label, n_of_N, named_column, percent
from inspection.statistics import wilson
from inspection.text import say


@kept
def reviews(view: View, source: Source) -> pd.DataFrame:
    """The table team_reviews with `interval`, the 95 % Wilson interval of the share in words. Of the whole view's term and
    rounds: answers name no organisation, so that no filter by one narrows them."""
    frame = tabled(view, source, "team_reviews")
    ends = (wilson(int(n), int(of)) for n, of in zip(frame["satisfied"], frame["answers"], strict=True))
    return frame.assign(interval=pd.Series([between(one) for one in ends], index=frame.index, dtype=object))


def columns() -> tuple[TableColumn, ...]:
    """The columns of `reviews`."""
    return (*table_definition("team_reviews").columns, named_column("team", "column_review_interval", "interval"))


def finding(frame: pd.DataFrame, lang: str) -> str:
    """The question that all teams together do worst in, with its n of N; that nothing was answered, where nothing was. The
    groups are added up as they are: one too small is in none of them."""
    if frame.empty:
        return say("team.no_reviews", lang)
    sums = frame.groupby("question")[["satisfied", "answers"]].sum().astype(int)
    shares = (sums["satisfied"] / sums["answers"]).sort_index()
    worst = shares.idxmin()
    total, of = int(sums["satisfied"].sum()), int(sums["answers"].sum())
    words = {"n": n_of_N(sums["satisfied"][worst], sums["answers"][worst]), "share": percent(shares[worst]),
             "question": label("team_question", worst, lang), "all": percent(total / of), "of": n_of_N(total, of)}  # fmt: skip
    return say("team.reviews_finding" if len(sums) > 1 else "team.reviews_one", lang, **words)
