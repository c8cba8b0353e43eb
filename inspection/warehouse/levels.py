"""The store of a prefecture, a province or the country: the ledgers of its counties in one place, `region` on every row.

`level/` of a data home holds a DuckDB file for each province there are counties of (`<2 figures>-<number>.duckdb`) and
`current`, which names the files that stand, and of each county what its delivery said. A merge writes new files beside them, of
each province that something came for, each in one transaction, and moves the pointer last: killed before, nothing has changed;
readers keep the files they have open. Ids are those of deliveries, made wide (`deliveries.wide`): two counties share none.
"""

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspection.warehouse.build import attach
from inspection.warehouse.deliveries import REGION
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import Lock, remove, sync_file, sync_folder
from inspection.warehouse.draft import BUILD_CONFIG, READ_CONFIG
from inspection.warehouse.errors import Busy, StoreError
from inspection.warehouse.level_rows import (
    NotAsSaid,
    Rolled,
    columns_there,
    county_rows,
    grown,
    read_counts,
    rolled_up,
    take_in,
)
from inspection.warehouse.mart import Mart, made_empty
from inspection.warehouse.older import lock
from inspection.warehouse.owner_only import FILE, private_folder, set_mode
from inspection.warehouse.rollups import DIMENSIONS, SCHEMA
from inspection.warehouse.standing import (
    NOTHING,
    POINTER,
    Incoming,
    Left,
    Standing,
    manifest_of,
    read_standing,
    write_standing,
)
from inspection.warehouse.values import Version

FOLDER = "level"
PATIENCE = 2.0
ROWS_TOGETHER = 20_000
"""Rollup rows that are read together: those of one indicator stand side by side, and the others are not read."""


class Level:
    """The store of a level above the counties, below one data home."""

    def __init__(self, home: Path):
        self.home = Path(home)
        self.folder = self.home / FOLDER

    def current(self) -> Standing | None:
        """What stands; None where nothing was ever merged. Raises Damaged where that cannot be trusted."""
        return read_standing(self.folder)

    def written(self) -> tuple[int, int] | None:
        """When its pointer was written last, and which file it is: as long as they are the same, so is what stands."""
        try:
            found = (self.folder / POINTER).stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino

    @contextmanager
    def _writing(self) -> Iterator[None]:
        private_folder(self.folder)
        held = Lock(self.folder / "lock")
        if not held.take(PATIENCE):
            raise Busy("busy", folder=self.folder)
        try:
            yield
        finally:
            held.release()

    def merge(
        self,
        incoming: Sequence[Incoming],
        names: Mapping[str, str] | None = None,
        *,
        rolled: Rolled,
        says: Callable[[int, int], None] = lambda done, whole: None,
    ) -> tuple[Standing, list[str], list[Left]]:
        """Take deliveries in, all that can be in one step; what stands then, the counties taken in, and what was left out.

        A county that is there is replaced whole. Left out, with the reason: a delivery older than what is there, two of one
        county, rows that are not what the manifest says. One that is there already changes nothing. `rolled` makes the rollups of
        counties (code -> their day) out of a file that holds their ledgers; `says` is told how many deliveries are in.
        Raises Busy, Damaged, OSError: then nothing has changed.
        """
        with self._writing():
            standing = self.current() or NOTHING
            self._sweep(standing)
            fresh, left = _acceptable(incoming, standing)
            number, done, taken = standing.number + 1, 0, []
            files, figures, counties = dict(standing.files), dict(standing.figures), dict(standing.counties)
            for province in sorted({one.region[:2] for one in fresh}):
                mine = [one for one in fresh if one.region[:2] == province]
                path = self.folder / f"{province}-{number}.duckdb"
                good, bad = self._filled(path, standing, mine, rolled)
                left += bad
                if good:
                    files[province], figures[province] = path.name, _figures_of(path).name
                    counties |= {one.region: one.held for one in good}
                    taken += [one.region for one in good]
                done += len(mine)
                says(done, len(fresh))
            if taken or (names and not names.items() <= standing.names.items()):
                known = {**standing.names, **(names or {})}
                standing = Standing(number, files, figures, dict(sorted(counties.items())), known)
                sync_folder(self.folder)
                write_standing(self.folder, standing)
            return standing, sorted(taken), left

    def _filled(
        self, path: Path, standing: Standing, incoming: Sequence[Incoming], rolled: Rolled
    ) -> tuple[list[Incoming], list[Left]]:
        """Write a province's new file and its rollups; the deliveries they hold, and those that could not be taken in."""
        province, good, bad = path.name[:2], list(incoming), []
        while good:
            remove(path)
            if stands := standing.files.get(province):
                shutil.copyfile(self.folder / stands, path)
            try:
                counts = {one.region: read_counts(one) for one in good if one.held.share == "counts"}
                self._transact(path, good)
                self._figured(path, standing.figures.get(province), good, counts, rolled)
                return good, bad
            except NotAsSaid as found:  # the others are taken in without these: the file is made anew
                bad += [Left(one.folder, error) for one, error in found.reasons.items()]
                good = [one for one in good if one not in found.reasons]
        remove(path)
        return good, bad

    def _transact(self, path: Path, incoming: Sequence[Incoming]) -> None:
        connection = duckdb.connect(str(path), config=BUILD_CONFIG)
        set_mode(path, FILE)
        try:
            connection.execute("begin")
            regions = ", ".join(str(int(one.region)) for one in incoming)
            there = columns_there(connection)
            for ledger in dictionary().ledgers.values():
                for statement in grown(ledger, there):
                    connection.execute(statement)
                connection.execute(f"delete from {ledger.name} where {REGION} in ({regions})")
                take_in(connection, ledger, incoming)
            connection.execute("commit")
            connection.execute("checkpoint")
        finally:
            connection.close()
        if path.with_name(path.name + ".wal").exists():
            raise StoreError("not_whole", file=path)
        sync_file(path)

    def _figured(
        self, path: Path, standing: str | None, incoming: Sequence[Incoming], counts: Mapping[str, pa.Table], rolled: Rolled
    ) -> None:
        """Write the rollups of a province's counties anew, beside its file: of those that came out of their ledgers, or as
        they were handed over (`counts`); of the others as they stand."""
        parts = [rolled_up([one for one in incoming if one.region not in counts], path, rolled), *counts.values()]
        if standing:
            rows = pq.read_table(self.folder / standing)
            gone = pc.is_in(rows[REGION], value_set=pa.array([int(one.region) for one in incoming], pa.int32()))
            parts.append(rows.filter(pc.invert(gone)))
        order = [(name, "ascending") for name in ("indicator", *DIMENSIONS)]
        whole = pa.concat_tables(parts, promote_options="default").sort_by(order)
        made = _figures_of(path)
        pq.write_table(whole, made, compression="zstd", row_group_size=ROWS_TOGETHER)
        set_mode(made, FILE)
        sync_file(made)

    def _sweep(self, standing: Standing) -> None:
        """Remove the files of merges that were ended, and those that no longer stand; who reads one still has it open."""
        for path in (*self.folder.glob("*.duckdb*"), *self.folder.glob("*.parquet")):
            if path.name not in (*standing.files.values(), *standing.figures.values()):
                remove(path)

    # reading

    def file_of(self, standing: Standing, region: str) -> Path:
        """The file that holds a region's counties. Raises StoreError (no_county)."""
        name = standing.files.get(region[:2])
        if name is None:
            raise StoreError("no_county", region=region)
        return self.folder / name

    def figures(self, indicator: str, regions: Sequence[str] = ("",)) -> pa.Table:
        """The rollup rows of an indicator, of the counties whose codes begin so; none where there is no such county."""
        standing, found = self.current() or NOTHING, [SCHEMA.empty_table()]
        for province, name in standing.figures.items():
            mine = [region for region in regions if region.startswith(province) or province.startswith(region)]
            if mine:
                rows = pq.read_table(self.folder / name, filters=[("indicator", "=", indicator)])
                found += [rows.filter(_within(rows[REGION], region)) for region in dict.fromkeys(mine)]
        return pa.concat_tables(found, promote_options="default")

    def query(self, province: str, text: str, params: dict[str, object] | None = None) -> pd.DataFrame:
        """The rows of one statement over the counties of a province (its two figures). Raises StoreError (no_county)."""
        path = self.file_of(self.current() or NOTHING, province)
        connection = duckdb.connect(str(path), read_only=True, config=READ_CONFIG)
        try:
            return connection.execute(text, params or {}).df()
        finally:
            connection.close()

    def county(self, code: str) -> tuple[Version, Mart]:
        """One county as its own office has it: its mart in memory, under its own ids, and the version it delivered.

        Raises StoreError (no_county where it is not there, only_counts where it shared no rows).
        """
        standing = self.current()
        held = standing.counties.get(code) if standing else None
        if held is None:
            raise StoreError("no_county", region=code)
        if held.share != "rows":
            raise StoreError("only_counts", region=code, name=held.name)
        path = self.file_of(standing, code)
        version = Version(held.data_version, held.as_of, held.demonstration, path, path, manifest_of(held))
        connection = made_empty()
        try:
            attach(connection, path, "level")
            there = columns_there(connection, "level")
            for ledger in dictionary().ledgers.values():
                if ledger.name in there:  # a file merged before the contract grew lacks what came later
                    connection.execute(county_rows(ledger, there[ledger.name]), {"region": int(code)})
            connection.execute(
                "update data_version set version_no = $number, as_of = $as_of, built_at = $as_of, is_demonstration = $invented",
                {"number": held.data_version, "as_of": held.as_of, "invented": held.demonstration},
            )
            connection.execute("detach level")
            lock(connection)
        except BaseException:
            connection.close()
            raise
        return version, Mart(connection, held.as_of, held.demonstration, version.key)


def _within(codes: pa.ChunkedArray, region: str) -> pa.ChunkedArray:
    """Which counties' codes begin with these figures."""
    width = 10 ** (6 - len(region))
    first = int(region or 0) * width
    return pc.and_(pc.greater_equal(codes, first), pc.less(codes, first + width))


def _figures_of(path: Path) -> Path:
    """Where the rollups of a province's file stand."""
    return path.with_suffix(".parquet")


def _acceptable(incoming: Sequence[Incoming], standing: Standing) -> tuple[list[Incoming], list[Left]]:
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
