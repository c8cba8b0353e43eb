"""Why a backup cannot be made or brought back."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from inspection.text import say
from inspection.warehouse import is_full


class Refused(Exception):
    """Nothing has been changed; the sentence says why and what to do, in the reader's language."""

    def __init__(self, code: str, **values: object) -> None:
        self.code, self.values = code, values
        super().__init__(self.words("zh"))

    def words(self, lang: str) -> str:
        return say(f"backups.refused_{self.code}", lang, **self.values)


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """What the disk says while something is written at `place`, as a refusal."""
    try:
        yield
    except OSError as error:
        if is_full(error):
            raise Refused("disk_full", place=place) from error
        raise Refused("not_written", place=error.filename or place, reason=error.strerror or error) from error
