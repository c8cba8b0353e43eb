"""What stands in the store of a level above the counties: its small file that says so, and what it says of each county."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import write_whole
from inspection.warehouse.errors import Damaged, StoreError
from inspection.warehouse.health import seal

POINTER = "current"


@dataclass(frozen=True, eq=False)
class Incoming:
    """A delivery that was proven to be as its county signed it: its folder, its manifest, and the manifest's fingerprint."""

    folder: Path
    manifest: Mapping[str, object]
    fingerprint: str

    @property
    def region(self) -> str:
        return str(self.manifest["region"])

    @property
    def held(self) -> "Held":
        return held_of(self.region, {**self.manifest, "fingerprint": self.fingerprint})


@dataclass(frozen=True)
class Held:
    """A county as a level holds it: what its delivery said of itself."""

    region: str
    name: str
    as_of: date
    data_version: int
    share: str
    demonstration: bool
    rows: Mapping[str, int]
    settings: Mapping[str, float]
    fingerprint: str


@dataclass(frozen=True)
class Standing:
    """What stands in a level's store: the number of its last merge, the files of each province with its ledgers and with
    its rollups, its counties by code, and the names of the regions above them that are known."""

    number: int
    files: Mapping[str, str]
    figures: Mapping[str, str]
    counties: Mapping[str, Held]
    names: Mapping[str, str]


NOTHING = Standing(0, {}, {}, {}, {})
"""A store before its first merge."""


@dataclass(frozen=True)
class Left:
    """A delivery that was not taken in, and why: a code of store.toml with its values."""

    folder: Path
    error: StoreError


def read_standing(folder: Path) -> Standing | None:
    """What `current` says; None where nothing was ever merged. Raises Damaged where it is lost or not as it was written."""
    path = folder / POINTER
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held["seal"] != seal(held):
            raise ValueError("seal")
        counties = {code: held_of(code, told) for code, told in held["counties"].items()}
        return Standing(held["number"], held["files"], held["figures"], counties, held["names"])
    except FileNotFoundError:
        # a first merge that was ended before it stood says so by its number
        if any(not file.stem.endswith("-1") for file in folder.glob("*.duckdb")):
            raise Damaged("damaged_no_pointer", None, file=path) from None
        return None
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise Damaged("damaged_pointer", None, file=path) from error


def write_standing(folder: Path, standing: Standing) -> None:
    """Say what stands from now on, in one step."""
    told = {
        "number": standing.number,
        "files": dict(standing.files),
        "figures": dict(standing.figures),
        "names": dict(standing.names),
        "counties": {code: _told(held) for code, held in standing.counties.items()},
    }
    write_whole(folder / POINTER, json.dumps(told | {"seal": seal(told)}, ensure_ascii=False))


def held_of(code: str, told: Mapping) -> Held:
    """A county out of what its delivery's manifest says, with the manifest's fingerprint."""
    return Held(
        code,
        str(told["name"]),
        date.fromisoformat(str(told["as_of"])),
        int(told["data_version"]),
        str(told["share"]),
        bool(told["demonstration"]),
        dict(told["rows"]),
        dict(told["settings"]),
        str(told["fingerprint"]),
    )


def _told(held: Held) -> dict[str, object]:
    return {
        "name": held.name,
        "as_of": held.as_of.isoformat(),
        "data_version": held.data_version,
        "share": held.share,
        "demonstration": held.demonstration,
        "rows": dict(held.rows),
        "settings": dict(held.settings),
        "fingerprint": held.fingerprint,
    }


def manifest_of(held: Held) -> dict:
    """What a county's version says of itself at the level above, in the form in which its own manifest does."""
    built = datetime(held.as_of.year, held.as_of.month, held.as_of.day).isoformat()
    digests = {"mart": held.fingerprint, "full": held.fingerprint}
    said = {"rows": dict(held.rows), "built_at": built, "schema": dictionary().schema}
    return said | {"sha256": digests, "version": held.data_version, "as_of": held.as_of.isoformat()}


def acceptable(incoming: Sequence[Incoming], standing: Standing) -> tuple[list[Incoming], list[Left]]:
    """The deliveries that bring something new, and those that may not come in."""
    fresh: dict[str, Incoming] = {}
    left: list[Left] = []
    for one in incoming:
        there, day = standing.counties.get(one.region), str(one.manifest["as_of"])
        comes = (date.fromisoformat(day), int(one.manifest["data_version"]))
        if one.region in fresh:
            if one.fingerprint != fresh[one.region].fingerprint:
                left.append(Left(one.folder, StoreError("delivery_twice", folder=one.folder, region=one.region)))
        elif there and there.fingerprint == one.fingerprint:
            continue
        elif there and comes <= (there.as_of, there.data_version):
            said = {"folder": one.folder, "region": one.region, "as_of": day, "there": there.as_of}
            left.append(Left(one.folder, StoreError("delivery_older", **said)))
        else:
            fresh[one.region] = one
    return sorted(fresh.values(), key=lambda one: one.region), left


def taken_back(incoming: Sequence[Incoming], standing: Standing) -> list[str]:
    """The counties whose rows stand and that now hand over counts, or fewer rows of some ledger."""
    had = {code: held.rows for code, held in standing.counties.items() if held.share == "rows"}
    return [one.region for one in incoming if one.region in had and _fewer(one, had[one.region])]


def _fewer(one: Incoming, had: Mapping[str, int]) -> bool:
    return one.held.share != "rows" or any(one.held.rows.get(ledger, 0) < rows for ledger, rows in had.items())
