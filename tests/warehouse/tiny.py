"""A county of a dozen rows that is published over and over, and the proof that a store stands whole."""

import shutil
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from inspection.warehouse import Store, Version, dictionary, ledger_tables, open_mart
from inspection.warehouse.draft import counted
from inspection.warehouse.health import prove

DAY, CLOCK = date(2025, 9, 30), datetime(2025, 10, 8, 9, 30)
_MADE = TemporaryDirectory(prefix="inspection-tests-")
"""The stores of first versions, by generation, for whoever begins with the same one."""

SAYING = (
    "select name from terms union all select name from rounds union all select team from inspections"
    " union all select split_part(name, ' ', 2) from organisations"
)


def row(ledger: str, **values) -> tuple:
    return tuple(values.get(c.name) for c in dictionary().ledgers[ledger].columns)


def county(generation: int) -> dict:
    """A county that says in three ledgers which generation it is, so that a mixture of two would show."""
    return ledger_tables(
        {
            "terms": [row("terms", term_no=14, name=f"第{generation}代", started_on=date(2021, 7, 1), planned_years=5)],
            "organisations": [
                row("organisations", org_id=f"O{n}", name=f"单位{n} 第{generation}代", org_class="county",
                    in_scope_from=date(2016, 1, 1))
                for n in range(5)
            ],
            "rounds": [
                row("rounds", round_id="R1", term_no=14, seq=1, name=f"第{generation}代", kind="routine",
                    category_scheme="four", started_on=date(2022, 3, 1))
            ],
            "inspections": [
                row("inspections", inspection_id="I1", round_id="R1", org_id="O1", team=f"第{generation}代",
                    team_level="county", kind="routine", counts_toward_coverage=True, onsite_start=date(2022, 3, 1))
            ],
        }
    )


def publish(store: Store, generation: int, sources: tuple[Path, ...] = ()) -> Version:
    """Publish a generation; the first version of a store is copied where it was made before."""
    made, first = Path(_MADE.name) / str(generation), not sources and not store.folder.exists()
    if first and made.exists():
        shutil.copytree(made, store.folder)
        return store.current()
    version = store.publish(county(generation), as_of=DAY, files=(), built_at=CLOCK, sources=sources)
    if first:
        shutil.copytree(store.folder, made)
    return version


def generation_of(version: Version) -> int:
    """Which generation a version holds, by its mart. Raises AssertionError on a mixture."""
    mart = open_mart(version)
    names = mart.query(SAYING)["name"].tolist()
    mart.close()
    assert len(names) == 8 and len(set(names)) == 1, names
    return int(names[0][1:-1])


def whole(store: Store, generations: tuple[int, ...]) -> int:
    """The generation that stands, one of those allowed; it is what was published, and every row is there."""
    current = store.current()
    assert current is not None
    found = generation_of(current)
    assert found in generations, (found, generations)
    assert all(isinstance(version, Version) for version in store.listed())
    assert store.versions()[-1] == current
    assert counted(prove(current, "full")) == counted(prove(current, "mart")) == current.manifest["rows"]
    return found


def clean(store: Store) -> None:
    """After a publication nothing lies about that is no version: no draft, no half-written file, no leftover."""
    current = store.current().number
    for path in store.folder.iterdir():
        number = path.name.split(".")[0]
        published = number.isdigit() and int(number) <= current
        assert published or path.name in ("current", "lock", "files", "pins.json"), path
