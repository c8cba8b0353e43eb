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


class MissingWords(LookupError):
    """The catalogue lacks words that code asks for; the sentence names the file and the key. A fault of the program."""


def say(key: str, lang: str, **values: object) -> str:
    """The sentence `key` ("section.name") in `lang` ("zh" or "en"), with `values` put in as str.format does.

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
    return entries[name][lang].format(**values)


@cache
def catalogue() -> dict[str, dict[str, dict[str, str]]]:
    """Everything that can be said: section -> name -> language -> sentence."""
    return {path.stem: _section(path.stem) for path in sorted(Path(__file__).parent.glob("*.toml"))}
