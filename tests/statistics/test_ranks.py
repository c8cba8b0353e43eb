"""Rank intervals and the hold of the weights on a place."""

import numpy as np
import pytest
from scipy.stats import rankdata

from inspection.statistics import (
    drawn_scores,
    rank,
    rank_intervals,
    ranks_under_weights,
    weighed,
    weights_around,
)

GRADES = [100, 80, 60, 30]
HALVES = {"completion": ([1, 0, 1, 0], [1, 1, 1, 1]), "on_time": ([1, 1, 0, 0], [1, 1, 1, 1])}


def drawn(votes, items=None, **options):
    votes = np.asarray(votes)
    items = np.zeros((len(votes), 4), dtype=int) if items is None else np.asarray(items)
    return drawn_scores(votes, GRADES, [1] * votes.shape[1], items, HALVES, **options)


def places(scores):
    return rank_intervals(scores, rank(np.nanmean(scores, axis=1)))


def test_draws_are_the_same_for_the_same_counts():
    votes = [[[5, 3, 1, 1]], [[2, 2, 4, 2]]]
    assert (drawn(votes).parts["ballots"] == drawn(votes).parts["ballots"]).all()
    assert (drawn(votes).parts["ballots"] != drawn(votes, seed=1).parts["ballots"]).any()


def test_the_draws_scatter_as_the_mean_of_the_votes_does():
    """Without the pooled vote added: mean 66, and the standard error σ / √n of a mean of n drawn votes."""
    votes = np.array([[[30, 20, 20, 30]], [[50, 0, 0, 50]]])
    ballots = drawn(votes, draws=20000, prior=0).parts["ballots"]
    for row, counts in zip(ballots, votes[:, 0], strict=True):
        mean = counts @ GRADES / 100
        spread = (counts @ (np.array(GRADES) - mean) ** 2 / 100 / 100) ** 0.5
        assert row.mean() == pytest.approx(mean, abs=4 * spread / 20000**0.5)
        assert row.std() == pytest.approx(spread, rel=0.03)


def test_groups_are_weighed_and_a_missing_one_takes_no_part():
    votes = np.array([[[10, 0, 0, 0], [0, 0, 10, 0]], [[10, 0, 0, 0], [0, 0, 0, 0]]])
    items = np.zeros((2, 4), dtype=int)
    ballots = drawn_scores(votes, GRADES, [3, 1], items, HALVES, prior=0).parts["ballots"]
    assert set(ballots[0]) == {90.0}  # (3 × 100 + 60) ÷ 4
    assert set(ballots[1]) == {100.0}


def test_an_item_completed_and_on_time_is_drawn_once_for_both():
    items = [[10, 0, 0, 10], [5, 5, 5, 5]]
    parts = drawn(np.zeros((2, 1, 4), dtype=int), items, prior=0, draws=4000).parts
    assert (parts["completion"][0] == parts["on_time"][0]).all()
    assert abs(np.corrcoef(parts["completion"][1], parts["on_time"][1])[0, 1]) < 0.1
    assert np.isnan(parts["ballots"]).all()


def test_seven_of_seven_is_not_certain():
    """Only the other organisation shows that a vote can be poor; the pooled vote added lets it happen here too."""
    votes = [[[7, 0, 0, 0]], [[60, 20, 10, 10]]]
    assert drawn(votes).parts["ballots"][0].min() < 100
    assert drawn(votes, prior=0).parts["ballots"][0].min() == 100


def test_an_organisation_far_ahead_keeps_its_place_and_equals_share_theirs():
    votes = [[[200, 0, 0, 0]], [[50, 50, 50, 50]], [[50, 50, 50, 50]], [[0, 0, 0, 200]]]
    assert places(drawn(votes).parts["ballots"]) == [(1, 1), (2, 3), (2, 3), (4, 4)]


def test_a_rank_lies_within_its_interval_and_few_votes_make_it_wide():
    chance = np.random.default_rng(2)
    few, many = chance.multinomial(4, [0.4, 0.3, 0.2, 0.1], 12), None
    many = few * 100
    narrow = []
    for votes in (few, many):
        own = rank((votes @ np.array(GRADES) / votes.sum(1)).tolist())
        found = rank_intervals(drawn(votes[:, None, :]).parts["ballots"], own)
        assert all(low <= place <= high for (low, high), place in zip(found, own, strict=True))
        narrow.append(np.mean([high - low for low, high in found]))
    assert narrow[1] < narrow[0] / 2


def test_the_interval_covers_the_true_place_about_as_often_as_it_says():
    """Twelve organisations of known quality, voted on a hundred times: the true place lies within at least 90 %."""
    chance = np.random.default_rng(4)
    good = np.linspace(0.35, 0.9, 12)
    true = rank(good.tolist())
    hit = total = 0
    for _ in range(60):
        k = chance.binomial(30, good)
        votes = np.stack([k, np.zeros(12, int), np.zeros(12, int), 30 - k], axis=1)[:, None, :]
        own = rank((k / 30).tolist())
        for place, (low, high) in zip(true, rank_intervals(drawn(votes, draws=300).parts["ballots"], own), strict=True):
            hit += low <= place <= high
            total += 1
    assert hit / total > 0.9


def test_places_agree_with_scipys_competition_ranks():
    scores = np.random.default_rng(6).integers(0, 8, (30, 5)).astype(float)
    by_scipy = np.stack([rankdata(-column, method="min") for column in scores.T], axis=1)
    found = ranks_under_weights({"a": scores[:, 0], "b": scores[:, 1]}, [{"a": 1, "b": 0}, {"a": 0, "b": 1}])
    assert found == [(int(min(row[:2])), int(max(row[:2]))) for row in by_scipy]


def test_what_has_no_score_has_no_interval_and_takes_no_place():
    scores = np.array([[90.0, 91], [np.nan, np.nan], [80, 95]])
    assert rank_intervals(scores, [1, None, 2]) == [(1, 2), None, (1, 2)]
    assert ranks_under_weights({"a": np.array([np.nan, 5.0])}, [{"a": 1}]) == [None, (1, 1)]


def test_a_missing_part_leaves_its_weight_to_the_others():
    parts = {"ballots": np.array([90.0, 90.0]), "completion": np.array([50.0, np.nan])}
    assert list(weighed(parts, {"ballots": 60, "completion": 40})) == [74, 90]
    assert np.isnan(weighed({"a": np.array([np.nan])}, {"a": 1})[0])
    assert np.isnan(weighed({"a": np.array([5.0])}, {"a": 0})[0])


def test_weights_nearby_add_up_to_a_hundred_and_begin_with_the_ones_set():
    found = weights_around({"ballots": 60, "completion": 25, "on_time": 15})
    assert found[0] == {"ballots": 60, "completion": 25, "on_time": 15}
    assert all(sum(w.values()) == pytest.approx(100) and min(w.values()) >= 0 for w in found)
    assert {"ballots": 70, "completion": 15, "on_time": 15} in found
    assert max(abs(w["ballots"] - 60) for w in found) == 10
    assert all(w["b"] >= 0 for w in weights_around({"a": 98, "b": 2}))
    with pytest.raises(ValueError, match="nothing"):
        weights_around({"a": 0})


def test_a_place_that_hangs_on_the_weights_is_told_from_one_that_does_not():
    """A is best in everything and D worst; B and C change places with the weights."""
    parts = {"ballots": np.array([95.0, 90, 80, 50]), "completion": np.array([99.0, 70, 90, 40])}
    around = weights_around({"ballots": 65, "completion": 35}, reach=10)
    assert ranks_under_weights(parts, around[:1]) == [(1, 1), (3, 3), (2, 2), (4, 4)]
    assert ranks_under_weights(parts, around) == [(1, 1), (2, 3), (2, 3), (4, 4)]
