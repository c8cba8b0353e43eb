"""Which counts of persons, clues or votes may be shown, so that no small one can be worked out of all that was ever told.

Everything that was told, now or before, by us or elsewhere, cuts what there is into parts: things that were counted in
just the same numbers. A number may be shown where each part stays nought or large. Nobody who reads all of it, and knows
besides that each clue concerns somebody or that a ledger only grows, can then narrow down what lies within a part: for
all he knows the whole part may be the one thing he asks about, or none of it. The argument needs no search and holds
for whole numbers; docs/decisions/2026-11-29-counts-are-told-in-parts.md gives it.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import permutations

from inspection.snapshots.draft import CLASSES
from inspection.snapshots.telling import ALL, Made, Region, Telling

Wanted = Mapping[tuple[str, int | None], Region]
"""The numbers the office would like to show: (class, year; None for all years) -> what each counts."""
WEIGHTS = {(True, True): 100, (True, False): 4, (False, True): 4, (False, False): 1}
"""What is lost with a number that is hidden, by (of all classes, of all years)."""


@dataclass
class _Piece:
    """By how much each count of a class between the same days rose from one telling to the next (the first: from nothing;
    less than nought where it fell), and how much of that is of organisations that are or were withheld."""

    org_class: str
    day: date
    since: int
    many: dict[str, int]
    unnamed: dict[str, int]


@dataclass(frozen=True)
class _Part:
    """Pieces that stand in just the same numbers told; `known`: in at least one."""

    pieces: frozenset[int]
    known: bool


def shown(
    wanted: Wanted,
    ids: Collection[str],
    now: Sequence[Made],
    earlier: Sequence[Telling],
    threshold: int,
    unnamed: Collection[str] = (),
) -> frozenset[Region]:
    """The regions that may be shown, the same for every count of the ledger.

    `ids`: the counts wanted; `now`: what the counts of the ledger are made of, without whom is withheld; `earlier`: what
    was told of the same ledger before, oldest first. `unnamed`: organisations withheld now or before: a part with theirs
    in it must hold as much of others. Of several ways to hide enough the one that hides least is taken.
    """
    if any(telling.made is None for telling in earlier):
        return frozenset()
    rule = _Rule(wanted, ids, now, earlier, threshold, unnamed)
    best: tuple[int, frozenset[Region]] = (-1, frozenset())
    for order in _orders(wanted):
        found = rule.accepted([wanted[key] for key in order])
        weight = sum(WEIGHTS[key[0] == ALL, key[1] is None] for key in wanted if wanted[key] in found)
        best = max(best, (weight, found), key=lambda one: one[0])
    return best[1]


def _orders(wanted: Wanted) -> Iterator[list[tuple[str, int | None]]]:
    """Orders to try: the whole first, then the margins, then the cells; classes and years this way and that."""
    years = list(dict.fromkeys(year for _, year in wanted if year is not None))
    for classes in permutations(CLASSES):
        for span in ([*reversed(years)], years) if len(years) > 1 else (years,):
            columns, rows = [(ALL, year) for year in span], [(one, None) for one in classes]
            cells = [(one, year) for year in span for one in classes]
            for margins in ([*columns, *rows], [*rows, *columns]) if years else (rows,):
                yield [key for key in ((ALL, None), *margins, *cells) if key in wanted]


class _Rule:
    """The pieces there are, the parts that what was told cuts them into, and whether a number more may be told."""

    def __init__(
        self,
        wanted: Wanted,
        ids: Collection[str],
        now: Sequence[Made],
        earlier: Sequence[Telling],
        threshold: int,
        unnamed: Collection[str],
    ) -> None:
        self.threshold, self.earlier, self.last = threshold, earlier, len(earlier)
        self.ids = tuple(sorted({*ids, *(id for telling in earlier for id in telling.ids)}))
        regions = [*wanted.values(), *(r for telling in earlier for r in (*telling.told, *telling.asked))]
        self.pieces = list(_pieces(self.ids, [*(_kept(t) for t in earlier), now], _ends(regions), set(unnamed)))
        self.inside = {
            region: frozenset(at for at, p in enumerate(self.pieces) if region.holds(p.org_class, p.day))
            for region in dict.fromkeys(wanted.values())
        }
        self.wholes = {id: self._wholes(id, wanted) for id in self.ids}
        self.begun = self._parts_told()
        self.fell = self._fallen()
        self.barred = frozenset(region for region in self.inside if not self._may_stand(region))
        self.never = [region for region in self.barred if self._blurred(region, self.begun)]

    def _wholes(self, id: str, wanted: Wanted) -> list[frozenset[int]]:
        """The pieces of a count that the numbers wanted cannot tell apart, together: what each smallest one is made of."""
        found: dict[tuple, set[int]] = {}
        for at, piece in enumerate(self.pieces):
            if piece.many.get(id, 0):
                stands = tuple(n for n, region in enumerate(wanted.values()) if region.holds(piece.org_class, piece.day))
                found.setdefault(stands, set()).add(at)
        return [frozenset(pieces) for pieces in found.values()]

    def _parts_told(self) -> list[_Part]:
        held: dict[tuple, set[int]] = {}
        for at, piece in enumerate(self.pieces):
            stands = tuple(
                (number, place)
                for number, telling in enumerate(self.earlier)
                if piece.since <= number
                for place, region in enumerate(telling.told)
                if region.holds(piece.org_class, piece.day)
            )
            held.setdefault(stands, set()).add(at)
        return [_Part(frozenset(pieces), bool(stands)) for stands, pieces in held.items()]

    def accepted(self, order: Sequence[Region]) -> frozenset[Region]:
        """The regions of an order that may be told, each looked at beside those before it."""
        parts, found = self.begun, []
        for region in order:
            cut = self._cut(parts, region) if region not in self.barred else None
            if cut is not None and all(self._blurred(never, cut) for never in self.never):
                parts = cut
                found.append(region)
        return frozenset(found)

    def _cut(self, parts: Sequence[_Part], region: Region) -> list[_Part] | None:
        """The parts once a region is told; None where one of them would be small. What it does not cut stays as it was."""
        made, counted = [], self.inside[region]
        for part in parts:
            inside, outside = part.pieces & counted, part.pieces - counted
            if not inside or (not outside and part.known):
                made.append(part)
                continue
            if not self._large(inside) or (part.known and not self._large(outside)):
                return None
            made.append(_Part(inside, True))
            if outside:
                made.append(_Part(outside, part.known))
        return made

    def _large(self, pieces: frozenset[int]) -> bool:
        """Whether a part is nought or large in every count: the threshold, and one more for each further number asked about
        that lies in it as a whole, for whoever knows that nought is shown knows that each is at least one."""
        for id in self.ids:
            many = sum(self.pieces[at].many.get(id, 0) for at in pieces)
            hidden = sum(self.pieces[at].unnamed.get(id, 0) for at in pieces)
            asked = max(1, sum(whole <= pieces for whole in self.wholes[id]))
            if hidden and abs(many - hidden) < self.threshold:
                return False
            if many and abs(many) < self.threshold + asked - 1:
                return False
        return True

    def _blurred(self, region: Region, parts: Sequence[_Part]) -> bool:
        """Whether what a region counts is not the sum of some parts: one is cut by it, or of one in it nobody knows."""
        counted = self.inside[region]
        return any(part.pieces & counted and (not part.known or part.pieces - counted) for part in parts)

    def _may_stand(self, region: Region) -> bool:
        """Whether a number is not small itself, nor by less than the threshold beside the same one told before, and no
        organisation is withheld that was counted in it before."""
        for id in self.ids:
            value = sum(self.pieces[at].many.get(id, 0) for at in self.inside[region])
            if 0 < value < self.threshold:
                return False
            for number, telling in enumerate(self.earlier):
                for told in telling.told:
                    if (told.org_class, told.first) == (region.org_class, region.first):
                        before = self._at(number, told, id)
                        if 0 < abs(value - before) < self.threshold:
                            return False
        return not any((self.pieces[at].org_class, self.pieces[at].day) in self.fell for at in self.inside[region])

    def _at(self, number: int, region: Region, id: str) -> int:
        """What a region counted in an earlier telling."""
        return sum(
            piece.many.get(id, 0)
            for piece in self.pieces
            if piece.since <= number and region.holds(piece.org_class, piece.day)
        )

    def _fallen(self) -> set[tuple[str, date]]:
        """Class and days where less of the withheld is counted now than once was."""
        found = set()
        for id in self.ids:
            held: dict[tuple[str, date], list[int]] = {}
            for piece in sorted(self.pieces, key=lambda piece: piece.since):
                run = held.setdefault((piece.org_class, piece.day), [0])
                run.append(run[-1] + piece.unnamed.get(id, 0))
            found |= {place for place, run in held.items() if run[-1] < max(run)}
        return found


def _kept(telling: Telling) -> tuple[Made, ...]:
    return telling.made or ()


def _ends(regions: Iterable[Region]) -> list[date]:
    """The days on which something ends: the last days of regions, and the days before their first."""
    found = {region.last for region in regions}
    found |= {date.fromordinal(region.first.toordinal() - 1) for region in regions if region.first}
    return sorted(found)


def _pieces(ids: Sequence[str], times: Sequence[Sequence[Made]], ends: Sequence[date], unnamed: set[str]) -> Iterator[_Piece]:
    """What there was at each of the times, as pieces: what came, or went, from one to the next."""
    found: dict[tuple[str, date, int], _Piece] = {}
    for id in ids:
        amounts: dict[tuple[str, str, date], dict[int, int]] = {}
        for time, made in enumerate(times):
            for org, org_class, day, many in next((one.pieces for one in made if one.id == id), ()):
                # any day between the same two ends stands for them all
                span = bisect_left(ends, day)
                at = amounts.setdefault((org, org_class, ends[span] if span < len(ends) else date.max), {})
                at[time] = at.get(time, 0) + many
        for (org, org_class, day), at in amounts.items():
            for time in range(len(times)):
                if came := at.get(time, 0) - (at.get(time - 1, 0) if time else 0):
                    piece = found.setdefault((org_class, day, time), _Piece(org_class, day, time, {}, {}))
                    piece.many[id] = piece.many.get(id, 0) + came
                    if org in unnamed:
                        piece.unnamed[id] = piece.unnamed.get(id, 0) + came
    yield from (found[key] for key in sorted(found))
