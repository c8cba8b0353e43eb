"""Places in a ranking: with ties, with the room that chance leaves, and with the room that the weights leave."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np

DRAWS = 1000


def rank(scores: Iterable[float | None], *, highest_first: bool = True, digits: int = 9) -> list[int | None]:
    """Competition ranks 1, 2, 2, 4: equal scores share a rank and the next rank counts all before it.

    In the order of `scores`. A score that is None has no rank and takes none from the others. Scores are compared
    after rounding to `digits` decimals, so that the last bit of a sum of floats does not break a tie.
    """
    rounded = [None if score is None else round(float(score), digits) for score in scores]
    ranked = sorted((score for score in rounded if score is not None), reverse=highest_first)
    first_place: dict[float, int] = {}
    for place, score in enumerate(ranked, start=1):
        first_place.setdefault(score, place)
    return [None if score is None else first_place[score] for score in rounded]


def weighed(parts: Mapping[str, np.ndarray], weights: Mapping[str, float]) -> np.ndarray:
    """The weighted mean of the parts of a score, the weight of a missing part (nan) shared among the rest.

    `parts`: arrays of one shape, organisations first; nan in the result where every part is missing or weighs nothing.
    """
    points = sum(weights[name] * np.nan_to_num(values) for name, values in parts.items())
    weight = sum(weights[name] * ~np.isnan(values) for name, values in parts.items())
    return np.divide(points, weight, out=np.full(np.shape(points), np.nan), where=weight > 0)


@dataclass(frozen=True)
class Drawn:
    """The parts of each organisation's score as they might have come out: part -> (organisations × draws), 0–100.

    nan where an organisation has nothing for that part.
    """

    parts: Mapping[str, np.ndarray]


def drawn_scores(
    votes: np.ndarray,
    grade_values: Sequence[float],
    group_weights: Sequence[float],
    items: np.ndarray,
    shares: Mapping[str, tuple[Sequence[bool], Sequence[bool]]],
    *,
    draws: int = DRAWS,
    seed: int = 20240221,
    prior: float = 1.0,
) -> Drawn:
    """Bootstrap draws of the parts of a score, over ballots and items.

    `votes`: valid votes, organisations × voter groups × grades; `items`: findings, organisations × kinds of item;
    `shares`: part -> which kinds count in its numerator, which in its denominator. An item is drawn once for all the
    parts it counts in (completed and on time go together), a vote within its own group, as many of each as there were.

    The part "ballots" is the mean over groups, weighted by `group_weights`, of the mean `grade_values` of their votes;
    a group without votes is missing and its weight shared among the rest. The other parts are 100 × counted / out of.

    Where seven of seven votes are good, drawing from these seven alone would call the result certain. So each
    distribution is drawn with `prior` votes (items) of the pooled distribution of all organisations added; 0 gives the
    plain bootstrap. Deterministic: the same counts and seed give the same draws.
    Source: B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap, 1993, ch. 6; for ranks: H. Goldstein,
    D. J. Spiegelhalter, League tables and their limitations, JRSS A 159 (1996) 385–443.
    """
    chance = np.random.default_rng(seed)
    grades, weight = np.asarray(grade_values, dtype=float), np.asarray(group_weights, dtype=float)
    drawn = _resampled(chance, np.asarray(votes), prior, draws)  # draws × organisations × groups × grades
    cast = drawn.sum(axis=-1)
    score = np.divide(drawn @ grades, cast, out=np.zeros(cast.shape), where=cast > 0)
    present = (cast > 0) * weight
    ballots = np.divide((score * present).sum(-1), present.sum(-1), out=np.full(cast.shape[:2], np.nan),
                        where=present.sum(-1) > 0)
    parts = {"ballots": ballots.T}
    resampled = _resampled(chance, np.asarray(items), prior, draws)  # draws × organisations × kinds
    for name, (counted, out_of) in shares.items():
        n = resampled @ np.asarray(counted, dtype=float)
        whole = resampled @ np.asarray(out_of, dtype=float)
        parts[name] = np.divide(100 * n, whole, out=np.full(n.shape, np.nan), where=whole > 0).T
    return Drawn(parts)


def _resampled(chance: np.random.Generator, counts: np.ndarray, prior: float, draws: int) -> np.ndarray:
    """Multinomial draws of the last axis, each as large as what was counted; shape draws × counts."""
    whole = counts.sum(axis=-1, keepdims=True)
    pooled = counts.sum(axis=0, keepdims=True)
    among = pooled.sum(axis=-1, keepdims=True)
    pooled = np.divide(pooled, among, out=np.full(pooled.shape, 1 / max(counts.shape[-1], 1)), where=among > 0)
    size = whole + prior
    share = np.divide(counts + prior * pooled, size, out=np.broadcast_to(pooled, counts.shape).copy(), where=size > 0)
    share = share / share.sum(axis=-1, keepdims=True)
    return chance.multinomial(whole[..., 0].astype(np.int64), share, size=(draws, *counts.shape[:-1]))


def drawn_means(scores: np.ndarray, *, draws: int = DRAWS, seed: int = 20240221) -> np.ndarray:
    """Mean scores as they might have come out with other judges: items × judges (nan: not scored) -> items × draws.

    The judges are drawn, the same for every item, for what makes a strict judge strict makes him so for all of them.
    nan where none of an item's judges was drawn. Deterministic. Source: as `drawn_scores`.
    """
    scores = np.asarray(scores, dtype=float)
    judges = scores.shape[1]
    chosen = np.random.default_rng(seed).multinomial(judges, np.full(judges, 1 / judges), size=draws).T
    counted = ~np.isnan(scores) @ chosen
    return np.divide(np.nan_to_num(scores) @ chosen, counted, out=np.full(counted.shape, np.nan), where=counted > 0)


def rank_intervals(
    scores: np.ndarray, ranks: Sequence[int | None], level: float = 0.95
) -> list[tuple[int, int] | None]:
    """(highest, lowest) place each organisation takes in `level` of the draws; None for one without a rank.

    `scores`: organisations × draws, as `weighed` makes them of drawn parts; `ranks`: the places as they came out, which
    always lie within. The ends are the whole places at the quantiles (1 ∓ level) / 2. A high score is a low place.
    """
    places = _places(np.asarray(scores, dtype=float))
    tail = (1 - level) / 2
    with np.errstate(all="ignore"):
        low = np.quantile(places, tail, axis=1, method="inverted_cdf")
        high = np.quantile(places, 1 - tail, axis=1, method="inverted_cdf")
    return [
        None if own is None or np.isnan(first) else (min(int(first), own), max(int(last), own))
        for own, first, last in zip(ranks, low, high, strict=True)
    ]


def weights_around(weights: Mapping[str, float], reach: float = 10, step: float = 5) -> list[dict[str, float]]:
    """The weightings near one: each part's per cent moved by up to `reach` points in steps, brought back to 100.

    The first is the weighting itself. A part never falls below 0, and one that weighs nothing takes part too.
    """
    whole = sum(weights.values())
    if whole <= 0:
        raise ValueError("the weights add up to nothing")
    own = {name: 100 * value / whole for name, value in weights.items()}
    moves = np.arange(-reach, reach + step / 2, step)
    found = {tuple(round(v, 6) for v in own.values()): own}
    for move in product(moves, repeat=len(own)):
        moved = [max(value + by, 0.0) for value, by in zip(own.values(), move, strict=True)]
        if abs(sum(move)) < 1e-9 and sum(moved) > 0:
            moved = [100 * value / sum(moved) for value in moved]
            found.setdefault(tuple(round(v, 6) for v in moved), dict(zip(own, moved, strict=True)))
    return list(found.values())


def ranks_under_weights(
    parts: Mapping[str, np.ndarray], weightings: Sequence[Mapping[str, float]]
) -> list[tuple[int, int] | None]:
    """(highest, lowest) place of each organisation over all the weightings; None where it never has a score.

    Where both are the same the place does not hang on the weights. `parts`: one value per organisation, nan if missing.
    """
    scores = np.stack([weighed(parts, weights) for weights in weightings], axis=1)
    places = _places(scores)
    found = []
    for row in places:
        there = row[~np.isnan(row)]
        found.append((int(there.min()), int(there.max())) if len(there) else None)
    return found


def _places(scores: np.ndarray) -> np.ndarray:
    """Competition ranks down each column, highest score first, nan where there is no score; ties as in the ranking."""
    rounded = np.round(scores, 6)
    order = np.argsort(-rounded, axis=0, kind="stable")  # nan sorts last
    ordered = np.take_along_axis(rounded, order, axis=0)
    at = np.arange(1, len(scores) + 1)[:, None]
    begins = np.ones(scores.shape, dtype=bool)
    begins[1:] = ordered[1:] != ordered[:-1]
    first = np.maximum.accumulate(np.where(begins, at, 0), axis=0).astype(float)
    first[np.isnan(ordered)] = np.nan
    places = np.empty(scores.shape)
    np.put_along_axis(places, order, first, axis=0)
    return places
