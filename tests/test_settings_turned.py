"""Every setting of settings.toml, turned: something a reader sees must move, or the setting is a promise not kept.

The settings are read from the file, so that a new one without an effect fails. Looked at are the figures, tables and
checks whose statements read it, what a snapshot and the public site hold and who may approve it, which versions are
kept, and what is handed to the level above.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from inspection.cli import main
from inspection.demonstration import county
from inspection.indicators import (
    Indicator,
    Table,
    checks,
    evaluate,
    indicators,
    read_table,
    rows_violating,
    settings_read,
    tables,
)
from inspection.warehouse import Mart, Settings, Store, dictionary, ledger_tables, memory_mart, settings
from tests.second.random_county import random_county
from tests.snapshots.county import AS_OF, SMALL, ledgers

SETTINGS = [pytest.param(section, key, id=f"{section}.{key}") for section, key, _ in settings().entries]
AT = "2025-10-08T09:00"
MANY_ROWS = dict.fromkeys(dictionary().ledgers, 100_000)
"""The version before, as it were: every ledger has lost rows since."""


@cache
def marts() -> tuple[Mart, ...]:
    """Two counties that go wrong in every way the contract allows, and the demonstration county."""
    made = []
    for wrong in (random_county(3), random_county(8)):
        made.append(memory_mart(ledger_tables(wrong.ledgers), max(day for day in wrong.days if day.year < 2030)))
    invented, as_of = county()
    return *made, memory_mart(ledger_tables(invented), as_of)


def turned(section: str, key: str) -> Iterator[str]:
    """The setting on a file of its own, at values a good way off its default."""
    default = settings().get(section, key)
    if isinstance(default, str):
        values = ['"https://public.example/"' if key.endswith("url") else '"411526"' if key.endswith("code") else '"另一个"']
    else:
        values = [v for v in (0, 1, 3, 50, 400, 2023) if v != default]
    for value in values:
        yield f"[{section}]\n{key} = {value}\n"


def statements_that_read(section: str, key: str) -> list:
    """The definitions of queries/ whose statement reads the setting."""
    every = [*tables().values(), *checks().values(), *indicators().values()]
    return [d for d in every if (section, key) in {(s, k) for s, k, _ in settings_read(d, settings())}]


def counted(definition, mart: Mart, chosen: Settings) -> object:
    """What the definition says of the county."""
    if isinstance(definition, Indicator):
        return evaluate(mart, definition.id, as_of=mart.as_of, settings=chosen).to_csv()
    if isinstance(definition, Table):
        return read_table(mart, definition.id, as_of=mart.as_of, settings=chosen).to_csv()
    return rows_violating(mart, definition.id, previous=MANY_ROWS, settings=chosen).to_csv()


@cache
def by_default(kind: type, id: str) -> list[object]:
    """What a definition says of each county under the defaults; asked again for every value a setting is turned to."""
    every = {Indicator: indicators(), Table: tables()}.get(kind) or checks()
    return [counted(every[id], mart, settings()) for mart in marts()]


@pytest.fixture(scope="module")
def small(tmp_path_factory) -> Path:
    """A data home with a small county: few enough findings, votes and clues for every threshold of publication."""
    home = tmp_path_factory.mktemp("small")
    held = ledgers(
        SMALL | {"F": ("township", 2, 3)},
        late=("B",),
        votes={"A": {"good": 20, "poor": 1}, "B": {"good": 9}, "F": {"good": 4}},
        clues=(("A", 2024), ("B", 2024)),
    )
    Store(home).publish(ledger_tables(held), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9))
    return home


def aired(home: Path) -> dict[str, object]:
    """What goes out into the public: whether the drafter may approve, then each file of the public site.

    Not the manifest and the signature, which only list the settings, nor what is named by their fingerprint.
    """
    found: dict[str, object] = {}
    for step in (
        "draft --template monthly --by 甲",
        "approve d0001 --by 甲",
        "approve d0001 --by 乙",
        f"publish d0001 --by 甲 --at {AT}",
    ):
        found[step] = main(["snapshot", *step.split()])
    public = home / "public"
    for path in sorted(public.rglob("*")):
        name = path.relative_to(public)
        if path.suffix in (".html", ".csv", ".txt", ".xml") and not name.parts[0].startswith("20"):
            text = path.read_text(encoding="utf-8")
            for folder in public.glob("20*"):
                text = text.replace(folder.name, "").replace(folder.name[-12:], "")
            found[str(name)] = text
    return found


def kept(home: Path) -> list[int]:
    """The numbers of the versions kept after four more imports."""
    store = Store(home)
    for hour in range(4):
        store.publish(ledger_tables(ledgers(SMALL)), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 2, hour))
    return [version.number for version in store.versions()]


def handed_over(home: Path) -> list[object]:
    """What goes to the level above: whether anything does, under which code, and which files."""
    code = main(["deliver", str(home / "delivery")])
    if code:
        return [code]
    manifest = json.loads((home / "delivery" / "manifest.json").read_bytes())
    return [manifest["region"], sorted(manifest["files"])]


@pytest.fixture(scope="module")
def as_it_is(small, tmp_path_factory) -> dict[Callable, object]:
    """Look -> what is seen under the defaults."""
    with pytest.MonkeyPatch.context() as patch:
        return {look: seen(look, small, tmp_path_factory.mktemp("default"), "", patch) for look in (aired, kept, handed_over)}


def seen(look: Callable, small: Path, folder: Path, own: str, patch: pytest.MonkeyPatch) -> object:
    """What a look sees in a copy of the small county's data home with these settings."""
    home = folder / look.__name__
    shutil.copytree(small, home)
    if look is handed_over and "region_code" not in own:
        own = f'[county]\nregion_code = "411503"\n{own}'
    (home / "settings.toml").write_text(own, encoding="utf-8")
    patch.setenv("INSPECTION_DATA", str(home))
    return look(home)


@pytest.mark.long
@pytest.mark.parametrize("section, key", SETTINGS)
def test_a_setting_that_is_turned_moves_something(section, key, small, as_it_is, tmp_path, monkeypatch):
    readers = statements_that_read(section, key)
    for number, own in enumerate(turned(section, key)):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "settings.toml").write_text(own, encoding="utf-8")
        chosen = settings(folder)
        said = ((counted(d, mart, chosen), by_default(type(d), d.id)[at]) for at, mart in enumerate(marts()) for d in readers)
        if any(now != before for now, before in said):
            return
        if not readers and any(seen(look, small, folder, own, monkeypatch) != as_it_is[look] for look in as_it_is):
            return
    pytest.fail(f"nothing moves when {section}.{key} is turned: obey it or delete it")
