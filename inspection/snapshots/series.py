"""Snapshots beside each other: what changed from one to another, and one organisation through all of them."""

from collections.abc import Sequence
from dataclasses import dataclass

from inspection.snapshots.contents import Contents, Line

KINDS = ("entered", "left", "moved", "corrected", "changed", "same")


@dataclass(frozen=True)
class Change:
    """One organisation in two snapshots; `kind` is one of KINDS.

    entered, left: it is in one only; moved: another band or place; corrected: other figures for the same day, the later
    replacing the earlier; changed: other figures without a move.
    """

    org_class: str
    org_id: str
    name: str
    kind: str
    before: Line | None
    after: Line | None


def _figures(line: Line) -> tuple:
    return line.completion, line.closed_off, line.satisfaction


def _kind(before: Line | None, after: Line | None, correcting: bool) -> str:
    if before is None or after is None:
        return "entered" if before is None else "left"
    if correcting and _figures(before) != _figures(after):
        return "corrected"
    placed = before.place is not None and after.place is not None
    if before.band != after.band or (placed and before.place != after.place):
        return "moved"
    return "same" if _figures(before) == _figures(after) else "changed"


def compare(before: Contents, after: Contents, *, correcting: bool = False) -> list[Change]:
    """Every organisation of two snapshots, class by class in the order of the later, who left at the end.

    `correcting`: the later one replaces the earlier.
    """
    found = []
    classes = dict.fromkeys(one.org_class for contents in (after, before) for one in contents.classes)
    for org_class in classes:
        was, now = (
            {line.org_id: line for one in contents.classes if one.org_class == org_class for line in one.lines}
            for contents in (before, after)
        )
        for org in dict.fromkeys((*now, *was)):
            one, other = was.get(org), now.get(org)
            found.append(Change(org_class, org, (other or one).name, _kind(one, other, correcting), one, other))
    return found


def history(snapshots: Sequence[Contents], org_id: str) -> list[tuple[Contents, Line | None]]:
    """One organisation through snapshots in their order; None where it is not listed."""
    return [
        (contents, next((line for one in contents.classes for line in one.lines if line.org_id == org_id), None))
        for contents in snapshots
    ]


@dataclass(frozen=True)
class Listed:
    """An organisation that is listed anywhere: its class, its latest name, and the township it was last listed under."""

    org_id: str
    org_class: str
    name: str
    parent: str | None


def organisations(snapshots: Sequence[Contents]) -> dict[str, Listed]:
    """Organisation -> how it was last listed, for every one that is listed anywhere, in the order of the latest."""
    found: dict[str, Listed] = {}
    for contents in reversed(snapshots):
        for one in contents.classes:
            for line in one.lines:
                found.setdefault(line.org_id, Listed(line.org_id, one.org_class, line.name, line.parent))
    return found
