"""Labels and marks kept from lying on one another."""

from collections.abc import Sequence


def apart(values: Sequence[float], span: float, height: int, least: int = 15) -> list[int]:
    """Upward shifts in pixels that keep labels at these heights at least `least` pixels apart, as near as may be.

    `span`: how much of the axis `height` pixels show. Labels pushed up and down about the middle of their cluster.
    """
    order = sorted(range(len(values)), key=lambda at: values[at])
    wanted = [values[at] / span * height for at in order]
    clusters: list[list[float]] = []  # [sum of wanted middles, count]
    for at, place in enumerate(wanted):
        clusters.append([place - at * least, 1])
        while len(clusters) > 1 and clusters[-2][0] / clusters[-2][1] > clusters[-1][0] / clusters[-1][1]:
            last = clusters.pop()
            clusters[-1] = [clusters[-1][0] + last[0], clusters[-1][1] + last[1]]
    placed = [total / count for total, count in clusters for _ in range(int(count))]
    shifts = [0] * len(values)
    for at, (one, base) in enumerate(zip(order, placed, strict=True)):
        shifts[one] = round(base + at * least - wanted[at])
    return shifts


def beside(places: Sequence[tuple[int, int]], lane: float, near: int = 1) -> list[float]:
    """Heights for marks at (row, place along the axis): those of one row that lie within `near` of one another stand one
    above the other, within `lane` of the row's height, the first on its middle."""
    heights, order = [0.0] * len(places), sorted(range(len(places)), key=lambda at: places[at])
    group: list[int] = []
    for at in [*order, None]:
        last = group and places[group[-1]]
        if at is not None and last and places[at][0] == last[0] and places[at][1] - last[1] <= near:
            group.append(at)
            continue
        for nth, one in enumerate(group):
            heights[one] = places[one][0] + ((nth - (len(group) - 1) / 2) * lane / max(len(group), 3))
        group = [at]
    return heights


def clear(wanted: float, taken: Sequence[tuple[float, float]], lowest: float = 7, furthest: int = 80) -> float:
    """The height nearest to the wanted one that keeps its distance from each of `taken` (height, distance), none below
    `lowest`; the wanted one where there is none within `furthest`. All in pixels.

    >>> clear(20, [(18, 9), (25, 9)]), clear(20, [])
    (9, 20)
    """
    for away in range(furthest + 1):
        for place in (wanted + away, wanted - away):
            if place >= lowest and all(abs(place - height) >= distance for height, distance in taken):
                return place
    return wanted
