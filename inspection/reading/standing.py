"""The ranking of one class with what chance, the weights and the last assessment make of each place."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np
import pandas as pd

from inspection.reading.answers import Source, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels
from inspection.statistics import (
    Drawn,
    belong_below,
    belong_last,
    drawn_scores,
    rank,
    rank_intervals,
    ranks_under_weights,
    twice_by_luck,
    weighed,
    weights_around,
)

REACH = 10  # points by which each weight is moved to see whether a place hangs on it
WORTH_AT_MOST = 100_000  # cases of one score
SHARES = {"completion": ("is_done", "is_settled"), "on_time": ("is_on_time", "is_due")}


@dataclass(frozen=True)
class Standing:
    """One class's ranking. `frame`: the rows of the table rectification_ranking, those with a score first, with

    low_rank, high_rank (95 % interval), low_weights, high_weights (places as the weights move), before (the place
    before the last assessment) and moved (places up; None where there was none), all missing where there is no rank;
    sure (the probability that one of the last truly belongs there), missing for all others.
    `drawn` and `parts` are in the order of the rows with a score. `before_on`, `round_id`: the day before the last
    assessment began and its round; None where it is the only one. `twice`: how often luck alone would put somebody
    among the last twice running; None where nobody is last or last is ruled by a score.
    """

    frame: pd.DataFrame
    drawn: Drawn
    parts: Mapping[str, np.ndarray]
    weights: Mapping[str, float]
    before_on: date | None
    round_id: str | None
    twice: float | None = None

    @property
    def ranked(self) -> pd.DataFrame:
        return self.frame[self.frame["rank_in_class"].notna()]

    @property
    def bottom(self) -> int:
        """How many are ranked last."""
        return int(self.frame["is_bottom"].astype("boolean").fillna(False).sum())


@kept
def standing(view: View, source: Source, code: str) -> Standing:
    """The standing of one class within the view."""
    rows = narrowed(tabled(view, source, "rectification_ranking"), "org_class", code)
    scored = rows[rows["rank_in_class"].notna()]
    orgs = scored["org_id"].tolist()
    weights = {name: float(v) for name, v in source.settings.section("score_weight").items()}
    parts = _parts(scored)
    drawn = _drawn(view, source, orgs)
    ranks = [int(r) for r in scored["rank_in_class"]]
    scores = weighed(drawn.parts, weights)
    chance = rank_intervals(scores, ranks) if orgs else []
    around = ranks_under_weights(parts, weights_around(weights, REACH)) if orgs else []
    before, before_on, round_id = _before(view, source, code)
    places = pd.DataFrame(
        {
            "low_rank": [pair[0] for pair in chance],
            "high_rank": [pair[1] for pair in chance],
            "low_weights": [pair[0] for pair in around],
            "high_weights": [pair[1] for pair in around],
            "before": [before.get(org) for org in orgs],
        },
        index=scored.index,
        dtype="Int64",
    )
    made = rows.join(places)
    made["moved"] = made["before"] - made["rank_in_class"].astype("Int64")
    sure, twice = _certainty(source, scored, scores)
    made["sure"] = pd.Series(sure, index=scored.index, dtype="Float64").reindex(made.index)
    return Standing(made, drawn, parts, weights, before_on, round_id, twice)


def _certainty(source: Source, scored: pd.DataFrame, drawn: np.ndarray) -> tuple[list[float | None], float | None]:
    """(of each: the probability that it belongs among the last, None for those not there; `Standing.twice`).

    A score is read as so many cases of a hundred per cent, as many as would scatter like its draws do: for completion
    alone these are the findings themselves.
    """
    last = scored["is_bottom"].astype("boolean").fillna(False).tolist()
    asked = [place for place, is_last in enumerate(last) if is_last]
    if not asked:
        return [None] * len(scored), None
    share = np.clip(scored["composite"].astype(float).to_numpy() / 100, 0, 1)
    middle, variance = np.clip(np.nanmean(drawn, axis=1) / 100, 0, 1), np.nanvar(drawn, axis=1) / 10_000
    size = np.clip(middle * (1 - middle) / np.maximum(variance, 1e-12), 1.0, WORTH_AT_MOST)
    rule, limit = next(iter(source.settings.section("bottom").items()))
    if rule == "below_score":
        chances, twice = belong_below(share * size, size, float(limit) / 100, asked), None
    else:
        chances = belong_last(share * size, size, len(asked), asked)
        twice = twice_by_luck(size, len(asked), float(share @ size / size.sum()))
    at = dict(zip(asked, chances, strict=True))
    return [at.get(place) for place in range(len(scored))], twice


def _parts(scored: pd.DataFrame) -> dict[str, np.ndarray]:
    """The parts of the scores, 0–100, nan where missing."""
    return {
        name: scored[column].astype("float64").to_numpy(dtype=float, na_value=np.nan) * scale
        for name, column, scale in (
            ("ballots", "ballots_score", 1),
            ("completion", "completion_share", 100),
            ("on_time", "on_time_share", 100),
        )
    }


def _drawn(view: View, source: Source, orgs: list[str]) -> Drawn:
    """The parts drawn over the ballots and items of these organisations, in their order."""
    values = {g: float(v) for g, v in source.settings.section("grade_value").items()}
    groups = {g: float(v) for g, v in source.settings.section("voter_weight").items()}
    at = {org: place for place, org in enumerate(orgs)}
    votes = np.zeros((len(orgs), len(groups), len(values)), dtype=np.int64)
    group_at, grade_at = ({name: place for place, name in enumerate(d)} for d in (groups, values))
    for row in tabled(view, source, "ranking_votes").itertuples(index=False):
        if row.org_id in at and row.voter_group in groups and row.grade in values:
            votes[at[row.org_id], group_at[row.voter_group], grade_at[row.grade]] += int(row.votes)
    columns = ["is_settled", "is_done", "is_due", "is_on_time"]
    items = tabled(view, source, "ranking_items")
    kinds = sorted({tuple(bool(v) for v in row) for row in items[columns].itertuples(index=False)}) or [(False,) * 4]
    kind_at = {kind: place for place, kind in enumerate(kinds)}
    counts = np.zeros((len(orgs), len(kinds)), dtype=np.int64)
    for row in items.itertuples(index=False):
        if row.org_id in at:
            counts[at[row.org_id], kind_at[tuple(bool(getattr(row, c)) for c in columns)]] += int(row.findings)
    marked = {c: [kind[place] for kind in kinds] for place, c in enumerate(columns)}
    shares = {name: (marked[counted], marked[out_of]) for name, (counted, out_of) in SHARES.items()}
    return drawn_scores(votes, list(values.values()), list(groups.values()), counts, shares)


def _before(view: View, source: Source, code: str) -> tuple[dict[str, int], date | None, str | None]:
    """Organisation -> its place before the last assessment of the class began; the eve of that; the round assessed."""
    of_class = replace(view, classes=(code,))
    held = tabled(of_class, source, "assessments")
    if len(held) < 2:
        return {}, None, None
    last = held.iloc[-1]
    eve = pd.Timestamp(last["first_held_on"]).date() - timedelta(days=1)
    frame = tabled(replace(of_class, as_of=eve), source, "rectification_ranking")
    frame = frame[frame["rank_in_class"].notna()]
    ranks = dict(zip(frame["org_id"], frame["rank_in_class"].astype(int), strict=True))
    return ranks, eve, str(last["round_id"])


def classes(view: View, source: Source) -> dict[str, str]:
    """The classes of which something is assessed in the view, in the order of their list, with how many there are."""
    counts = tabled(view, source, "rectification_ranking")["org_class"].value_counts()
    return {code: f"{words} {counts[code]}" for code, words in labels("org_class", view.lang).items() if code in counts}


@dataclass(frozen=True)
class Tried:
    """The same ranking under other weights: per organisation with a score, in the order of `Standing.ranked`."""

    scores: list[float | None]
    ranks: list[int | None]
    chance: list[tuple[int, int] | None]
    around: list[tuple[int, int] | None]
    may_be_last: list[bool]
    surely_last: list[bool]


def tried(found: Standing, weights: Mapping[str, float]) -> Tried:
    """What other weights make of the ranking; no query, only sums. Raises ValueError for weights that are all 0."""
    around = weights_around(weights, REACH)
    scores = weighed(found.parts, weights)
    listed = [None if np.isnan(s) else float(s) for s in scores]
    ranks = rank(listed, digits=6)
    # the same places counted from below: who might be among the last as the weights move
    below = ranks_under_weights({name: -values for name, values in found.parts.items()}, around)
    k = found.bottom
    return Tried(
        listed,
        ranks,
        rank_intervals(weighed(found.drawn.parts, weights), ranks),
        ranks_under_weights(found.parts, around),
        [pair is not None and pair[0] <= k for pair in below],
        [pair is not None and pair[1] <= k for pair in below],
    )


def last_by_chance(found: Standing) -> tuple[int, int]:
    """(surely, perhaps too) among the last: whose places from below lie wholly within them in 95 % of the draws, and
    how many more reach into them."""
    k = found.bottom
    if not k:
        return 0, 0
    scores = weighed(found.drawn.parts, found.weights)
    own = rank([None if np.isnan(s) else -float(s) for s in weighed(found.parts, found.weights)], digits=6)
    pairs = [pair for pair in rank_intervals(-scores, own) if pair]
    surely = sum(high <= k for _, high in pairs)
    return surely, sum(low <= k for low, _ in pairs) - surely
