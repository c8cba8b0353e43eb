"""What units would show had each the average rate within every kind of thing it has: indirect standardisation."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Standardised:
    """A unit: how many of its things count, how many would at the pooled rate of each kind, and the one over the other (None
    where nothing was to be expected)."""

    unit: Hashable
    counted: int
    expected: float

    @property
    def ratio(self) -> float | None:
        return self.counted / self.expected if self.expected > 0 else None


def standardised(
    units: Sequence[Hashable], kinds: Sequence[Hashable], counted: Sequence[int], out_of: Sequence[int]
) -> list[Standardised]:
    """Units in the order in which they first come, each with what its mix of kinds lets expect.

    A row is `counted` of `out_of` things of one kind of one unit. With R the pooled rate of a kind over all units,

        expected(unit) = Σ over its kinds of out_of × R(kind)

    so that the expected add up to the counted, and a unit whose things are of a hard kind is not judged by the easy ones.
    Raises ValueError for a row that counts more than there is. Source: indirect standardisation; B. R. Kirkwood, J. A. C. Sterne,
    Essential Medical Statistics (2003), chapter 25.
    """
    of_kind: dict[Hashable, list[int]] = defaultdict(lambda: [0, 0])
    for kind, k, n in zip(kinds, counted, out_of, strict=True):
        if not 0 <= k <= n:
            raise ValueError(f"{k} of {n}: expected 0 ≤ counted ≤ out of")
        of_kind[kind][0] += k
        of_kind[kind][1] += n
    made: dict[Hashable, list[float]] = defaultdict(lambda: [0, 0.0])
    for unit, kind, k, n in zip(units, kinds, counted, out_of, strict=True):
        whole = of_kind[kind]
        made[unit][0] += k
        made[unit][1] += n * whole[0] / whole[1] if whole[1] else 0.0
    return [Standardised(unit, int(k), expected) for unit, (k, expected) in made.items()]
