"""The words of the screens: both languages, every key that code asks for, and none that nothing asks for."""

import ast
import re
from pathlib import Path

import pytest

from inspection.text import LANGUAGES, MissingWords, catalogue, say

ROOT = Path(__file__).resolve().parents[2]
OURS = ("pages", "charts")
FILES = [ROOT / "app.py", *sorted((ROOT / "pages").rglob("*.py")), *sorted((ROOT / "inspection").rglob("*.py"))]
NAMES = re.compile(r"\{(\w*)")


def _asked() -> tuple[set[str], list[re.Pattern]]:
    """Keys named whole, and patterns of keys put together ("pages.value_{level}", or "part_{name}" of a section)."""
    whole, patterns = set(), []
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                whole.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "[A-Za-z0-9_]+" for p in node.values]
                if isinstance(node.values[0], ast.Constant) and re.match(r"[a-z_]+[._]", node.values[0].value):
                    patterns.append(re.compile("".join(parts)))
    return whole, patterns


ASKED, PATTERNS = _asked()
ENTRIES = [(section, name, words) for section, entries in catalogue().items() for name, words in entries.items()]


def test_an_entry_speaks_both_languages_with_the_same_values():
    assert ENTRIES
    other = [f"{section}.{name}" for section, name, words in ENTRIES if set(words) != set(LANGUAGES)]
    assert not other
    # what stands between two sentences is nothing in Chinese and a blank in English
    may_be_blank = {("undated", "between")}
    spoken = [(s, n, words) for s, n, words in ENTRIES if s != "charts" and (s, n) not in may_be_blank]
    silent = [f"{s}.{n}" for s, n, words in spoken if not all(words[la].strip() for la in LANGUAGES)]
    assert not silent
    values = [f"{s}.{n}" for s, n, words in ENTRIES if len({frozenset(NAMES.findall(words[la])) for la in LANGUAGES}) > 1]
    assert not values


def test_every_key_that_code_names_is_there():
    keys = {key for key in ASKED if re.fullmatch(r"(pages|charts)\.[A-Za-z0-9_]*[A-Za-z0-9]", key)}
    missing = {key for key in keys if key.split(".")[1] not in catalogue()[key.split(".")[0]]}
    assert not missing


def test_no_entry_of_the_pages_and_charts_is_unused():
    unused = [
        f"{section}.{name}"
        for section, name, _ in ENTRIES
        if section in OURS
        and f"{section}.{name}" not in ASKED
        and not any(p.fullmatch(f"{section}.{name}") or p.fullmatch(name) for p in PATTERNS)
    ]
    assert not unused


@pytest.mark.parametrize(
    "key, named",
    [
        ("pages.page_no_such", ("inspection/text/pages.toml", "[page_no_such]", "zh and en")),
        ("no_such.title", ("inspection/text/no_such.toml", "no such file")),
    ],
)
def test_words_that_are_missing_are_named_with_their_file_and_key(key, named):
    with pytest.raises(MissingWords) as missing:
        say(key, "zh")
    assert all(part in str(missing.value) for part in named)


def test_every_page_of_the_menu_has_its_name():
    from inspection.ui.frame import MENU

    for section, pages in MENU.items():
        assert {say(f"pages.{key}", lang) for key in (f"section_{section}", *(f"page_{p}" for p in pages)) for lang in LANGUAGES}
