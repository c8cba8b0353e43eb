"""What is kept is made once, is bounded in bytes, and what was not asked for longest goes first."""

import gc
import threading
import time
import tracemalloc
from weakref import ref

import numpy as np
import pandas as pd
import pytest

from inspection.warehouse.shelf import OF_A_KEY, Shelf, Weighed, size_of


def test_what_was_not_asked_for_longest_goes_first():
    made, shelf = [], Shelf(4 * 6_300)
    for key in ("a", "b", "c", "a", "d", "e", "a", "b"):
        shelf.get(key, lambda key=key: made.append(key) or key.encode() * 5_000)
    assert made == ["a", "b", "c", "d", "e", "b"]


def test_what_is_held_never_exceeds_the_bytes_allowed():
    shelf = Shelf(1_000_000)
    for key in range(200):
        shelf.get(key, lambda key=key: np.full(key * 100, 1.0))
        assert shelf.held <= 1_000_000
    assert 2 < len(shelf) < 200


def test_a_value_larger_than_a_quarter_of_the_shelf_is_handed_out_and_not_kept():
    made, shelf = [], Shelf(10_000)
    for _ in range(2):
        assert len(shelf.get("large", lambda: made.append(1) or b"x" * 2_000)) == 2_000
    assert made == [1, 1] and len(shelf) == 0


def test_fifty_who_ask_at_once_get_what_one_of_them_made():
    made, shelf, got, together = [], Shelf(10**6), [], threading.Barrier(50)

    def slow() -> object:
        made.append(threading.get_ident())
        time.sleep(0.05)
        return ["the same"]

    def reader() -> None:
        together.wait()
        got.append(shelf.get("key", slow))

    readers = [threading.Thread(target=reader) for _ in range(50)]
    for one in readers:
        one.start()
    for one in readers:
        one.join()
    assert len(made) == 1 and len(got) == 50
    assert all(value is got[0] for value in got)


def test_where_making_fails_each_gets_the_error_of_its_own_attempt_and_nothing_is_kept():
    tries, shelf, errors, together = [], Shelf(10**6), [], threading.Barrier(5)

    def failing() -> object:
        tries.append(1)
        raise ValueError(len(tries))

    def reader() -> None:
        together.wait()
        try:
            shelf.get("key", failing)
        except ValueError as error:
            errors.append(error)

    readers = [threading.Thread(target=reader) for _ in range(5)]
    for one in readers:
        one.start()
    for one in readers:
        one.join(timeout=10)
    assert len(errors) == 5 and len({id(error) for error in errors}) == 5 and len(tries) == 5
    assert shelf.get("key", lambda: "made after all") == "made after all"


class Stopped(BaseException):
    """As Streamlit ends a page's run."""


def test_a_run_that_is_stopped_while_it_makes_a_thing_leaves_nobody_waiting():
    shelf, got, begun, stop = Shelf(10**6), [], threading.Event(), threading.Event()

    def stopped() -> object:
        begun.set()
        stop.wait(10)
        raise Stopped

    def first() -> None:
        with pytest.raises(Stopped):
            shelf.get("key", stopped)

    readers = [threading.Thread(target=first, daemon=True)]
    readers[0].start()
    assert begun.wait(10)
    readers += [threading.Thread(target=lambda: got.append(shelf.get("key", lambda: "made")), daemon=True) for _ in range(5)]
    for one in readers[1:]:
        one.start()
    stop.set()
    for one in readers:
        one.join(timeout=10)
    assert got == ["made"] * 5


def test_a_thing_that_asks_for_itself_is_a_fault_and_not_a_standstill():
    shelf = Shelf(10**6)
    with pytest.raises(RuntimeError, match="asks for itself"):
        shelf.get("key", lambda: shelf.get("key", lambda: 1))


def frame(rows: int) -> pd.DataFrame:
    """A frame as figures come: a few counts, rates with empty cells, a name."""
    number = np.arange(rows)
    columns = {f"count_{n}": number + n for n in range(4)} | {"name": pd.array([f"单位{n}" for n in number], dtype="str")}
    return pd.DataFrame(columns | {f"rate_{n}": pd.array([None, *number[1:] / (n + 2)], dtype="Float64") for n in range(4)})


MADE = {
    "frames of one row": lambda n: frame(1),
    "frames of thirty rows": lambda n: frame(30),
    "frames of a thousand rows": lambda n: frame(1_000),
    "arrays": lambda n: np.arange(5_000),
    "lists of names and numbers": lambda n: [(f"单位{k}", k * n, {"share": k / 7}) for k in range(200)],
    "a dictionary of frames": lambda n: {"one": frame(10), "other": [frame(20)]},
}


@pytest.mark.parametrize("what", MADE)
def test_what_is_said_to_be_held_is_what_memory_says(what):
    shelf = Shelf(10**9)
    MADE[what](0)  # what is loaded when it is first needed
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for n in range(100):
            shelf.get(n, lambda n=n: MADE[what](n))
        gc.collect()
        taken = tracemalloc.get_traced_memory()[0] - before
    finally:
        tracemalloc.stop()
    assert 0.6 < (shelf.held - 100 * OF_A_KEY) / taken < 1.7, (shelf.held, taken)


def test_what_cannot_be_measured_is_not_kept():
    with pytest.raises(TypeError, match="data alone"):
        size_of(lambda: 1)


class Grows(Weighed):
    """A thing that says itself what it holds."""

    def __init__(self, held: int) -> None:
        self.held = held


def test_what_grows_is_weighed_anew_and_puts_out_what_was_not_asked_for_longest():
    shelf, day = Shelf(100_000), Grows(10_000)
    shelf.get("day", lambda: day)
    for n in range(3):
        shelf.get(n, lambda: b"x" * 20_000)
    shelf.get("day", lambda: None)
    day.held = 60_000
    assert len(shelf) == 4
    shelf.weigh("day")
    assert len(shelf) == 2 and shelf.held < 100_000 and shelf.get("day", lambda: None) is day
    shelf.get(2, lambda: pytest.fail("what was asked for last went first"))


def test_what_holds_more_than_all_may_is_let_go_and_counted_no_longer():
    shelf = Shelf(100_000)
    gone = ref(shelf.get("day", lambda: Grows(1_000)))
    gone().held = 200_000
    shelf.weigh("day")
    shelf.weigh("day")
    assert (len(shelf), shelf.held) == (0, 0)
    assert gone() is None


def test_a_thing_that_asks_the_shelf_when_it_goes_makes_nobody_stand_still():
    shelf = Shelf(50_000)

    class Asks(Grows):
        def __del__(self) -> None:
            shelf.weigh("another")

    shelf.get("first", lambda: Asks(30_000))
    shelf.get("second", lambda: Asks(30_000))
    assert len(shelf) == 1


def test_a_frame_that_is_looked_at_often_does_not_grow():
    shelf, looked = Shelf(10**8), frame(5)
    shelf.get("frame", lambda: {"deep": [looked]})
    marks = lambda: sum(len(block.refs.referenced_blocks) for block in looked._mgr.blocks)  # noqa: E731
    for _ in range(200):
        for name in looked:
            looked[name].sum()
    assert marks() > 1_000
    shelf.tidy()
    assert marks() <= 3 * looked.shape[1]
