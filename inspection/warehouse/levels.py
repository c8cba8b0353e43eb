"""The store of a prefecture, a province or the country: the ledgers of its counties in one place, `region` on every row.

`level/` of a data home holds a DuckDB file for each province there are counties of (`<2 figures>-<number>.duckdb`) and
`current`, which names the files that stand, and of each county what its delivery said. A merge writes new files beside them, of
each province that something came for, each in one transaction, and moves the pointer last: killed before, nothing has changed;
readers keep the files they have open. A county that shared its rows and now hands over counts, or fewer rows of a ledger, has
taken rows back: its province's file is then written anew, for what is deleted from a file stays in its bytes, and the one before
goes at once.
Ids are those of deliveries, made wide (`deliveries.wide`): two counties share none.
"""

import math
import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import lru_cache, wraps
from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from inspection.warehouse.build import BUILD_CONFIG, attach
from inspection.warehouse.connecting import connect
from inspection.warehouse.deliveries import REGION
from inspection.warehouse.dictionary import dictionary
from inspection.warehouse.disk import Lock, remove, sync_file, sync_folder
from inspection.warehouse.draft import READ_CONFIG
from inspection.warehouse.errors import Busy, StoreError
from inspection.warehouse.level_rows import (
    NotAsSaid,
    Rolled,
    columns_there,
    county_rows,
    grown,
    others_rows,
    read_counts,
    rolled_up,
    take_in,
)
from inspection.warehouse.mart import Mart, made_empty
from inspection.warehouse.older import lock
from inspection.warehouse.owner_only import FILE, private_folder, set_mode
from inspection.warehouse.rollups import DIMENSIONS, SCHEMA, UNSEEN
from inspection.warehouse.shelf import SHELF
from inspection.warehouse.standing import (
    NOTHING,
    POINTER,
    Incoming,
    Left,
    Standing,
    acceptable,
    manifest_of,
    read_standing,
    taken_back,
    write_standing,
)
from inspection.warehouse.values import Version

FOLDER = "level"
PATIENCE = 2.0
ROWS_TOGETHER = 20_000
"""Rollup rows that are read together: those of one indicator stand side by side, and the others are not read."""
TOGETHER = 300
"""Counties whose rollups are made together: what planning their statements costs is paid once for all of them."""
HANDS = os.cpu_count() or 1
"""Batches that are made at once, each by one thread of the database: two threads in one cost it half as much again."""


def _steady(read: Callable) -> Callable:
    """A reading of what stands, made once more where a merge moved the pointer meanwhile and took away the file it named."""

    @wraps(read)
    def again(self: "Level", *args: object, **kwargs: object) -> object:
        written = self.written()
        try:
            return read(self, *args, **kwargs)
        except (FileNotFoundError, duckdb.IOException):
            if self.written() == written:
                raise
            return read(self, *args, **kwargs)

    return again


class Level:
    """The store of a level above the counties, below one data home."""

    def __init__(self, home: Path):
        self.home = Path(home)
        self.folder = self.home / FOLDER

    def current(self) -> Standing | None:
        """What stands; None where nothing was ever merged. Raises Damaged where that cannot be trusted."""
        written = self.written()
        return _as_written(self.folder, written) if written else read_standing(self.folder)

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
            standing = read_standing(self.folder) or NOTHING
            self._sweep(standing)
            fresh, left = acceptable(incoming, standing)
            number, done, taken = standing.number + 1, 0, []
            given_up = taken_back(fresh, standing)
            files, figures, counties = dict(standing.files), dict(standing.figures), dict(standing.counties)
            batches = _batches(fresh)
            hands = max(1, min(HANDS, len(batches)))
            fill = lambda batch: self._filled(number, standing, batch, rolled, max(1, HANDS // hands))  # noqa: E731
            with ThreadPoolExecutor(hands) as pool:
                for ended in as_completed([pool.submit(fill, batch) for batch in batches]):
                    good, bad = ended.result()
                    left += bad
                    counties |= {one.region: one.held for one in good}
                    taken += [one.region for one in good]
                    for province in {one.region[:2] for one in good}:
                        path = self._new(province, number)
                        files[province], figures[province] = path.name, _figures_of(path).name
                    done += len(good) + len(bad)
                    says(done, len(fresh))
            if taken or (names and not names.items() <= standing.names.items()):
                known = {**standing.names, **(names or {})}
                standing = Standing(number, files, figures, dict(sorted(counties.items())), known)
                sync_folder(self.folder)
                write_standing(self.folder, standing)
                if given_up:
                    with suppress(PermissionError):  # Windows removes no file that is read; it goes with the next merge
                        self._sweep(standing)
            return standing, sorted(taken), left

    def _new(self, province: str, number: int) -> Path:
        """The file that a merge of this number writes of a province."""
        return self.folder / f"{province}-{number}.duckdb"

    def _filled(
        self, number: int, standing: Standing, batch: Sequence[Incoming], rolled: Rolled, threads: int
    ) -> tuple[list[Incoming], list[Left]]:
        """Write the new files of a batch's provinces and their rollups; the deliveries they hold, and those that could not be
        taken in."""
        good, bad = list(batch), []
        made: dict[str, list[Incoming]] = {}
        while good:
            by_province = _by_province(good)
            try:
                counts = {one.region: read_counts(one) for one in good if one.held.share == "counts"}
                for province, mine in by_province.items():
                    if made.get(province) != mine:
                        self._begun(province, number, standing, taken_back(mine, standing))
                        self._transact(self._new(province, number), mine, threads)
                        made[province] = mine
                own = [one for one in good if one.region not in counts]
                rows = rolled_up(own, {code: self._new(code, number) for code in by_province}, rolled, threads)
                for province, mine in by_province.items():
                    theirs = [counts[one.region] for one in mine if one.region in counts]
                    figured = [rows.filter(_within(rows[REGION], province)), *theirs]
                    self._figured(self._new(province, number), standing.figures.get(province), mine, figured)
                break
            except NotAsSaid as found:  # the others are taken in without these: their files are made anew
                bad += [Left(one.folder, error) for one, error in found.reasons.items()]
                good = [one for one in good if one not in found.reasons]
        for province in _by_province(batch).keys() - _by_province(good).keys():
            remove(self._new(province, number))
        return good, bad

    def _begun(self, province: str, number: int, standing: Standing, given_up: Sequence[str]) -> None:
        """Put what stands of a province where its new file is made: as it is, or without what counties took back."""
        path = self._new(province, number)
        remove(path)
        if stands := standing.files.get(province):
            if given_up:
                self._without(given_up, self.folder / stands, path)
            else:
                shutil.copyfile(self.folder / stands, path)

    @staticmethod
    def _without(regions: Sequence[str], stands: Path, path: Path) -> None:
        """Write the rows of all other counties into a new file: a copy would keep the bytes of those that are deleted in it."""
        connection = connect(str(path), config=BUILD_CONFIG)
        set_mode(path, FILE)
        try:
            attach(connection, stands, "level")
            for statement in others_rows(columns_there(connection, "level"), regions):
                connection.execute(statement)
            connection.execute("checkpoint")
        finally:
            connection.close()

    def _transact(self, path: Path, incoming: Sequence[Incoming], threads: int) -> None:
        connection = connect(str(path), config=BUILD_CONFIG | {"threads": threads})
        set_mode(path, FILE)
        try:
            connection.execute(UNSEEN)
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

    def _figured(self, path: Path, standing: str | None, incoming: Sequence[Incoming], made: Sequence[pa.Table]) -> None:
        """Write the rollups of a province's counties beside its file: `made` those that came, the others as they stand."""
        parts = list(made)
        if standing:
            rows = pq.read_table(self.folder / standing)
            gone = pc.is_in(rows[REGION], value_set=pa.array([int(one.region) for one in incoming], pa.int32()))
            parts.append(rows.filter(pc.invert(gone)))
        order = [(name, "ascending") for name in ("indicator", *DIMENSIONS)]
        whole = pa.concat_tables(parts, promote_options="default").sort_by(order)
        written = _figures_of(path)
        pq.write_table(whole, written, compression="zstd", row_group_size=ROWS_TOGETHER)
        set_mode(written, FILE)
        sync_file(written)

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

    @_steady
    def figures(self, indicator: str, regions: Sequence[str] = ("",)) -> pa.Table:
        """The rollup rows of an indicator, of the counties whose codes begin so; none where there is no such county."""
        standing, written, found = self.current() or NOTHING, self.written(), [SCHEMA.empty_table()]
        for province, name in standing.figures.items():
            mine = [region for region in regions if region.startswith(province) or province.startswith(region)]
            if mine:
                read = lambda path=self.folder / name: _rolled_up(path, indicator)  # noqa: E731
                rows = SHELF.get((_rolled_up, self.folder / name, written, indicator), read)
                found += [rows.filter(_within(rows[REGION], one)) if len(one) > 2 else rows for one in dict.fromkeys(mine)]
        return pa.concat_tables(found, promote_options="default")

    @_steady
    def query(self, province: str, text: str, params: dict[str, object] | None = None) -> pd.DataFrame:
        """The rows of one statement over the counties of a province (its two figures). Raises StoreError (no_county)."""
        path = self.file_of(self.current() or NOTHING, province)
        connection = connect(str(path), read_only=True, config=READ_CONFIG)
        try:
            return connection.execute(text, params or {}).df()
        finally:
            connection.close()

    @_steady
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


@lru_cache(maxsize=4)
def _as_written(folder: Path, written: tuple[int, int]) -> Standing | None:
    """What stands, read once for each time that its pointer was written: of the country it is five megabytes of words."""
    return read_standing(folder)


def _rolled_up(path: Path, indicator: str) -> pa.Table:
    return pq.read_table(path, filters=[("indicator", "=", indicator)], use_threads=False)


def _within(codes: pa.ChunkedArray, region: str) -> pa.ChunkedArray:
    """Which counties' codes begin with these figures."""
    width = 10 ** (6 - len(region))
    first = int(region or 0) * width
    return pc.and_(pc.greater_equal(codes, first), pc.less(codes, first + width))


def _by_province(incoming: Sequence[Incoming]) -> dict[str, list[Incoming]]:
    """The deliveries of each province, by its two figures."""
    found: dict[str, list[Incoming]] = {}
    for one in incoming:
        found.setdefault(one.region[:2], []).append(one)
    return found


def _batches(incoming: Sequence[Incoming]) -> list[list[Incoming]]:
    """The deliveries in batches of whole provinces, of much the same size: at least one for each hand, and as many counties in
    one as are rolled up together."""
    provinces = _by_province(incoming)
    number = min(len(provinces), max(HANDS, math.ceil(len(incoming) / TOGETHER)))
    batches: list[list[Incoming]] = [[] for _ in range(number)]
    for mine in sorted(provinces.values(), key=len, reverse=True):
        min(batches, key=len).extend(mine)
    return batches


def _figures_of(path: Path) -> Path:
    """Where the rollups of a province's file stand."""
    return path.with_suffix(".parquet")
