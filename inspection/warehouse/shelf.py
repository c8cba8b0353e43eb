"""What was read or made once, in memory, up to a bound: answers, days, statements as they were read, counties out of a store.

All of it stands on one shelf (`SHELF`), so that one setting bounds it (`--keep`), and what was not asked for longest goes first,
whatever it is. Nobody may change what stands there.
"""

import pickle
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Event, Lock, get_ident

import pandas as pd

BYTES = 256 * 1024 * 1024
"""How much all that is kept may hold; what was not asked for longest goes first."""
OF_AN_OBJECT = 80
"""Bytes that an object takes beside what its pickle says: for a dictionary, a list, what a class needs."""
OF_A_FRAME, OF_A_BLOCK = 2_000, 1_700
"""Bytes that a frame takes, and each of its blocks, beside its numbers: most frames have a few rows."""
OF_A_KEY = 1_000
"""Bytes of what a thing is found by; half of it is shared with others of the same view."""


class Weighed:
    """What says itself how many bytes it holds, for it is no data that could be measured; it may grow."""

    held: int


class _Measured(pickle.Pickler):
    """A pickle that is only counted: its bytes, arrays without being copied, and the frames in it. A frame's own pickle says a
    tenth of what it takes and costs a third of a millisecond; its blocks are asked instead."""

    def __init__(self) -> None:
        super().__init__(self, protocol=5, buffer_callback=self._apart)
        self.bytes = 0
        self.frames: list[pd.DataFrame] = []

    def write(self, data: bytes) -> int:
        self.bytes += len(data)
        return len(data)

    def _apart(self, data: pickle.PickleBuffer) -> None:
        self.bytes += data.raw().nbytes

    def reducer_override(self, one: object) -> object:
        if type(one) is not pd.DataFrame:
            return NotImplemented
        self.frames.append(one)
        self.bytes += OF_A_FRAME
        texts = [one.index.to_numpy()] if one.index.dtype == object else []
        for block in one._mgr.blocks:
            self.bytes += OF_A_BLOCK + _bytes_of(block.values)
            if block.values.dtype == object:
                texts.append(block.values)
        return pd.DataFrame, tuple(texts)


def _bytes_of(values: object) -> int:
    """The bytes of a block's values; of numbers those of what they were cut out of, which is held with them."""
    if isinstance(values, pd.arrays.IntegerArray | pd.arrays.FloatingArray | pd.arrays.BooleanArray):
        return _bytes_of(values._data) + _bytes_of(values._mask)
    whole = getattr(values, "base", None)
    return (values if whole is None else whole).nbytes


def _measured(value: object) -> tuple[int, list[pd.DataFrame]]:
    found = _Measured()
    try:
        found.dump(value)
    except (AttributeError, pickle.PicklingError) as error:
        raise TypeError(f"a kept value must be data alone: {error}") from error
    return found.bytes + OF_AN_OBJECT * len(found.memo.copy()), found.frames


def size_of(value: object) -> int:
    """The bytes that a value takes, near enough. Raises TypeError for one that cannot be pickled: what cannot be measured is not
    kept."""
    return value.held if isinstance(value, Weighed) else _measured(value)[0]


@dataclass
class _Thing:
    """What stands under a key: its bytes with those of the key, and the frames in it."""

    value: object
    bytes: int
    frames: list[pd.DataFrame]


@dataclass
class _Making:
    """A value that one thread is making and others wait for."""

    thread: int
    ended: Event


class Shelf:
    """Values by key, at most `most` bytes of them; those not asked for longest go first.

    A value larger than a quarter of the shelf is handed out and not kept, unless it says itself what it holds: that one grows
    while it is used. Whoever asks for what another thread is just making waits for it; where that fails, the next one makes it
    anew, and each gets the error of its own attempt.
    """

    def __init__(self, most: int):
        self.most = most
        self.held = 0
        self._things: OrderedDict[Hashable, _Thing] = OrderedDict()
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
                    return self._things[key].value
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
            if isinstance(value, Weighed):
                self._put(key, _Thing(value, OF_A_KEY + value.held, []))
            else:
                size, frames = _measured(value)
                if OF_A_KEY + size <= self.most // 4:
                    self._put(key, _Thing(value, OF_A_KEY + size, frames))
            return value
        finally:
            with self._lock:
                ended = self._making.pop(key).ended
            ended.set()

    def _put(self, key: Hashable, thing: _Thing) -> None:
        with self._lock:
            self._things[key] = thing
            self.held += thing.bytes
            gone = self._too_much()
        del gone  # what a value does when it goes is not waited for by whoever asks for another

    def weigh(self, key: Hashable) -> None:
        """Ask what stands under the key how much it holds by now, and let go what is too much then."""
        with self._lock:
            thing = self._things.get(key)
            if thing is None:
                return
            before, thing.bytes = thing.bytes, OF_A_KEY + thing.value.held
            self.held += thing.bytes - before
            gone = self._too_much()
        del gone

    def _too_much(self) -> list[_Thing]:
        """Take away what was not asked for longest while all is too much."""
        gone = []
        while self.held > self.most and self._things:
            gone.append(self._things.popitem(last=False)[1])
            self.held -= gone[-1].bytes
        return gone

    def tidy(self) -> None:
        """Have the frames forget who looked at them. Each look at a column leaves a mark in its frame, eighty bytes of it, and
        pandas clears them away only when there are five hundred: more than most of these frames hold."""
        with self._lock:
            things = list(self._things.values())
        for thing in things:
            for frame in thing.frames:
                for block in frame._mgr.blocks:
                    block.refs.has_reference()

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            gone, self.held = list(self._things.values()), 0
            self._things.clear()
        del gone


SHELF = Shelf(BYTES)
