"""What a snapshot shows: the one thing that its page, tables and pictures are made of, and that is approved."""

import hashlib
import json
from dataclasses import asdict, dataclass, fields, is_dataclass
from datetime import date
from types import UnionType
from typing import get_args, get_origin, get_type_hints

from inspection.snapshots.draft import Text


@dataclass(frozen=True)
class Share:
    """n of N."""

    done: int
    whole: int

    @property
    def value(self) -> float:
        return self.done / self.whole


@dataclass(frozen=True)
class Line:
    """One organisation. What is not shown is None.

    `low` and `high` are the 95 % interval of the share it is judged by, in parts of ten thousand. `satisfaction` is a whole
    per cent. `place`, `best`, `worst`: the place in its class and the range chance leaves it; none where that range is
    wider than half the class. `band` is None where too few findings were fed back to judge, `sure` how sure it is
    (`bands.certainty`).
    `overdue`: findings past their day and not done, which put it a band lower (`dropped`). `before`: the place in the
    snapshot compared with, `band_before` the band there; `entered`: it was not there. `clear`: the two ranges of places do
    not meet, so the move is more than chance. `parent`: the township of a village, where that is listed too.
    """

    org_id: str
    name: str
    completion: Share
    low: int
    high: int
    closed_off: Share | None
    satisfaction: int | None
    band: str | None
    place: int | None = None
    best: int | None = None
    worst: int | None = None
    before: int | None = None
    band_before: str | None = None
    entered: bool = False
    clear: bool = False
    sure: str | None = None
    overdue: int | None = None
    dropped: bool = False
    parent: str | None = None

    def judged(self, by: str | None) -> Share:
        """The share it is judged by: verified, or of an earlier release and where that is not published, rectified."""
        return self.closed_off if by == "closed_off_rate" and self.closed_off else self.completion

    @property
    def moved(self) -> int | None:
        """Places gained since the snapshot compared with; None where one of the two has no place."""
        return None if self.place is None or self.before is None else self.before - self.place


@dataclass(frozen=True)
class Group:
    """Organisations of one band, with their pooled completion; of an earlier release, those chance cannot tell apart.

    Without a band it is those not judged: `aside` is "few" (too few findings), "running" (the period is not yet over) or,
    of an earlier release, "unclear" (between two groups).
    """

    band: str | None
    completion: Share
    lines: tuple[Line, ...]
    aside: str | None = None
    verified: Share | None = None

    def judged(self, by: str | None) -> Share:
        """The pooled share they are judged by."""
        return self.verified if by == "closed_off_rate" and self.verified else self.completion


@dataclass(frozen=True)
class ClassTable:
    """One class of organisations, highest group first."""

    org_class: str
    label: Text
    completion: Share | None
    closed_off: Share | None
    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


@dataclass(frozen=True)
class Cell:
    """One published count: class ("all" for all) and year (None for all); the value is None where it is hidden.

    `from_date` and `to_date` are the days it counts (None as the first: from the beginning). An earlier release gave none.
    """

    org_class: str
    year: int | None
    value: int | None
    from_date: date | None = None
    to_date: date | None = None


@dataclass(frozen=True)
class Total:
    """What is aired for the county: a number, n of N, or cells of which some are hidden.

    `from_date` and `to_date` are the days it counts; `running`: since the term began, whatever the period. `hidden`: it
    is not shown, for together with an earlier one it would give away who is withheld. `years` stand in what an earlier
    release kept, whose cells counted whole years.
    """

    id: str
    value: int | None
    share: Share | None
    cells: tuple[Cell, ...]
    years: tuple[int, ...] = ()
    from_date: date | None = None
    to_date: date | None = None
    running: bool = False
    hidden: bool = False


@dataclass(frozen=True)
class Certified:
    """That a total is certified: of which indicator, by whom, on which day."""

    id: str
    by: str
    on: date


@dataclass(frozen=True)
class Definition:
    """How an indicator is defined, in words and in SQL."""

    id: str
    title: Text
    counted: Text
    out_of: Text | None
    pending: Text | None
    dated: Text
    unit: Text
    caveats: tuple[Text, ...]
    sql: str


@dataclass(frozen=True)
class Compared:
    """The snapshot that movements are measured from."""

    fingerprint: str
    folder: str
    as_of: date


@dataclass(frozen=True)
class Contents:
    """Everything a snapshot shows. `previous` is the fingerprint of the one before in the chain, whatever its series;
    `replaces` that of the one this corrects, with the reason. `published_on` is None until it is published. `judged_by`: the
    rate that bands and places are by; None in what an earlier release kept, whose bands were of groups that chance cannot
    tell apart by completion. `certified`: the totals that were certified when it was drafted."""

    slug: str
    title: Text
    wording: Text
    notes: tuple[Text, ...]
    county: str
    contact: str
    public_account: str
    as_of: date
    from_date: date | None
    to_date: date
    demonstration: bool
    data_version: int
    places: str | int
    indicators: tuple[str, ...]
    classes: tuple[ClassTable, ...]
    totals: tuple[Total, ...]
    definitions: tuple[Definition, ...]
    settings: tuple[tuple[str, float], ...]
    previous: str | None
    compared: Compared | None
    replaces: str | None = None
    replaces_folder: str | None = None
    reason: Text | None = None
    published_on: date | None = None
    judged_by: str | None = None
    certified: tuple[Certified, ...] = ()

    def setting(self, key: str) -> float:
        return dict(self.settings)[key]


def _jsonable(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: _jsonable(entry) for key, entry in value.items()}
    if isinstance(value, list | tuple):
        return [_jsonable(entry) for entry in value]
    return value


def json_bytes(value: object) -> bytes:
    """A dataclass, or what JSON holds, in the one way we write it: keys sorted, UTF-8, two spaces, a last line end."""
    plain = asdict(value) if is_dataclass(value) else value
    return (json.dumps(_jsonable(plain), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode("utf-8")


def read_as(kind: object, value: object) -> object:
    """A value of JSON as the type a field is declared with."""
    if isinstance(kind, UnionType):
        if value is None:
            return None
        kinds = [one for one in get_args(kind) if one is not type(None)]
        return read_as(kinds[0], value) if len(kinds) == 1 else value
    if is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{f.name: read_as(hints[f.name], value[f.name]) for f in fields(kind) if f.name in value})
    if get_origin(kind) is tuple:
        inner = get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(read_as(inner[0], one) for one in value)
        return tuple(read_as(one, entry) for one, entry in zip(inner, value, strict=True))
    return date.fromisoformat(value) if kind is date else value


def contents_of(text: bytes) -> Contents:
    """Contents from `json_bytes`, also as an earlier release wrote them: what has a default may be missing.

    Raises TypeError or ValueError for something else.
    """
    return read_as(Contents, json.loads(text))


def digest(value: object) -> str:
    """sha256 of `json_bytes`."""
    return hashlib.sha256(json_bytes(value)).hexdigest()
