"""A mapping profile at work: found by its name, proved, and applied to all the files of an import at once."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc

from inspection.formats.workbooks import Workbook
from inspection.intake.faults import Faults, Place
from inspection.intake.mapping import texts
from inspection.intake.mapping.making import encoded
from inspection.intake.mapping.parts import MappingError, Problem
from inspection.intake.mapping.profile import Profile, Target
from inspection.intake.mapping.proof import prove
from inspection.intake.mapping.reader import read_profile
from inspection.intake.mapping.sources import Arrived, fits, read_source, takes
from inspection.intake.sheets import Mapped
from inspection.warehouse.dictionary import REFERENCE, dictionary

HOUSE = REFERENCE.parent / "mappings"  # the profiles that come with the dashboard
FOLDER = "mappings"  # of the data home: the office's own


@dataclass(frozen=True)
class Applied:
    """What a profile made of an import.

    `mapped`: (file name, rows of one ledger), the profile's constant rows under its own file name. `files`: the files
    it spoke of. `unsure`: ledgers that could not be made; faults say why.
    """

    mapped: tuple[tuple[str, Mapped], ...]
    files: frozenset[str]
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Mapping:
    """A proved profile. `file` and `sha256` are those of its TOML."""

    name: str
    profile: Profile

    @property
    def file(self) -> str:
        return self.profile.file

    @property
    def sha256(self) -> str:
        return self.profile.sha256

    def reading(self, file: str) -> dict[str, str]:
        """How a file is to be opened where the profile says so: "encoding", "delimiter"."""
        found: dict[str, str] = {}
        for source in self.profile.sources:
            for part in (source, *source.lookups):
                if fits(part.files, file):
                    options = {"encoding": part.encoding, "delimiter": part.delimiter}
                    found = {**{name: value for name, value in options.items() if value}, **found}
        return found

    def apply(self, books: Sequence[tuple[str, Workbook]], faults: Faults) -> Applied:
        """The ledgers out of all files of an import. Never raises for what a file holds; faults name file and row."""
        passed = {file for file, _ in books if fits(self.profile.ignore_files, file)}
        for file in sorted(passed):
            faults.warn("mapping.file_passed_over", Place(file))
        sheets = [
            Arrived(file, sheet)
            for file, book in books
            for sheet in book.sheets
            if file not in passed and len(sheet.numbers)
        ]
        made: list[tuple[str, Target, Mapped]] = []
        spoken: set[tuple[str, str | None]] = set()
        files: set[str] = set()
        unsure: set[str] = set()
        for source in self.profile.sources:
            came = False
            for arrived in sheets:
                if takes(source, arrived):
                    came = True
                    spoken.add((arrived.file, arrived.sheet.name))
                    result = read_source(source, arrived, sheets, faults)
                    if result is None:
                        unsure |= {target.ledger for target in source.targets}
                    made += [(arrived.file, target, mapped) for target, mapped in result or ()]
            for lookup in source.lookups:
                spoken |= {(one.file, one.sheet.name) for one in sheets if takes(lookup, one)}
            if source.required and not came:
                faults.add("mapping.no_file", Place(self.file), None, "", None, files=", ".join(source.files))
                unsure |= {target.ledger for target in source.targets}
        files |= {file for file, _ in spoken}
        for arrived in sheets:
            if arrived.file in files and (arrived.file, arrived.sheet.name) not in spoken:
                faults.warn("mapping.sheet_passed_over", arrived.place)
        if books and self.profile.sources and not files:
            patterns = ", ".join(pattern for source in self.profile.sources for pattern in source.files)
            faults.add("mapping.no_files", Place(self.file), None, "", None, files=patterns)
        mapped = [*self._constants(), *_new_ones(made)]
        wanted = tuple((file, one) for file, one in mapped if one.ledger not in unsure)
        return Applied(wanted, frozenset(files | passed), frozenset(unsure))

    def _constants(self) -> list[tuple[str, Mapped]]:
        """The rows written in the profile; a row's number is that of its table among those of its ledger."""
        found = []
        for ledger, rows in self.profile.rows:
            given = [dict(row) for row in rows]
            columns = {
                column.name: pa.array(
                    [encoded(row[column.name]) if column.name in row else None for row in given], pa.string()
                )
                for column in dictionary().ledgers[ledger].columns
                if any(column.name in row for row in given)
            }
            numbers = pa.array(range(1, len(rows) + 1), pa.int32())
            written = {name: name for name in columns}
            found.append((self.file, Mapped(ledger, f"rows.{ledger}", 0, numbers, columns, written)))
        return found


def _new_ones(made: list[tuple[str, Target, Mapped]]) -> list[tuple[str, Mapped]]:
    """Rows of `only_new` ledgers whose key came already, from what stands higher in the profile, are left out."""
    result: list[tuple[str, Mapped]] = []
    known: dict[str, list[pa.StringArray]] = {}
    for file, target, mapped in made:
        names = [column.name for column in dictionary().ledgers[target.ledger].key]
        missing = pa.nulls(len(mapped.numbers), pa.string())
        keys = texts.joined([texts.texts_of(mapped.columns.get(name, missing)) for name in names])
        before = known.setdefault(target.ledger, [])
        if target.only_new:
            new = pa.array(texts.places_among_equals(keys) == 1)
            if before:
                new = pc.and_(new, pc.invert(pc.is_in(keys, value_set=pa.concat_arrays(before), skip_nulls=True)))
            # a row without a key is for the reading to refuse
            new = pc.or_(new, pc.is_null(keys))
            columns = {name: cells.filter(new) for name, cells in mapped.columns.items()}
            mapped = replace(mapped, numbers=mapped.numbers.filter(new), columns=columns)
        before.append(keys)
        if len(mapped.numbers):
            result.append((file, mapped))
    return result


# --- finding profiles ------------------------------------------------------------------------------------------------


def names(home: Path | None = None) -> list[str]:
    """The profiles there are, the office's own among them, by name."""
    folders = [HOUSE] + ([home / FOLDER] if home is not None else [])
    return sorted({path.stem for folder in folders if folder.is_dir() for path in folder.glob("*.toml")})


def load(name: str, home: Path | None = None) -> Mapping:
    """The profile of that name: the office's own before the one that comes with the dashboard. Raises MappingError."""
    for folder in ([home / FOLDER] if home is not None else []) + [HOUSE]:
        path = folder / f"{name}.toml"
        # a name is a name, not a way out of the folder
        if path.parent == folder and Path(name).name == name and path.is_file():
            return load_file(path)
    known = ", ".join(names(home))
    raise MappingError(f"{name}.toml", [Problem("no_profile", "", (("name", name), ("known", known or "–")))])


def load_file(path: Path) -> Mapping:
    """A profile by its path. Raises MappingError with everything that is wrong with it."""
    profile, problems = read_profile(path)
    problems = problems or prove(profile)
    if problems:
        raise MappingError(path.name, problems)
    return Mapping(path.stem, profile)
