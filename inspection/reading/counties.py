"""Counties beside each other: what each brings about, the place it takes, and how much of that is chance."""

import numpy as np
import pandas as pd

from inspection.indicators import SETTLED
from inspection.indicators.levels import REGION
from inspection.reading.outliers import judged
from inspection.statistics.ranks import drawn_scores, rank, rank_intervals, weighed
from inspection.statistics.standardised import standardised

COLUMNS = (
    *("region", "name", "counted", "out_of", "value", "low", "high"),
    *("place", "place_low", "place_high", "outside", "expected", "ratio", "place_like", "young", "as_of"),
)


def compared(
    told: pd.DataFrame, by_class: pd.DataFrame, names: dict[str, str], days: dict[str, object], *, higher_is_better: bool
) -> pd.DataFrame:
    """Counties by an indicator that is a rate, the best first: what `evaluate_level` told of it by region, and by region and
    class of organisation.

    Columns: COLUMNS. counted of out_of, the rate and its interval are of what has had its time; young is what has not.
    place: competition rank, equal rates share it; place_low to place_high: the places it takes in 95 of 100 draws of its things,
    each drawn with one of the pooled rate added. outside: 0 within the 95 % limits of the funnel, ±1 beyond them, ±2 beyond the
    99.8 % limits, negative below. expected: how many would count had the organisations of each class the rate that their class
    has in all these counties together; ratio: counted over that, and place_like the place by it, of like with like. as_of: the
    county's own day. A county whose rate stands on nothing has no place and
    stands last.
    """
    numerator, denominator, _, value, low, high = (told[name] for name in SETTLED)
    whole = denominator.to_numpy(dtype="int64")
    counted = numerator.to_numpy(dtype="int64")
    scores = [None if not n else (k / n if higher_is_better else -k / n) for k, n in zip(counted, whole, strict=True)]
    places = rank(scores)
    ranges = _ranges(counted, whole, places, higher_is_better)
    frame = pd.DataFrame({"name": told[REGION].map(names), "counted": counted, "out_of": whole})
    funnel = judged(frame)
    mixed = {one.unit: one for one in _of_their_mix(by_class)}
    like = [mixed.get(region) for region in told[REGION]]
    ratios = [one.ratio if one else None for one in like]
    made = frame.assign(
        region=told[REGION].to_numpy(),
        value=value.to_numpy(dtype="float64"),
        low=low.to_numpy(dtype="float64", na_value=np.nan),
        high=high.to_numpy(dtype="float64", na_value=np.nan),
        place=pd.array(places, dtype="Int64"),
        place_low=pd.array([one and one[0] for one in ranges], dtype="Int64"),
        place_high=pd.array([one and one[1] for one in ranges], dtype="Int64"),
        outside=list(funnel.outside) if funnel else [0] * len(frame),
        expected=[one.expected if one else 0.0 for one in like],
        ratio=pd.array(ratios, dtype="Float64"),
        place_like=pd.array(rank([None if r is None else r if higher_is_better else -r for r in ratios]), dtype="Int64"),
        young=told["young"].to_numpy(dtype="int64"),
        as_of=told[REGION].map(days).to_numpy(),
    )[list(COLUMNS)]
    return made.sort_values(["place", "region"], na_position="last", ignore_index=True)


def _of_their_mix(by_class: pd.DataFrame) -> list:
    numerator, denominator = (by_class[name].astype("int64").tolist() for name in SETTLED[:2])
    return standardised(by_class[REGION].tolist(), by_class["org_class"].fillna("").tolist(), numerator, denominator)


def _ranges(
    counted: np.ndarray, whole: np.ndarray, places: list[int | None], higher_is_better: bool
) -> list[tuple[int, int] | None]:
    """The places each takes in 95 of 100 draws."""
    if not len(counted):
        return []
    items = np.stack([counted, whole - counted], axis=1)
    good = (True, False) if higher_is_better else (False, True)
    nobody = np.zeros((len(counted), 1, 1), dtype="int64")
    drawn = drawn_scores(nobody, (0.0,), (1.0,), items, {"rate": (good, (True, True))})
    return rank_intervals(weighed({"rate": drawn.parts["rate"]}, {"rate": 1.0}), places)
