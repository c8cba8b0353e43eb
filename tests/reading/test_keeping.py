"""What is kept is keyed by all it was made from, made once, and bounded in bytes."""

import threading
import time

import numpy as np
import pandas as pd
import pytest

from inspection.reading.keeping import Shelf, ask, kept, size_of


def test_what_was_not_asked_for_longest_goes_first():
    made, shelf = [], Shelf(4 * 5_100)
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
    made, shelf = [], Shelf(1_000)
    for _ in range(2):
        assert len(shelf.get("large", lambda: made.append(1) or b"x" * 500)) == 500
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


@kept
def _made(day: str, *, lang: str = "zh") -> list[str]:
    return [day, lang]


def test_a_kept_function_makes_a_value_for_each_set_of_arguments():
    assert _made("2018-12-31") is _made("2018-12-31")
    assert _made("2018-12-31") == ["2018-12-31", "zh"]
    assert _made("2025-09-30", lang="en") == ["2025-09-30", "en"]


def test_a_function_that_closes_over_a_variable_cannot_be_kept():
    chosen = "township"
    with pytest.raises(TypeError, match="closes over"):
        kept(lambda: chosen)


def test_an_argument_that_cannot_be_part_of_a_key_is_refused():
    with pytest.raises(TypeError, match="unhashable"):
        _made(["2018-12-31"])


def test_two_questions_are_equal_where_all_their_arguments_are():
    assert ask(_made, "a", lang="en") == ask(_made, "a", lang="en")
    assert hash(ask(_made, "a", lang="en")) == hash(ask(_made, "a", lang="en"))
    assert ask(_made, "a", lang="en") != ask(_made, "a", lang="zh")
    assert ask(_made, "a", lang="en")() == ["a", "en"]


def test_the_size_of_a_frame_is_at_least_that_of_its_numbers():
    frame = pd.DataFrame({"a": np.arange(10_000), "b": np.arange(10_000) * 1.5})
    assert 160_000 <= size_of(frame) < 200_000
    with pytest.raises(TypeError, match="data alone"):
        size_of(lambda: 1)
