"""What was read or made once is kept in memory and shared by all readers; nobody may change it.

A key is never typed: it is the function and all the arguments it was called with, so that nothing a value was made from
can be left out of its key. Streamlit's own caches look into every argument on every call, which costs more than all the
rest of a page whose figures are known; here a key is a tuple of small hashable values and costs what a dictionary costs.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import wraps
from threading import Event, Lock, get_ident
from typing import ParamSpec, TypeVar

BYTES = 256 * 1024 * 1024
"""How much all that is kept may hold; what was not asked for longest goes first."""


class _Counter:
    """A file that only counts what is written to it."""

    def __init__(self) -> None:
        self.bytes = 0

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        return len(data)

    def buffer(self, data: pickle.PickleBuffer) -> None:
        self.bytes += data.raw().nbytes


def size_of(value: object) -> int:
    """The bytes of a value: those of its pickle, arrays counted without being copied. Raises TypeError for a value that
    cannot be pickled: what cannot be measured is not kept."""
    counter = _Counter()
    try:
        pickle.Pickler(counter, protocol=5, buffer_callback=counter.buffer).dump(value)
    except (AttributeError, pickle.PicklingError) as error:
        raise TypeError(f"a kept value must be data alone: {error}") from error
    return counter.bytes


@dataclass
class _Making:
    """A value that one thread is making and others wait for."""

    thread: int
    ended: Event


class Shelf:
    """Values by key, at most `most` bytes of them; those not asked for longest go first.

    A value larger than a quarter of the shelf is handed out and not kept. Whoever asks for what another thread is just
    making waits for it; where that fails, the next one makes it anew, and each gets the error of its own attempt.
    """

    def __init__(self, most: int):
        self.most = most
        self.held = 0
        self._things: OrderedDict[Hashable, tuple[object, int]] = OrderedDict()
        self._making: dict[Hashable, _Making] = {}
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._things)

    def get(self, key: Hashable, make: Callable[[], object]) -> object:
        """What stands under the key; made and put there when it does not. Raises what `make` raises."""
        while True:
            with self._lock:
                if key in self._things:
                    self._things.move_to_end(key)
                    return self._things[key][0]
                other = self._making.get(key)
                if other is None:
                    self._making[key] = _Making(get_ident(), Event())
            if other is None:
                return self._made(key, make)
            if other.thread == get_ident():
                raise RuntimeError(f"{key} asks for itself while it is being made")
            other.ended.wait()

    def _made(self, key: Hashable, make: Callable[[], object]) -> object:
        try:
            value = make()
            size = size_of(value)
            if size <= self.most // 4:
                with self._lock:
                    self._things[key] = (value, size)
                    self.held += size
                    while self.held > self.most:
                        self.held -= self._things.popitem(last=False)[1][1]
            return value
        finally:
            with self._lock:
                ended = self._making.pop(key).ended
            ended.set()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._things.clear()
            self.held = 0


SHELF = Shelf(BYTES)
KEPT: list[Callable] = []
"""The functions whose values are kept, as they were written."""


Given = ParamSpec("Given")
Made = TypeVar("Made")


def kept(function: Callable[Given, Made]) -> Callable[Given, Made]:
    """A function whose values are kept, one for each set of arguments, all of which must be hashable.

    It must depend on its arguments alone: no clock, no session, no closure (refused here), and return data that nobody
    changes.
    """
    if function.__closure__:
        raise TypeError(f"{function.__qualname__} closes over variables, which no key would know of")

    KEPT.append(function)

    @wraps(function)
    def asked(*args: Given.args, **options: Given.kwargs) -> Made:
        key = (function, args, tuple(sorted(options.items())) if options else ())
        return SHELF.get(key, lambda: function(*args, **options))

    return asked


@dataclass(frozen=True)
class Ask:
    """A question that is not answered yet: a function and its arguments, all hashable, so that it can be part of the key
    of whatever is made of its answer."""

    function: Callable
    args: tuple
    options: tuple[tuple[str, object], ...]

    def __call__(self) -> object:
        return self.function(*self.args, **dict(self.options))


def ask(function: Callable, *args: object, **options: object) -> Ask:
    """The question what `function` returns for these arguments. Give a module's function, not one made on the spot: two
    such are never equal, so nothing made of them is found again."""
    return Ask(function, args, tuple(sorted(options.items())))
