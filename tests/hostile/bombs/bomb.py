"""What a bomb is, and how one is put into the collection."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.hostile.containers import HEADERS, ROW, parts_of, sheet, strange

READ = "read"
TEXT = ",".join(HEADERS) + "\r\n" + ",".join(map(str, ROW)) + "\r\n"
NEXT = (14, "第十四届县委", "2026-07-01", 5)


@dataclass(frozen=True)
class Bomb:
    """One file of the collection. `make()` gives its bytes; `ends` what may become of it; `name` its file's name."""

    what: str
    make: Callable[[], bytes]
    ends: frozenset[str]
    name: str

    @property
    def heavy(self) -> bool:
        """Whether it takes seconds, and a busy machine may refuse what a quiet one reads."""
        return self.ends.issuperset(HEAVY)


BOMBS: list[Bomb] = []


def bomb(what: str, make: Callable[[], bytes], *ends: str, name: str = "届次.xlsx") -> None:
    BOMBS.append(Bomb(what, make, frozenset(ends), name))


def text_bomb(what: str, content: bytes | str, *ends: str, name: str = "届次.csv") -> None:
    data = content.encode() if isinstance(content, str) else content
    bomb(what, lambda: data, *ends, name=name)


def changed(part: str, old: str, new: str) -> bytes:
    """The valid workbook with a text of one part replaced."""
    parts = parts_of({"届次": sheet()})
    assert old in parts[part]
    return strange({part: parts[part].replace(old, new)})


SHEET = "xl/worksheets/sheet1.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
HEAVY = ("too_slow", "too_much_memory")  # what a busy machine may say of the largest
