"""The language of mapping profiles: what a TOML file may say, as frozen values. data/mappings/README.md explains it.

Each field made by `key` is a key of the TOML, named once here: `reader.py` takes it apart by these fields. Nothing here
opens a ledger or looks at the dictionary: proving a profile against it is `proof.py`.
"""

import dataclasses
from dataclasses import dataclass
from datetime import date

Constant = str | int | float | bool | date  # what TOML can write


def key(kind: str | tuple[str, ...], default: object = None, toml: str = "", required: bool = False):
    """A key of the TOML: its kind (a name of `reader.KINDS`, or the words it may be, the first being the default), what
    stands where it is absent, and its name there where that is not the field's."""
    if isinstance(kind, tuple):
        default = kind[0]
    return dataclasses.field(default=default, metadata={"kind": kind, "toml": toml, "required": required})


def keys(of: type) -> dict[str, dataclasses.Field]:
    """The keys that may stand in a table of this class: name in the TOML -> field."""
    return {f.metadata["toml"] or f.name: f for f in dataclasses.fields(of) if f.metadata}


@dataclass(frozen=True)
class Condition:
    """What must hold of one cell of a row; of several tests all, and all of `all` besides."""

    key: str
    column: str = key("text", "")
    equals: tuple[Constant, ...] | None = key("constants")
    differs: tuple[Constant, ...] | None = key("constants")
    matches: str | None = key("pattern")
    misses: str | None = key("pattern")
    empty: bool | None = key("truth")
    below: Constant | None = key("constant")
    above: Constant | None = key("constant")
    all: tuple["Condition", ...] = key("conditions", ())

    def columns(self) -> set[str]:
        """The source columns it looks at."""
        return {name for name in (self.column,) if name}.union(*(part.columns() for part in self.all))


TESTS = ("equals", "differs", "matches", "misses", "empty", "below", "above")


@dataclass(frozen=True)
class Case(Condition):
    """A condition and what a cell is where it holds: exactly one of the two."""

    value: Constant | None = key("constant")
    taken_from: str | None = key("text", toml="from")


PLACES = {"n", "row", "file", "sheet"}  # fields of a template that are no columns


def fields(template: str) -> list[str]:
    """The names in braces of a template."""
    return [part.partition("}")[0] for part in template.split("{")[1:]]


@dataclass(frozen=True)
class Cell:
    """How one column is filled: an origin (exactly one of ORIGINS), then what is done with it, in this order."""

    key: str  # where in the profile it stands, for sentences
    source: str | None = key("text", toml="from")
    first: tuple[str, ...] = key("texts", ())
    template: str | None = key("text")
    constant: Constant | None = key("constant")
    cases: tuple[Case, ...] = key("cases", ())
    hash: tuple[str, ...] = key("texts", ())
    year: str | None = key("text")
    month: str | None = key("text")
    day: int | str | None = key("day")
    extract: str | None = key("pattern")
    unmatched: str = key(("empty", "refuse", "keep"))
    date: tuple[str, ...] = key("texts", ())
    add_days: int = key("whole", 0)
    times: int | float | None = key("number")
    codes: tuple[tuple[str, Constant], ...] | None = key("codes")
    other: Constant | None = key("constant")
    empty: Constant | None = key("constant")
    doubles: str | None = key("text")
    unreadable: str = key(("refuse", "empty"))
    gather: str = key(("", "min", "max", "sum"))

    def columns(self) -> set[str]:
        """The source columns it is made of."""
        used = {*self.first, *self.hash, *fields(self.template or "")}
        used |= {name for name in (self.source, self.year, self.month) if name}
        used |= {case.taken_from for case in self.cases if case.taken_from}
        return used.union(*(case.columns() for case in self.cases)) - PLACES

    @property
    def origin(self) -> str:
        """Which of ORIGINS it has."""
        return next((name for name in ORIGINS if getattr(self, keys(Cell)[name].name) not in (None, ())), "constant")

    @property
    def numbered(self) -> bool:
        """Whether it depends on where a row stands among the others."""
        return bool(self.doubles or {"n", "row"} & set(fields(self.template or "")))


ORIGINS = ("from", "first", "template", "constant", "cases", "hash", "year")

Cells = tuple[tuple[str, Cell], ...]  # column -> how it is filled
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Found:
    """How a kind of file or sheet is found and opened.

    `headers`: the names of the columns of a file that has no header row, from the left, "" for one that is left out.
    """

    key: str
    files: tuple[str, ...] = key("texts", (), toml="file", required=True)
    sheet: str | None = key("text")
    encoding: str = key("encoding", "")
    delimiter: str = key("delimiter", "")
    header_row: int | None = key("row")
    headers: tuple[str, ...] = key("headers", ())


@dataclass(frozen=True)
class Lookup(Found):
    """Columns fetched from another file by a key: `on` this source's column -> the other's, `take` new name -> its."""

    on: Pairs = key("pairs", (), required=True)
    take: Pairs = key("pairs", (), required=True)
    missing: str = key(("refuse", "empty"))
    repeated: str = key(("refuse", "first"))
    optional = ()
    ignore = ("*",)

    def columns(self) -> set[str]:
        """Every column of the other file that is read."""
        return {theirs for _, theirs in (*self.on, *self.take)}


@dataclass(frozen=True)
class Target:
    """One ledger that a source feeds."""

    key: str
    ledger: str = key("text", "", toml="name", required=True)
    columns: Cells = key("cells", ())
    constants: Cells = key("constant_cells", ())
    by_name: bool = key("truth", False)
    distinct: tuple[str, ...] = key("texts", ())
    disagree: str = key(("refuse", "first", "last"))
    only_new: bool = key("truth", False)
    leave_out: tuple[Condition, ...] = key("conditions", ())
    keep_only: tuple[Condition, ...] = key("conditions", ())

    @property
    def cells(self) -> Cells:
        """Every column that the profile fills."""
        return self.columns + self.constants


@dataclass(frozen=True)
class Stack:
    """Several columns put under each other: a row each, the header in column `name`, the cell in column `value`."""

    key: str
    headers: tuple[str, ...] = key("texts", (), required=True)
    name: str = key("text", "", required=True)
    value: str = key("text", "", required=True)


@dataclass(frozen=True)
class Split:
    """A cell of several values cut into a row each."""

    key: str
    column: str = key("text", "", required=True)
    by: str = key("text", "", required=True)


@dataclass(frozen=True)
class Source(Found):
    """One kind of file or sheet: how it is read, which of its rows count, and which ledgers it feeds."""

    required: bool = key("truth", False)
    ignore: tuple[str, ...] = key("texts", ())
    optional: tuple[str, ...] = key("texts", ())
    fill_down: tuple[str, ...] = key("texts", ())
    leave_out: tuple[Condition, ...] = key("conditions", ())
    keep_only: tuple[Condition, ...] = key("conditions", ())
    stack: Stack | None = key("stack")
    split: Split | None = key("split")
    lookups: tuple[Lookup, ...] = key("lookups", (), toml="lookup")
    computed: Cells = key("cells", ())
    targets: tuple[Target, ...] = key("targets", (), toml="ledger")

    def made(self) -> list[str]:
        """The columns that the profile itself makes, in the order they are made."""
        names = [self.stack.name, self.stack.value] if self.stack else []
        names += [name for lookup in self.lookups for name, _ in lookup.take]
        return names + [name for name, _ in self.computed]

    def columns(self) -> set[str]:
        """Every column of the file that the profile reads, as the profile writes them."""
        used = {*self.fill_down}
        for _, cell in (*self.computed, *(one for target in self.targets for one in target.columns)):
            used |= cell.columns()
        for part in (self, *self.targets):
            used = used.union(*(condition.columns() for condition in (*part.leave_out, *part.keep_only)))
        for target in self.targets:
            used |= set(target.distinct)
        for lookup in self.lookups:
            used |= {mine for mine, _ in lookup.on}
        used |= set(self.stack.headers) if self.stack else set()
        used |= {self.split.column} if self.split else set()
        return used - set(self.made())


@dataclass(frozen=True)
class Profile:
    """A whole profile: constant rows by ledger, the sources in the order written, and files to be passed over."""

    file: str
    sha256: str
    title: str = key("text", "")
    rows: tuple[tuple[str, tuple[tuple[tuple[str, Constant], ...], ...]], ...] = key("rows", ())
    sources: tuple[Source, ...] = key("sources", (), toml="source")
    ignore_files: tuple[str, ...] = key("texts", ())
