"""How often somebody may ask, kept in the memory of the one process that answers."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable

MOST = 5000
"""Askers remembered; of more, those that asked longest ago are forgotten first."""


class Pace:
    """So many requests a minute for each asker, evenly: a bucket that fills up again."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self.per_minute, self._clock = per_minute, clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, who: str) -> bool:
        """Whether `who` may ask now; then one less is left."""
        with self._lock:
            now = self._clock()
            left, last = self._held.pop(who, (float(self.per_minute), now))
            left = min(float(self.per_minute), left + (now - last) * self.per_minute / 60)
            self._held[who] = (left - 1 if left >= 1 else left, now)
            while len(self._held) > MOST:
                self._held.popitem(last=False)
            return left >= 1


class Turned:
    """How many of each asker were turned away since it was last told."""

    def __init__(self, every: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self.every, self._clock = every, clock
        self._held: OrderedDict[str, tuple[int, float]] = OrderedDict()
        """Asker -> how many, and from when on it is told."""
        self._lock = threading.Lock()

    def count(self, who: str) -> None:
        """One more of `who`; the first is told at once."""
        with self._lock:
            many, due = self._held.get(who, (0, self._clock()))
            self._held[who] = (many + 1, due)

    def due(self, *, all: bool = False) -> list[tuple[str, int]]:
        """(asker, how many) of those whose time has come, or of all, each told once; of more than MOST askers also of those
        that have waited longest."""
        with self._lock:
            now, told = self._clock(), []
            for who, (many, due) in list(self._held.items()):
                if not all and due > now and len(self._held) <= MOST:
                    continue
                del self._held[who]
                if many:
                    told.append((who, many))
                    if not all and due <= now:
                        self._held[who] = (0, now + self.every)
            return told
