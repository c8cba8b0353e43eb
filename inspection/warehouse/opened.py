"""A database that is open for readers, and closed as soon as it is retired and the last of them has gone.

A file that is open cannot be deleted on Windows. Whoever still asks a retired one, in the middle of a page, has it opened
again for as long as his question takes.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock

import duckdb


class Opened:
    """A connection of which many threads have cursors. `again` opens it anew; None: what is closed stays closed."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, again: Callable[[], duckdb.DuckDBPyConnection] | None = None
    ):
        self._connection: duckdb.DuckDBPyConnection | None = connection
        self._again = again
        self._readers, self._retired = 0, False
        self._lock = Lock()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor of one's own. Raises what `again` raises, duckdb.Error for what is closed for good."""
        with self._lock:
            if self._connection is None:
                if self._again is None:
                    raise duckdb.ConnectionException("this database is closed")
                self._connection = self._again()
            self._readers += 1
            cursor = self._connection.cursor()
        try:
            yield cursor
        finally:
            cursor.close()
            with self._lock:
                self._readers -= 1
                self._let_go()

    def retire(self) -> None:
        """Close it as soon as nobody reads it, and after everybody who still does."""
        with self._lock:
            self._retired = self._again is not None
            self._let_go()

    def _let_go(self) -> None:
        if self._retired and not self._readers and self._connection is not None:
            self._connection.close()
            self._connection = None

    def close(self) -> None:
        """Close it for good, whoever reads it."""
        with self._lock:
            self._again = None
            if self._connection is not None:
                self._connection.close()
                self._connection = None
