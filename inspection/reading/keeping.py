"""What was read or made once is kept in memory and shared by all readers; nobody may change it.

A key is never typed: it is the function and all the arguments it was called with, so that nothing a value was made from
can be left out of its key. Streamlit's own caches look into every argument on every call, which costs more than all the
rest of a page whose figures are known; here a key is a tuple of small hashable values and costs what a dictionary costs.
Where it stands, and how much of it, says `inspection/warehouse/shelf.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import ParamSpec, TypeVar

from inspection.warehouse.shelf import SHELF

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
