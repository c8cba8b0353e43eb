"""Taking a TOML table apart: each key at most once, of its kind; what is left over is a problem with a name."""

import datetime
import difflib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from inspection.text import say

CONSTANTS = (str, int, float, bool, datetime.date)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a profile: `key` says where ("source[2].ledger[1].columns.kind").

    `words` are put into its sentences; one that is a function is asked for them in the language.
    """

    code: str
    key: str
    words: tuple[tuple[str, object], ...] = ()

    def sentence(self, lang: str) -> str:
        """What is wrong and what to do, without the file's name."""
        words = {name: word(lang) if callable(word) else word for name, word in self.words}
        wrong = say(f"mapping.{self.code}", lang, **words)
        advice = "wrong_kind" if self.code.startswith("wrong_kind") else self.code
        mend = say(f"mapping.{advice}_advice", lang, **words)
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


KINDS = {
    "text": lambda value: isinstance(value, str) and value != "",
    "header": lambda value: isinstance(value, str),
    "truth": lambda value: isinstance(value, bool),
    "whole": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, int | float) and not isinstance(value, bool),
    "constant": lambda value: isinstance(value, CONSTANTS),
    "table": lambda value: isinstance(value, dict),
}


class Part:
    """One table of the profile and where it stands. Problems go into a list shared by all parts.

    What is not there, or is of another kind (a problem), is None, or nothing where a list of parts is asked for.
    """

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

    def _take(self, name: str, kind: str, fits: Callable[[object], bool]) -> object:
        self._taken.add(name)
        value = self._table.get(name)
        if value is None or fits(value):
            return value
        self.problem(f"wrong_kind_{kind}", name, found=str(value)[:60])
        return None

    def one(self, name: str, kind: str) -> object:
        """A value of one of KINDS."""
        return self._take(name, kind, KINDS[kind])

    def several(self, name: str, kind: str) -> tuple | None:
        """One value of a kind or a list of them."""
        value = self._take(
            name, f"{kind}s", lambda v: all(map(KINDS[kind], v)) if isinstance(v, list) else KINDS[kind](v)
        )
        return tuple(value) if isinstance(value, list) else None if value is None else (value,)

    def choice(self, name: str, allowed: tuple[str, ...]) -> str | None:
        """One of a few words."""
        value = self._take(name, "text", lambda _: True)
        if value is None or value in allowed:
            return value
        self.problem("not_allowed", name, found=value, allowed=", ".join(allowed))
        return None

    def part(self, name: str) -> "Part | None":
        value = self.one(name, "table")
        return None if value is None else Part(value, self.at(name), self._problems)

    def parts(self, name: str) -> list["Part"]:
        """A list of tables, each called by its number: source[2]."""
        value = self._take(name, "tables", lambda v: isinstance(v, list) and all(map(KINDS["table"], v)))
        return [Part(one, self.at(f"{name}[{n}]"), self._problems) for n, one in enumerate(value or (), 1)]

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
