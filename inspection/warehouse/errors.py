"""What can be wrong with a store: each error has a code and values, so that screen and shell say it in their language.

The sentences stand in inspection/text/store.toml under the code, with the file and the next step.
"""


class StoreError(RuntimeError):
    """The store cannot be read or written. `code` names the sentence, `values` are what is put into it."""

    def __init__(self, code: str, **values: object):
        self.code, self.values = code, values
        super().__init__(f"{code}: " + ", ".join(f"{name} {value}" for name, value in values.items()))


class EngineError(StoreError):
    """Another engine than DuckDB is not there, or has no answer; it can happen at any statement of a page."""


class Busy(StoreError):
    """Somebody else is writing to this store right now."""


class Moved(StoreError):
    """Another version was published after the draft was made: what the steward saw is no longer what would change."""


class Damaged(StoreError):
    """A version, its manifest or the pointer is not as it was published.

    `number` is the version concerned (None: the pointer itself), `good` the last version that is whole (None: there is
    none, or nobody has looked yet).
    """

    def __init__(self, code: str, number: int | None, **values: object):
        super().__init__(code, number=number, **values)
        self.number = number
        self.good: int | None = None


class Newer(Damaged):
    """A version is whole, but was made by a newer program: this one does not know all its columns."""
