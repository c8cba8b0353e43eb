"""A reader who has kept everything that was told, and an integer program that finds what he can work out of it.

It is no part of the product's: the product argues with parts and searches nothing; here every count of a class between two
days, at the time of each snapshot, is an unknown whole number, and scipy's integer programming finds the least and the
greatest it can be. The reader knows what was shown, what is public elsewhere, that each clue concerns somebody (also each
that came since the last snapshot), that a ledger grows, and what the office did not hide was not small.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

CLASSES = ("township", "county", "village", "")
ENDLESS = 100_000
Place = tuple[str, str, date]
"""(count, class, day)."""


@dataclass(frozen=True)
class Number:
    """A number of a snapshot, or of somewhere else: the snapshot's place in their order, count, class ("all": every one),
    first and last day; the value is None where it is hidden."""

    time: int
    id: str
    org_class: str
    first: date | None
    last: date
    value: int | None


@dataclass(frozen=True)
class Found:
    """What a hidden number, or what came to one between two snapshots, can be."""

    what: tuple
    true: int
    low: int
    high: int


class Reader:
    """`truth`: per snapshot, what there was: (count, class, day) -> how many. It says only which of the things that a reader
    takes for granted are so: he is given none that is not, however he came to know."""

    def __init__(
        self,
        numbers: Sequence[Number],
        truth: Sequence[Mapping[Place, int]],
        at_least: Mapping[str, str],
        shy: bool = False,
    ) -> None:
        self.numbers, self.truth = numbers, truth
        self.ids = sorted({n.id for n in numbers} | {p[0] for t in truth for p in t})
        ends = {n.last for n in numbers} | {date.fromordinal(n.first.toordinal() - 1) for n in numbers if n.first}
        self.ends = sorted(ends)
        keys = product(range(len(truth)), self.ids, CLASSES, range(len(self.ends)))
        self.order = {key: at for at, key in enumerate(keys)}
        self.true = dict.fromkeys(self.order, 0)
        for time, there in enumerate(truth):
            for (id, of, day), many in there.items():
                span = next((at for at, end in enumerate(self.ends) if day <= end), None)
                if span is not None:
                    self.true[time, id, of, span] += many
        at, which, sign, low, high = [], [], [], [], []

        def say(plus: Iterable[tuple], minus: Iterable[tuple], least: float, most: float) -> None:
            for one, keys in ((1, plus), (-1, minus)):
                for key in keys:
                    at.append(len(low)), which.append(self.order[key]), sign.append(one)
            low.append(least), high.append(most)

        for number in numbers:
            if number.value is not None:
                say(self.parts(number), (), number.value, number.value)
            elif shy:  # nought is shown, so what is hidden is more than nought
                say(self.parts(number), (), 1, np.inf)
        for key in self.order:
            time, id, of, span = key
            before = (time - 1, id, of, span)
            if time and self.true[key] >= self.true[before]:
                say([key], [before], 0, np.inf)
            if more := at_least.get(id):
                larger = (time, more, of, span)
                if larger in self.order and self.true[larger] >= self.true[key]:
                    say([larger], [key], 0, np.inf)
                    was = (time - 1, more, of, span)
                    if time and self.true[larger] - self.true[was] >= self.true[key] - self.true[before]:
                        say([larger, before], [key, was], 0, np.inf)
        self.rules = LinearConstraint(csr_array((sign, (at, which)), (len(low), len(self.order))), low, high)

    def parts(self, number: Number) -> list[tuple]:
        """The unknowns that a number adds up."""
        spans = [
            at for at, end in enumerate(self.ends)
            if end <= number.last and (number.first is None or end >= number.first)
        ]  # fmt: skip
        of = CLASSES if number.org_class == "all" else (number.org_class,)
        return [(number.time, number.id, one, span) for one in of for span in spans]

    def _range(self, plus: Iterable[tuple], minus: Iterable[tuple] = ()) -> tuple[int, int]:
        aim = np.zeros(len(self.order))
        for key in plus:
            aim[self.order[key]] += 1
        for key in minus:
            aim[self.order[key]] -= 1
        ends = []
        for sign in (1, -1):
            found = milp(sign * aim, constraints=self.rules, bounds=Bounds(0, ENDLESS), integrality=np.ones(len(aim)))
            assert found.status == 0, found.message
            ends.append(round(sign * found.fun))
        return ends[0], ends[1]

    def value(self, number: Number) -> int:
        return sum(self.true[key] for key in self.parts(number))

    def hidden(self) -> list[Found]:
        """What every hidden number can be, and what can have come to each number since the snapshot before, where not both
        were shown."""
        found = []
        for number in self.numbers:
            if number.value is None:
                found.append(Found((number,), self.value(number), *self._range(self.parts(number))))
        for before in self.numbers:
            for after in self.numbers:
                same = (before.id, before.org_class, before.first) == (after.id, after.org_class, after.first)
                hidden = None in (before.value, after.value) and before.last <= after.last
                if same and hidden and after.time == before.time + 1:
                    low, high = self._range(self.parts(after), self.parts(before))
                    found.append(Found((before, after), self.value(after) - self.value(before), low, high))
        return found

    def small(self, threshold: int) -> list:
        """What was shown and is small, or changed by little from one snapshot to a later one."""
        found = [n for n in self.numbers if n.value is not None and 0 < n.value < threshold]
        for before in self.numbers:
            for after in self.numbers:
                same = (before.id, before.org_class, before.first) == (after.id, after.org_class, after.first)
                if same and before.time < after.time and before.last <= after.last and None not in (before.value, after.value):
                    found += [(before, after)] if 0 < abs(after.value - before.value) < threshold else []
        return found


def narrowed(found: Iterable[Found], threshold: int) -> list[Found]:
    """Hidden numbers that can be told to fewer than the threshold of values, or to be few and not none; changes of few that
    can (that nothing came, or many, may be known: it is told like nought and any large number)."""
    return [
        f for f in found
        if (f.high - f.low + 1 < threshold and (len(f.what) == 1 or 0 < abs(f.true) < threshold))
        or 0 < f.low <= f.high < threshold
    ]  # fmt: skip
