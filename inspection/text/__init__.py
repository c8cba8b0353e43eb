"""The words of the screens in two languages: one catalogue, a TOML file per section beside this one."""

import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")


@cache
def _section(name: str) -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / f"{name}.toml"
    with open(path, "rb") as file:
        return tomllib.load(file)


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` ("section.name") in `lang` ("zh" or "en"), with `values` put in as str.format does.

    Raises KeyError for a key or value that does not exist: a missing word is a fault of the program, not of the reader.
    """
    section, _, name = key.partition(".")
    return _section(section)[name][lang].format(**values)


def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Everything that can be said: section -> name -> language -> sentence."""
    return {path.stem: _section(path.stem) for path in sorted(Path(__file__).parent.glob("*.toml"))}
