"""What was read or made once is kept in memory and shared by all readers; nobody may change it.

Streamlit's own caches look into every argument on every call, which costs more than all the rest of a page whose
figures are known. Here a key is a tuple of small hashable values and costs what a dictionary costs.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar

Made = TypeVar("Made")


class Shelf:
    """The `most` things last asked for, by key. Two readers who ask for a new one at once may both make it."""

    def __init__(self, most: int):
        self.most = most
        self._things: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What stands under the key; made and put there when it does not."""
        with self._lock:
            if key in self._things:
                self._things.move_to_end(key)
                return self._things[key]
        made = make()
        with self._lock:
            self._things[key] = made
            while len(self._things) > self.most:
                self._things.popitem(last=False)
        return made
