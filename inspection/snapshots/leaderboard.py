"""The organisations of one class with what is shown of each: shares, bands, places, movement."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from inspection.indicators import evaluate
from inspection.snapshots.bands import BANDS, band, certainty, lowered, place_ranges
from inspection.snapshots.contents import ClassTable, Group, Line, Share
from inspection.snapshots.draft import label_of_class
from inspection.statistics import rank, wilson
from inspection.warehouse import Mart, Settings

PARTS = 10_000  # intervals are published in parts of ten thousand, as whole numbers


@dataclass(frozen=True)
class Shares:
    """Class -> organisation -> n of N, for those with anything to count.

    `done` and `closed` count the findings whose period of concentrated rectification is over, `done_so_far` and
    `closed_so_far` all of the period; `late` are the overdue of those due; `satisfied` counts votes. What is not to be
    shown is empty. `parent`: organisation -> the one above it.
    """

    done: dict[str, dict[str, Share]]
    closed: dict[str, dict[str, Share]]
    done_so_far: dict[str, dict[str, Share]]
    closed_so_far: dict[str, dict[str, Share]]
    late: dict[str, dict[str, Share]]
    satisfied: dict[str, dict[str, Share]]
    parent: dict[str, str]


def judged_by(indicators: Collection[str]) -> str:
    """The rate that bands and places are by: what the office has verified, where that is published, else what is reported."""
    return "closed_off_rate" if "closed_off_rate" in indicators else "completion_rate"


def shares(
    mart: Mart, settings: Settings, indicators: Collection[str], as_of: date, period: tuple[date | None, date]
) -> Shares:
    """What the leaderboards are made of, from public indicators by public dimensions."""

    def asked(id: str) -> pd.DataFrame | None:
        if id not in indicators:
            return None
        frame = evaluate(
            mart, id, by=("org_class", "org", "parent"), as_of=as_of, from_date=period[0], to_date=period[1], settings=settings
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
        late=told(asked("overdue_rate")),
        satisfied=told(asked("satisfaction_rate")),
        parent={} if completion is None else _parents(completion),
    )


def _parents(frame: pd.DataFrame) -> dict[str, str]:
    known = frame[frame["parent"].notna()]
    return dict(zip(known["org"].astype(str), known["parent"].astype(str), strict=True))


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
    by: str,
    places: str | int,
    withheld: Collection[str],
    before: ClassTable | None,
    parents: Mapping[str, str] | None = None,
) -> ClassTable:
    """One class. `names`: organisation -> name in the office's own order; `by`: the rate it is judged by (`judged_by`);
    `before`: the same class in the snapshot compared with, judged by the same; `parents`: village -> township's name. Who
    is withheld is left out before anything is counted, pooled or ranked, so that neither a total nor a missing place gives
    them away.

    Counted are the findings whose period of concentrated rectification is over. An organisation of which nothing else
    was fed back is listed with what it has done so far, and is neither judged nor pooled; nor is one with too few
    findings judged.
    """
    done, closed = found.done.get(org_class, {}), found.closed.get(org_class, {})
    so_far, closed_so_far = found.done_so_far.get(org_class, {}), found.closed_so_far.get(org_class, {})
    votes, late = found.satisfied.get(org_class, {}), found.late.get(org_class, {})
    order = [org for org in names if org in so_far and org not in withheld]
    counted = [org for org in order if org in done]
    lines = {
        org: _line(
            org,
            names[org],
            by,
            (done if org in done else so_far)[org],
            (closed if org in done else closed_so_far).get(org),
            late[org].done if org in late else 0 if found.late else None,
            whole_percent(votes.get(org), limits["satisfaction_votes"]),
            (parents or {}).get(org),
        )
        for org in order
    }
    ranked = [org for org in counted if done[org].whole >= limits["smallest_base"]]
    groups_found = _banded(ranked, lines, limits, by, places, before)
    for aside, members in (
        ("few", [org for org in counted if org not in ranked]),
        ("running", [org for org in order if org not in done]),
    ):
        if members:
            groups_found.append(_group(None, _moved([lines[org] for org in members], before, False), aside))
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
    by: str,
    completion: Share,
    closed_off: Share | None,
    overdue: int | None,
    satisfaction: int | None,
    parent: str | None,
) -> Line:
    made = Line(org, name, completion, 0, 0, closed_off, satisfaction, None, overdue=overdue, parent=parent)
    share = made.judged(by)
    low, high = wilson(share.done, share.whole)
    return replace(made, low=int(low * PARTS + 0.5), high=int(high * PARTS + 0.5))


def _pooled(shares: Sequence[Share]) -> Share:
    return Share(sum(share.done for share in shares), sum(share.whole for share in shares))


def _group(name: str | None, lines: Sequence[Line], aside: str | None = None) -> Group:
    offs = [line.closed_off for line in lines if line.closed_off]
    return Group(name, _pooled([line.completion for line in lines]), tuple(lines), aside, _pooled(offs) if offs else None)


def _banded(
    ranked: Sequence[str],
    lines: Mapping[str, Line],
    limits: Mapping[str, float],
    by: str,
    places: str | int,
    before: ClassTable | None,
) -> list[Group]:
    """The bands of those that are judged, highest first; within one by place where places are shown, then the office's
    order. Findings overdue put an organisation one band lower."""
    least = {name: limits[f"band_{name}"] for name in BANDS[:-1]}
    share = {org: lines[org].judged(by) for org in ranked}
    place = dict(zip(ranked, rank([share[org].value for org in ranked]), strict=True))
    ranges = dict(zip(ranked, place_ranges([(lines[org].low, lines[org].high) for org in ranked]), strict=True))
    inside: dict[str, list[str]] = {name: [] for name in BANDS}
    told = {}
    for org in ranked:
        done, whole = share[org].done, share[org].whole
        own = band(done, whole, least)
        late = bool(lines[org].overdue)
        named = lowered(own) if late else own
        inside[named].append(org)
        listed = places == "all" or (places != "bands" and place[org] <= places)
        best, worst = ranges[org]
        shown = listed and 2 * (worst - best + 1) <= len(ranked) + 1  # a range wider than half the class tells little
        told[org] = (listed, replace(
            lines[org],
            band=named,
            sure=None if named == BANDS[-1] != own else certainty(done, whole, named, least),
            dropped=named != own,
            place=place[org] if shown else None,
            best=best if shown else None,
            worst=worst if shown else None,
        ))  # fmt: skip
    found = []
    for name, members in inside.items():
        members.sort(key=lambda org: (0, place[org], -lines[org].completion.value) if told[org][0] else (1, 0, 0))
        if members:
            found.append(_group(name, _moved([told[org][1] for org in members], before, True)))
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
