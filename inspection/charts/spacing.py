"""Labels beside the ends of lines, kept from lying on one another."""

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
