"""The ranking of a class in words: what stands beside each place, who is last, what other weights would make of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, names
from inspection.reading.keeping import kept
from inspection.reading.standing import last_by_chance, standing, tried
from inspection.reading.view import View
from inspection.reading.words import NOTHING, day, listed, named_column, percent, places, whole_shares
from inspection.text import say
from inspection.text.numbers import written

RATES = {
    "completion": ("settled_done", "settled", "completion_rate"),
    "on_time": ("on_time", "due", "on_time_rate"),
    "satisfaction": ("satisfied_votes", "valid_votes", "satisfaction_rate"),
}
"""The parts of which a rate can be judged -> the columns counted and out of which, and the indicator."""
NAMED_AT_MOST = 6


def true(values: pd.Series) -> pd.Series:
    """Yes or no per row; what is missing is no."""
    return values.astype("boolean").fillna(False)


def _moved(view: View, places_up: object) -> str:
    if pd.isna(places_up):
        return view.say("ranking.new")
    up = int(places_up)
    return view.say("ranking.unchanged") if not up else f"▲{up}" if up > 0 else f"▼{-up}"


def _hold(view: View, low: object, high: object) -> str:
    if pd.isna(low):
        return NOTHING
    return view.say("ranking.stable") if low == high else view.say("ranking.sensitive", low=int(low), high=int(high))


def _sure(chance: object) -> str | None:
    """In whole per cent; it is never 0 and never 100."""
    if pd.isna(chance):
        return None
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else percent(float(chance), 0)


def columns() -> tuple[TableColumn, ...]:
    """The columns of `ranked`: those of the table rectification_ranking, then the words beside them."""
    made = (
        named_column("ranking", "column_interval", "interval"),
        named_column("ranking", "column_movement", "moved_words"),
        named_column("ranking", "column_sure", "sure_words"),
        *(named_column("ranking", f"column_{n}", n) for n in ("hold", "state", "done_of", "on_time_of", "satisfied_of")),
    )
    return (*table_definition("rectification_ranking").columns, *made)


@kept
def ranked(view: View, source: Source, code: str) -> pd.DataFrame:
    """The ranking of one class with words for what stands beside each place.

    interval and hold: the places by chance and as the weights move; state: whether one of the last has explained itself;
    moved_words: places up or down since before the last assessment; done_of, on_time_of, satisfied_of: n/N;
    sure_words: the probability that one of the last belongs there.
    """
    found = standing(view, source, code)
    rows = found.frame
    states = [
        None if not last else view.say("ranking.explained" if told else "ranking.not_explained")
        for last, told in zip(true(rows["is_bottom"]), true(rows["explained"]), strict=True)
    ]
    moved = [
        NOTHING if found.before_on is None or pd.isna(r) else _moved(view, m)
        for r, m in zip(rows["rank_in_class"], rows["moved"], strict=True)
    ]
    return rows.assign(
        state=pd.Series(states, index=rows.index, dtype=object),
        interval=[places(a, b) for a, b in zip(rows["low_rank"], rows["high_rank"], strict=True)],
        hold=[_hold(view, a, b) for a, b in zip(rows["low_weights"], rows["high_weights"], strict=True)],
        moved_words=moved,
        sure_words=pd.Series([_sure(value) for value in rows["sure"]], index=rows.index, dtype=object),
        **{
            f"{name}_of": [f"{n}/{whole}" for n, whole in zip(rows[counted], rows[out_of], strict=True)]
            for name, counted, out_of in (
                ("done", "settled_done", "settled"),
                ("on_time", "on_time", "due"),
                ("satisfied", "satisfied_votes", "valid_votes"),
            )
        },
    )


@kept
def with_a_rank(view: View, source: Source, code: str) -> pd.DataFrame:
    """The organisations of the class that have a place."""
    return standing(view, source, code).ranked


@kept
def owing(view: View, source: Source, code: str) -> pd.DataFrame:
    """Those ranked last, in words."""
    rows = ranked(view, source, code)
    return rows[true(rows["is_bottom"])]


@kept
def funnel_units(view: View, source: Source, code: str, rate: str) -> pd.DataFrame:
    """One of RATES of each organisation of the class as units of a funnel: id, name, counted, out_of."""
    counted, out_of, _ = RATES[rate]
    rows = standing(view, source, code).frame
    rows = rows[rows[out_of] > 0]
    return pd.DataFrame(
        {
            "id": rows["org_id"],
            "name": rows["org_name"],
            "counted": rows[counted].astype("int64"),
            "out_of": rows[out_of].astype("int64"),
        }
    )


def weights(view: View, source: Source, code: str) -> dict[str, float]:
    """The weights of the parts, as the office has set them."""
    return dict(standing(view, source, code).weights)


PARTS = ("ballots", "completion", "on_time")
"""The parts of a composite score."""


def part_scores(frame: pd.DataFrame) -> pd.DataFrame:
    """The score of each of PARTS, 0 to 100, missing where there is none (table rectification_ranking)."""
    return pd.DataFrame(
        {
            "ballots": frame["ballots_score"],
            "completion": frame["completion_share"] * 100,
            "on_time": frame["on_time_share"] * 100,
        }
    ).astype("float64")


def contributed(parts: pd.DataFrame, weights: Mapping[str, float]) -> pd.DataFrame:
    """The points that each part (`part_scores`) brings to the composite under the weights; the weight of a missing part is
    shared among the others, so that a row adds up to its composite."""
    weight = parts.notna() * pd.Series(weights)[list(PARTS)].to_numpy()
    return parts.fillna(0) * weight.div(weight.sum(axis=1), axis=0)


def gap_finding(frame: pd.DataFrame, lang: str) -> str:
    """The highest and the lowest composite score, and what lies between them."""
    best, last = frame["composite"].max(), frame["composite"].min()
    return say("ranking.contributions", lang, best=written(best), last=written(last), gap=written(best - last))


@kept
def last_words(view: View, source: Source, code: str) -> str:
    """How sure it is who is last, in a sentence."""
    found = standing(view, source, code)
    if not found.bottom:
        return view.say("ranking.intervals_none")
    sure, maybe = last_by_chance(found)
    return view.say("ranking.intervals_last", k=found.bottom, sure=sure, maybe=maybe)


@kept
def notes(view: View, source: Source, code: str) -> tuple[str, ...]:
    """Who is last, how often luck puts somebody there twice, who lacks a group, what the movement is against, the rule, and
    why the public page differs."""
    found = standing(view, source, code)
    rows, said = found.frame, []
    last = rows[true(rows["is_bottom"])]
    if len(last):
        named = listed(map(str, last["org_name"]), view.lang)
        missing = int((~true(last["explained"])).sum())
        said.append(view.say("ranking.bottom_words", n=len(last), names=named, missing=missing))
    if found.twice is not None:
        twice = percent(found.twice, 0)
        said.append(view.say("ranking.twice_words", n=len(found.ranked), k=found.bottom, twice=twice))
    lacking = int((found.ranked["groups_missing"] > 0).sum())
    said += [view.say("ranking.missing_words", n=lacking)] if lacking else []
    if found.before_on is None:
        said.append(view.say("ranking.movement_none"))
    else:
        name = str(names(source, "round").get(found.round_id, found.round_id))
        said.append(view.say("ranking.movement_words", round=name, day=day(found.before_on)))
    shares = dict(zip(found.weights, whole_shares(list(found.weights.values())), strict=True))
    rule, value = next(iter(source.settings.section("bottom").items()))
    said.append(view.say("ranking.rule", **shares, bottom=view.say(f"pages.bottom_{rule}", n=f"{value:g}")))
    said.append(view.say("ranking.beside_public"))
    return tuple(said)


@dataclass(frozen=True)
class Trial:
    """The ranking under other weights: `rows` best first, and what it says."""

    rows: pd.DataFrame
    finding: str


def tried_columns() -> tuple[TableColumn, ...]:
    """The columns of a trial's rows."""
    return (
        *table_definition("rectification_ranking").columns[:2],
        named_column("ranking", "column_tried", "rank_tried", "int"),
        named_column("ranking", "column_rank", "rank_in_class", "int"),
        named_column("ranking", "column_change", "change"),
        named_column("ranking", "column_tried_score", "score_tried", "decimal"),
        named_column("ranking", "column_tried_interval", "interval_tried"),
        named_column("ranking", "column_hold", "hold_tried"),
    )


@kept
def trial(view: View, source: Source, code: str, asked: tuple[tuple[str, int], ...]) -> Trial:
    """The ranking of the class under these (part, weight) pairs, of which one at least is not 0.

    Rows: org_id, org_name, is_bottom, rank_in_class (as set), rank_tried, score_tried, interval_tried and hold_tried in
    words, low_tried and high_tried (places as the weights move by `standing.REACH` points), change in words.
    """
    found = standing(view, source, code)
    result = tried(found, dict(asked))
    rows = found.ranked
    made = pd.DataFrame(
        {
            "org_id": rows["org_id"].tolist(),
            "org_name": rows["org_name"].tolist(),
            "is_bottom": true(rows["is_bottom"]).tolist(),
            "rank_in_class": rows["rank_in_class"].astype("Int64").tolist(),
            "rank_tried": pd.array(result.ranks, dtype="Int64"),
            "score_tried": result.scores,
            "interval_tried": [places(*(pair or (None, None))) for pair in result.chance],
            "hold_tried": [_hold(view, *(pair or (None, None))) for pair in result.around],
            "low_tried": pd.array([pair and pair[0] for pair in result.around], dtype="Int64"),
            "high_tried": pd.array([pair and pair[1] for pair in result.around], dtype="Int64"),
        }
    )
    made["change"] = [
        NOTHING if pd.isna(now) else _moved(view, was - now)
        for was, now in zip(made["rank_in_class"], made["rank_tried"], strict=True)
    ]
    swaying = [
        str(name)
        for name, may, sure in zip(made["org_name"], result.may_be_last, result.surely_last, strict=True)
        if may and not sure
    ]
    bottom = view.say("ranking.weights_bottom_stable", k=found.bottom)
    if swaying:
        named = listed(swaying[:NAMED_AT_MOST], view.lang)
        more = view.say("ranking.and_more") if len(swaying) > NAMED_AT_MOST else ""
        bottom = view.say("ranking.weights_bottom_moves", k=found.bottom, names=named + more)
    held = int((made["low_tried"] == made["high_tried"]).sum())
    finding = view.say("ranking.weights_finding", stable=held, sensitive=len(made) - held, bottom=bottom)
    return Trial(made.sort_values(["rank_tried", "org_id"]).reset_index(drop=True), finding)


@kept
def trial_rows(view: View, source: Source, code: str, asked: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """The rows of a trial."""
    return trial(view, source, code, asked).rows


@kept
def trial_places(view: View, source: Source, code: str, asked: tuple[tuple[str, int], ...]) -> pd.DataFrame:
    """The rows of a trial with the place tried as their place."""
    rows = trial(view, source, code, asked).rows
    return rows.assign(rank_in_class=rows["rank_tried"])
