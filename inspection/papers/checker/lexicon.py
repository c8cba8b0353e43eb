"""The words of data/reference/checker.toml by which a draft is understood."""

import re
import tomllib
from functools import cache
from pathlib import Path

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference" / "checker.toml"


@cache
def lexicon() -> dict[str, dict]:
    """The file, section -> entries."""
    with open(REFERENCE, "rb") as file:
        return tomllib.load(file)


def one_of(words: tuple[str, ...] | list[str]) -> str:
    """A pattern that matches the longest of the words."""
    return "(?:" + "|".join(re.escape(w) for w in sorted(set(words), key=len, reverse=True)) + ")"


@cache
def units() -> dict[str, str]:
    """Every word that counts things -> what sort it counts: persons, cases, things."""
    return {word: sort for sort, words in lexicon()["units"].items() for word in words}


@cache
def quantities() -> dict:
    """data/reference/checker_quantities.toml: what a report says of the work, and which figure that is."""
    with open(REFERENCE.with_name("checker_quantities.toml"), "rb") as file:
        return tomllib.load(file)
