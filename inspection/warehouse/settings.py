"""The office's settings: documented defaults in data/reference/settings.toml, overridden by the data home's settings.toml; the
choices of the work summary by its summary.toml."""

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from inspection.warehouse.dictionary import REFERENCE, dictionary

SEVERAL = (("base", "break_year"),)
"""Settings that take one year or a list of them."""
LAST_YEAR = 9999
LARGEST = 100_000  # days, per cent, points, things; more years than a day can be counted from would be
BOTTOM_RULES = ("last_k", "last_percent", "below_score")


class SettingsError(ValueError):
    """settings.toml holds something the dashboard cannot use; the sentence names the file, the entry and what to do."""


@dataclass(frozen=True)
class Settings:
    """All settings as (section, key, value) triples in the order of the defaults file, what only the office's own file
    names at the end of its section: hashable, so that it can be part of a cache key."""

    entries: tuple[tuple[str, str, object], ...]

    def get(self, section: str, key: str) -> object:
        """The value; KeyError for a setting that does not exist."""
        for s, k, value in self.entries:
            if (s, k) == (section, key):
                return value
        raise KeyError(f"no setting {section}.{key}")

    @property
    def sections(self) -> tuple[str, ...]:
        """The sections, in the order of the defaults file."""
        return tuple(dict.fromkeys(section for section, _, _ in self.entries))

    def section(self, section: str) -> dict[str, object]:
        return {k: value for s, k, value in self.entries if s == section}

    def years(self, section: str, key: str) -> tuple[int, ...]:
        """The years of a setting that takes one or several, ascending; none for 0."""
        value = self.get(section, key)
        return tuple(sorted(int(v) for v in (value if isinstance(value, tuple) else (value,)) if v))

    def relation(self) -> tuple[tuple[str, str, float], ...]:
        """The numeric settings as rows of the relation `setting(name, key, value)` that queries read; of a list each."""
        several = ((s, k, v if isinstance(v, tuple) else (v,)) for s, k, v in self.entries)
        return tuple((s, k, float(v)) for s, k, values in several for v in values if isinstance(v, int | float))


@cache
def _defaults() -> dict[str, dict[str, object]]:
    with open(REFERENCE / "settings.toml", "rb") as file:
        return tomllib.load(file)


def _checked(path: Path, own: dict[str, object]) -> dict[str, dict[str, object]]:
    merged = {name: dict(section) for name, section in _defaults().items()}
    groups = {code.code for code in dictionary().codes["voter_group"]}
    for name, section in own.items():
        if name not in merged or not isinstance(section, dict):
            raise SettingsError(f"{path}: unknown section [{name}]; known are {', '.join(merged)}")
        if name == "bottom":
            if len(section) != 1 or next(iter(section)) not in BOTTOM_RULES:
                raise SettingsError(f"{path}: [bottom] takes exactly one of {', '.join(BOTTOM_RULES)}")
            merged["bottom"] = {}
        for key, value in section.items():
            known = BOTTOM_RULES if name == "bottom" else groups if name == "voter_weight" else merged[name]
            if key not in known:
                raise SettingsError(f"{path}: unknown setting {name}.{key}; known are {', '.join(sorted(known))}")
            text = name == "county"
            if (name, key) in SEVERAL and isinstance(value, list):
                merged[name][key] = _several(path, f"{name}.{key}", value)
                continue
            if isinstance(value, bool) or not isinstance(value, str if text else int | float):
                raise SettingsError(f"{path}: {name}.{key} = {value!r} must be {'text' if text else 'a number'}")
            if not text and value < 0:
                raise SettingsError(f"{path}: {name}.{key} = {value!r} must not be negative")
            if not text and not value <= (LAST_YEAR if (name, key) in SEVERAL else LARGEST):  # nan is not, either
                raise SettingsError(f"{path}: {name}.{key} = {value!r} is more than anything counted here can be")
            merged[name][key] = value
    for name in ("voter_weight", "score_weight"):
        if not sum(merged[name].values()):
            raise SettingsError(f"{path}: [{name}] adds up to 0; give at least one weight")
    return merged


def _of_summary(home: Path) -> list[tuple[str, str, object]]:
    """What the data home's summary.toml says of the choices of the work summary: preferred words, or the one that is meant.

    Its names are those of [picks] in data/reference/summary.toml. Raises SettingsError with the nearest for another.
    """
    path = home / "summary.toml"
    if not path.exists():
        return []
    try:
        own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: not a TOML file in UTF-8 ({error})") from error
    with open(REFERENCE / "summary.toml", "rb") as file:
        picks = tomllib.load(file)["picks"]
    told_by = {"prefers": "prefers", "choose": "chosen_by"}
    known = {kind: {name for name, rule in picks.items() if key in rule} for kind, key in told_by.items()}
    found: list[tuple[str, str, object]] = []
    for kind, entries in own.items():
        if kind not in known or not isinstance(entries, dict):
            raise SettingsError(f"{path}: unknown section [{kind}]; {_near(kind, known)}")
        for name, value in entries.items():
            if name not in known[kind]:
                raise SettingsError(f"{path}: unknown name {kind}.{name}; {_near(name, known[kind])}")
            if kind == "choose" and isinstance(value, str):
                found.append(("summary", f"choose_{name}", value))
            elif kind == "prefers" and isinstance(value, list) and all(isinstance(word, str) and word for word in value):
                found.append(("summary", f"prefers_{name}", tuple(value)))
            else:
                kinds = {"choose": "text", "prefers": "a list of words"}
                raise SettingsError(f"{path}: {kind}.{name} = {value!r} must be {kinds[kind]}")
    return sorted(found, key=lambda entry: entry[1])


def _near(name: str, known: Iterable[str]) -> str:
    close = get_close_matches(name, sorted(known), 3, 0.4)
    return f"nearest: {', '.join(close)}" if close else f"known are {', '.join(sorted(known))}"


def _several(path: Path, name: str, values: list[object]) -> tuple[object, ...]:
    for value in values:
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LAST_YEAR:
            raise SettingsError(f"{path}: {name} = {values!r} must be a whole number or a list of whole numbers, of years")
    return tuple(values) or (0,)


def settings(home: Path | None = None) -> Settings:
    """The settings of a data home (None: the defaults alone).

    Raises SettingsError for an unknown section or key, a wrong type, a negative number or weights that add up to 0.
    """
    own: dict[str, object] = {}
    path = (home or REFERENCE) / "settings.toml"
    if home is not None and path.exists():
        try:
            own = tomllib.loads(path.read_text(encoding="utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise SettingsError(f"{path}: not a TOML file in UTF-8 ({error})") from error
    merged = _checked(path, own)
    summary = _of_summary(home) if home is not None else []
    return Settings((*((s, k, v) for s, section in merged.items() for k, v in section.items()), *summary))
