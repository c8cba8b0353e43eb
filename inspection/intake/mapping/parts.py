"""Taking a TOML table apart: each key at most once, of its kind; what is left over is a problem with a name."""

import datetime
import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from inspection.text import say

CONSTANTS = (str, int, float, bool, datetime.date)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a profile: `key` says where ("source 2, ledger 1: columns.kind")."""

    code: str
    key: str
    words: tuple[tuple[str, object], ...] = ()

    def sentence(self, lang: str) -> str:
        """What is wrong and what to do, without the file's name."""
        words = dict(self.words)
        wrong = say(f"mapping.{self.code}", lang, **words)
        mend = say(f"mapping.{self.code}_advice", lang, **words)
        return say(
            "mapping.problem" if self.key else "mapping.problem_of_all", lang, at=self.key, wrong=wrong, mend=mend
        )


class MappingError(ValueError):
    """A profile that cannot be used: `file` and all its problems. str() is English; `sentences` speaks both."""

    def __init__(self, file: str, problems: Iterable[Problem]):
        self.file = file
        self.problems = tuple(problems)
        super().__init__("\n".join(self.sentences("en")))

    def sentences(self, lang: str) -> list[str]:
        return [f"{self.file}: {problem.sentence(lang)}" for problem in self.problems]


class Part:
    """One table of the profile and where it stands. Problems go into a list shared by all parts."""

    def __init__(self, table: dict, key: str, problems: list[Problem]):
        self._table = table
        self._taken: set[str] = set()
        self.key = key
        self._problems = problems

    def at(self, name: object) -> str:
        return f"{self.key}.{name}" if self.key else str(name)

    def problem(self, code: str, at: str = "", /, **words: object) -> None:
        key = self.at(at) if at else self.key
        self._problems.append(Problem(code, key, tuple(words.items())))

    def has(self, name: str) -> bool:
        return name in self._table

    def _take(self, name: str) -> object:
        self._taken.add(name)
        return self._table.get(name)

    def _wrong(self, name: str, wanted: str) -> None:
        self.problem(f"wrong_kind_{wanted}", name, found=str(self._table[name])[:60])

    def text(self, name: str, default: str | None = None) -> str | None:
        value = self._take(name)
        if value is None:
            return default
        if not isinstance(value, str) or not value:
            self._wrong(name, "text")
            return default
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        """One of a few words; the first where the key is not there."""
        value = self._take(name)
        if value is None:
            return allowed[0]
        if value not in allowed:
            self.problem("not_allowed", name, found=value, allowed=", ".join(allowed))
            return allowed[0]
        return value

    def flag(self, name: str) -> bool:
        value = self._take(name)
        if value is not None and not isinstance(value, bool):
            self._wrong(name, "truth")
        return value is True

    def whole(self, name: str, default: int | None = None) -> int | None:
        value = self._take(name)
        if value is None:
            return default
        if not isinstance(value, int) or isinstance(value, bool):
            self._wrong(name, "whole")
            return default
        return value

    def constant(self, name: str) -> object:
        """A text, number, truth value or day."""
        value = self._take(name)
        if value is not None and not isinstance(value, CONSTANTS):
            self._wrong(name, "constant")
            return None
        return value

    def constants(self, name: str) -> tuple | None:
        """One constant or a list of them."""
        value = self._take(name)
        if value is None:
            return None
        values = value if isinstance(value, list) else [value]
        if not values or not all(isinstance(one, CONSTANTS) for one in values):
            self._wrong(name, "constants")
            return None
        return tuple(values)

    def texts(self, name: str) -> tuple[str, ...]:
        """One text or a list of them; () where the key is not there."""
        value = self._take(name)
        if value is None:
            return ()
        values = value if isinstance(value, list) else [value]
        if not all(isinstance(one, str) and one for one in values):
            self._wrong(name, "texts")
            return ()
        return tuple(values)

    def part(self, name: str) -> "Part | None":
        value = self._take(name)
        if value is None:
            return None
        if not isinstance(value, dict):
            self._wrong(name, "table")
            return None
        return Part(value, self.at(name), self._problems)

    def parts(self, name: str) -> list["Part"]:
        """A list of tables, each called by its number: source 2."""
        value = self._take(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            self._wrong(name, "tables")
            return []
        return [Part(one, self.at(f"{name}[{n}]"), self._problems) for n, one in enumerate(value, 1)]

    def items(self) -> list[tuple[str, object]]:
        """Every key with its value, for tables whose keys are the writer's own."""
        self._taken |= set(self._table)
        return list(self._table.items())

    def end(self, known: Iterable[str]) -> None:
        """Report the keys that were not taken; `known` are those that may stand here."""
        known = list(known)
        for name in self._table.keys() - self._taken:
            near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
            self.problem("unknown_key", name, near=near[0] if near else "", known=", ".join(known))
