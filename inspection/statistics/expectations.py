"""What the mix of a unit's cases lets expect: indirect standardisation, and how uneven counts are within a unit."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Expectation:
    """Per unit, in the order in which units first come, of its cases that can be compared:

    `cases`: how many these are; `observed`: what was counted in them; `expected`: what would have been, had each case the
    mean count of its stratum. The sums of observed and expected over all units are the same. `dispersion`: by how much
    counts vary within a unit, as a multiple of Poisson; None where no unit has two cases of a stratum.
    """

    units: tuple[Hashable, ...]
    cases: tuple[int, ...]
    observed: tuple[int, ...]
    expected: tuple[float, ...]
    dispersion: float | None


def expectation(units: Sequence[Hashable], strata: Sequence[Hashable], counts: Sequence[int]) -> Expectation:
    """Observed and expected counts of units whose cases are of unequal kinds; one entry per case.

    A stratum has cases that are alike: with Fₛ counted in its Nₛ cases, a unit with nₛ of them is expected to have Σ nₛ
    Fₛ / Nₛ. A stratum of which one unit has all the cases compares it with itself alone: its cases are left out, and a
    unit that has no others has 0 cases.

        dispersion = Σ (Qᵤₛ − Fᵤₛ² / nᵤₛ) / (Fₛ / Nₛ)  /  Σ (nᵤₛ − 1)

    over each unit and stratum, Q the sum of squares of its counts: what differs between units does not enter. 1 where
    cases are Poisson. Raises ValueError for a count below zero.
    Source: N. E. Breslow, N. E. Day, Statistical methods in cancer research II (IARC, 1987), 2.3; dispersion: P. McCullagh,
    J. A. Nelder, Generalized linear models (1989), 6.2.
    """
    cells: dict[tuple, list[int]] = defaultdict(list)
    for unit, stratum, count in zip(units, strata, counts, strict=True):
        if count < 0:
            raise ValueError(f"a count of {count}: expected 0 or more")
        cells[unit, stratum].append(count)
    held: dict[Hashable, list[list[int]]] = defaultdict(list)
    for (_, stratum), own in cells.items():
        held[stratum].append(own)
    rate = {s: sum(map(sum, parts)) / sum(map(len, parts)) for s, parts in held.items()}
    order = list(dict.fromkeys(units))
    found = {unit: [0, 0, 0.0] for unit in order}
    for (unit, stratum), own in cells.items():
        if len(held[stratum]) > 1:
            found[unit][0] += len(own)
            found[unit][1] += sum(own)
            found[unit][2] += len(own) * rate[stratum]
    squares = free = 0.0
    for (_, stratum), own in cells.items():
        if rate[stratum]:
            squares += (sum(k * k for k in own) - sum(own) ** 2 / len(own)) / rate[stratum]
            free += len(own) - 1
    cases, observed, expected = zip(*found.values(), strict=True) if found else ((), (), ())
    return Expectation(tuple(order), cases, observed, expected, squares / free if free else None)
