"""The manual of mapping profiles: its examples load, and it speaks of every key there is."""

import re
from pathlib import Path

import pytest

from inspection.intake.mapping.apply import HOUSE, load_file, names
from inspection.intake.mapping.profile import Case, Cell, Lookup, Profile, Source, Split, Stack, Target, keys

MANUAL = (HOUSE / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```toml\n(.*?)```", MANUAL, re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(1, len(EXAMPLES) + 1))
def test_an_example_of_the_manual_loads(tmp_path: Path, example: str):
    path = tmp_path / "example.toml"
    path.write_text(example, encoding="utf-8")
    assert load_file(path).profile.file == "example.toml"


@pytest.mark.parametrize("name", names())
def test_a_profile_of_the_house_loads(name: str):
    assert load_file(HOUSE / f"{name}.toml").name == name


TABLES = (Profile, Source, Target, Lookup, Stack, Split, Cell, Case)


@pytest.mark.parametrize("key", sorted({key for table in TABLES for key in keys(table)}))
def test_the_manual_speaks_of_every_key(key: str):
    assert re.search(rf"`[^`\n]*\b{key}\b[^`\n]*`", MANUAL), key
