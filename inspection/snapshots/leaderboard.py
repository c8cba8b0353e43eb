"""The organisations of one class with what is shown of each: shares, bands, places, movement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from inspection.indicators import evaluate
from inspection.snapshots.bands import band, groups, place_ranges
from inspection.snapshots.contents import ClassTable, Group, Line, Share
from inspection.snapshots.draft import label_of_class
from inspection.statistics import rank, wilson
from inspection.warehouse import Mart, Settings

PARTS = 10_000  # intervals are published in parts of ten thousand, as whole numbers


@dataclass(frozen=True)
class Shares:
    """Class -> organisation -> n of N, for those with anything to count.

    `done` and `closed` count the findings whose period of concentrated rectification is over, `done_so_far` and
    `closed_so_far` all of the period; `satisfied` counts votes. What is not to be shown is empty.
    """

    done: dict[str, dict[str, Share]]
    closed: dict[str, dict[str, Share]]
    done_so_far: dict[str, dict[str, Share]]
    closed_so_far: dict[str, dict[str, Share]]
    satisfied: dict[str, dict[str, Share]]


def shares(
    mart: Mart, settings: Settings, indicators: Collection[str], as_of: date, period: tuple[date | None, date]
) -> Shares:
    """What the leaderboards are made of, from public indicators by public dimensions."""

    def asked(id: str) -> pd.DataFrame | None:
        if id not in indicators:
            return None
        frame = evaluate(
            mart, id, by=("org_class", "org"), as_of=as_of, from_date=period[0], to_date=period[1], settings=settings
        )
        return frame[frame["org"].notna() & frame["org_class"].notna()]

    def told(frame: pd.DataFrame | None, prefix: str = "") -> dict[str, dict[str, Share]]:
        found: dict[str, dict[str, Share]] = {}
        for row in () if frame is None else frame.to_dict("records"):
            if row[f"{prefix}denominator"] > 0:
                share = Share(int(row[f"{prefix}numerator"]), int(row[f"{prefix}denominator"]))
                found.setdefault(str(row["org_class"]), {})[str(row["org"])] = share
        return found

    completion, closing_off = asked("completion_rate"), asked("closed_off_rate")
    return Shares(
        done=told(completion, "settled_"),
        closed=told(closing_off, "settled_"),
        done_so_far=told(completion),
        closed_so_far=told(closing_off),
        satisfied=told(asked("satisfaction_rate")),
    )


def whole_percent(share: Share | None, least: float) -> int | None:
    """Satisfaction as it may be shown: a whole per cent, nothing under so many valid votes. Half is rounded up."""
    if share is None or share.whole < least:
        return None
    return (200 * share.done + share.whole) // (2 * share.whole)


def class_table(
    org_class: str,
    found: Shares,
    limits: Mapping[str, float],
    *,
    names: Mapping[str, str],
    places: str | int,
    withheld: Collection[str],
    before: ClassTable | None,
) -> ClassTable:
    """One class. `names`: organisation -> name in the office's own order; `before`: the same class in the snapshot
    compared with. Who is withheld is left out before anything is counted, pooled or ranked, so that neither a total
    nor a missing place gives them away.

    Counted are the findings whose period of concentrated rectification is over. An organisation of which nothing else
    was fed back is listed with what it has done so far, and is neither judged nor pooled; nor is one with too few
    findings judged.
    """
    done, closed = found.done.get(org_class, {}), found.closed.get(org_class, {})
    so_far, closed_so_far = found.done_so_far.get(org_class, {}), found.closed_so_far.get(org_class, {})
    votes = found.satisfied.get(org_class, {})
    order = [org for org in names if org in so_far and org not in withheld]
    counted = [org for org in order if org in done]
    lines = {
        org: _line(org, names[org], whole, (closed if org in done else closed_so_far).get(org), votes.get(org), limits)
        for org, whole in ((org, (done if org in done else so_far)[org]) for org in order)
    }
    ranked = [org for org in counted if done[org].whole >= limits["smallest_base"]]
    groups_found = _grouped(ranked, lines, limits, places, before)
    for aside, members in (
        ("few", [org for org in counted if org not in ranked]),
        ("running", [org for org in order if org not in done]),
    ):
        if members:
            unjudged = tuple(_moved([lines[org] for org in members], before, False))
            groups_found.append(Group(None, _pooled([line.completion for line in unjudged]), unjudged, aside))
    offs = [closed[org] for org in counted if org in closed]
    return ClassTable(
        org_class,
        label_of_class(org_class),
        _pooled([done[org] for org in counted]) if counted else None,
        _pooled(offs) if offs else None,
        tuple(groups_found),
    )


def _line(
    org: str,
    name: str,
    completion: Share,
    closed_off: Share | None,
    votes: Share | None,
    limits: Mapping[str, float],
) -> Line:
    low, high = wilson(completion.done, completion.whole)
    return Line(
        org,
        name,
        completion,
        int(low * PARTS + 0.5),
        int(high * PARTS + 0.5),
        closed_off,
        whole_percent(votes, limits["satisfaction_votes"]),
        None,
    )


def _pooled(shares: Sequence[Share]) -> Share:
    return Share(sum(share.done for share in shares), sum(share.whole for share in shares))


def _grouped(
    ranked: Sequence[str],
    lines: Mapping[str, Line],
    limits: Mapping[str, float],
    places: str | int,
    before: ClassTable | None,
) -> list[Group]:
    """The groups of those that are judged, highest first; within one by place where shown, then the office's order."""
    intervals = [(lines[org].low, lines[org].high) for org in ranked]
    place = dict(zip(ranked, rank([lines[org].completion.value for org in ranked]), strict=True))
    ranges = dict(zip(ranked, place_ranges(intervals), strict=True))
    member = dict(zip(ranked, groups(intervals), strict=True))
    found = []
    for number in sorted(set(member.values()), key=lambda number: (number is None, number)):
        inside = [org for org in ranked if member[org] == number]
        pooled = _pooled([lines[org].completion for org in inside])
        named = band(pooled.done, pooled.whole, {n: limits[f"band_{n}"] for n in ("good", "fair", "average")})
        shown = {org: places == "all" or (places != "bands" and place[org] <= places) for org in inside}
        made = []
        for org in sorted(inside, key=lambda org: (0, place[org]) if shown[org] else (1, 0)):
            best, worst = ranges[org] if shown[org] else (None, None)
            own = place[org] if shown[org] else None
            judged = named if number is not None else None
            made.append(replace(lines[org], band=judged, place=own, best=best, worst=worst))
        lines_moved = tuple(_moved(made, before, True))
        found.append(
            Group(named, pooled, lines_moved) if number is not None else Group(None, pooled, lines_moved, "unclear")
        )
    return found


def _moved(lines: Sequence[Line], before: ClassTable | None, judged: bool) -> list[Line]:
    """The lines with their place and band in the snapshot compared with."""
    if before is None:
        return list(lines)
    earlier = {line.org_id: line for line in before.lines}
    found = []
    for line in lines:
        was = earlier.get(line.org_id)
        apart = (
            judged and was is not None and None not in (line.best, line.worst, was.best, was.worst)
            and (line.worst < was.best or line.best > was.worst)
        )  # fmt: skip
        found.append(
            replace(
                line,
                before=was.place if was and line.place is not None else None,
                band_before=was.band if was else None,
                entered=was is None,
                clear=bool(apart),
            )
        )
    return found
