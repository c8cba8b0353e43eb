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

    def spent(self, who: str) -> bool:
        """Whether `who` has asked too often, without counting this."""
        with self._lock:
            left, last = self._held.get(who, (float(self.per_minute), 0.0))
            return left + (self._clock() - last) * self.per_minute / 60 < 1
