"""The words of the screens in two languages: one catalogue, a TOML file per section beside this one."""

import re
import tomllib
from functools import cache
from pathlib import Path

LANGUAGES = ("zh", "en")

# Scripts written from right to left, and the signs that turn the direction of what follows them.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\u200f\u202a-\u202e\u2066\u2067\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)


@cache
def _section(name: str) -> dict[str, dict[str, str]]:
    path = Path(__file__).parent / f"{name}.toml"
    with open(path, "rb") as file:
        return tomllib.load(file)


class MissingWords(LookupError):
    """The catalogue lacks words that code asks for; the sentence names the file and the key. A fault of the program."""


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` ("section.name") in `lang` ("zh" or "en"), with `values` put in as str.format does; a text of
    theirs that runs from right to left does so on its own and leaves the words around it where they are (`isolated`).

    Raises MissingWords for a key that does not exist, KeyError for a value that is not given: faults of the program.
    """
    section, _, name = key.partition(".")
    path = f"inspection/text/{section}.toml"
    try:
        entries = _section(section)
    except FileNotFoundError as error:
        raise MissingWords(f"{path}: 没有这个文件，{key} 的文字应写在其中 · no such file, which should hold {key}") from error
    if lang not in entries.get(name, {}):
        raise MissingWords(f"{path}: 缺 [{name}] 的 {lang} 文字，请补上 zh 和 en · [{name}] lacks {lang}; add zh and en")
    return entries[name][lang].format(**{name: isolated(value) for name, value in values.items()})


def isolated(value: object) -> object:
    r"""A text that holds letters or signs written from right to left, between the two signs that isolate it (Unicode Standard
    Annex 9: FSI … PDI, which nobody sees): in a sentence it would reorder the names and numbers beside it. All else as it is.

    >>> isolated("县财政局党组"), isolated(3), len(isolated("\u05e9\u05dc"))
    ('县财政局党组', 3, 4)
    """
    turned = isinstance(value, str) and not value.isascii() and _RIGHT_TO_LEFT.search(value)
    return f"\u2068{value}\u2069" if turned else value


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Everything that can be said: section -> name -> language -> sentence."""
    return {path.stem: _section(path.stem) for path in sorted(Path(__file__).parent.glob("*.toml"))}
