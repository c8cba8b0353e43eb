"""Files that try to take an import down, each with what must become of it.

A bomb is (what it is, the name of its file, how it is made, what becomes of it): READ, or the codes of the one fault
that may be said. Most are a ledger of terms that would be valid without the bomb in it. Each module adds its own.
"""

from tests.hostile.bombs import archives, cells, dates, formats, markup, names, sizes, texts  # noqa: F401
from tests.hostile.bombs.bomb import BOMBS, READ, TEXT

__all__ = ["BOMBS", "READ", "TEXT"]
