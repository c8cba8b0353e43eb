"""What the C library keeps of memory that was given back to it: little, or a server that serves for weeks grows by its gaps.

Each thread may have an arena of its own there, and a page's script runs in a new thread every time: over 2,400 pages the gaps
grew by 130 MB though no more was held. So there are two arenas, and once a minute what is free goes back to the system. Linux
with glibc only; elsewhere nothing is done.
"""

import ctypes
import sys

ARENA_MAX = -8  # M_ARENA_MAX of malloc.h
ARENAS = 2


def _library() -> ctypes.CDLL | None:
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(None)
    return library if hasattr(library, "malloc_trim") else None


def few_arenas() -> bool:
    """Have all threads share two arenas; whether that could be said."""
    library = _library()
    return bool(library and library.mallopt(ARENA_MAX, ARENAS))


def give_back() -> None:
    """Give what is free back to the system."""
    if library := _library():
        library.malloc_trim(0)
