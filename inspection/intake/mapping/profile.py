"""The language of mapping profiles: what a TOML file may say, as frozen values. data/mappings/README.md explains it.

Nothing here opens a ledger or looks at the dictionary: proving a profile against it is `proof.py`.
"""

from dataclasses import dataclass

Constant = str | int | float | bool | object  # what TOML can write; a date is datetime.date

ORIGINS = ("from", "first", "template", "constant", "cases", "hash", "year")


@dataclass(frozen=True)
class Condition:
    """What must hold of one cell of a row; of several tests all, and all of `all` besides. `value`: of a case."""

    column: str = ""
    equals: tuple[Constant, ...] | None = None
    differs: tuple[Constant, ...] | None = None
    matches: str | None = None
    misses: str | None = None
    empty: bool | None = None
    below: Constant | None = None
    above: Constant | None = None
    all: tuple["Condition", ...] = ()
    value: Constant | None = None
    taken_from: str | None = None

    def columns(self) -> set[str]:
        """The source columns it looks at."""
        used = {name for name in (self.column, self.taken_from) if name}
        return used.union(*(part.columns() for part in self.all))


@dataclass(frozen=True)
class Cell:
    """How one column is filled: an origin (exactly one of ORIGINS), then what is done with it, in this order."""

    key: str  # where in the profile it stands, for sentences
    origin: str = "from"
    source: str | None = None  # from
    first: tuple[str, ...] = ()
    template: str | None = None
    constant: Constant | None = None
    cases: tuple[Condition, ...] = ()
    hash: tuple[str, ...] = ()
    year: str | None = None
    month: str | None = None
    day: int | str | None = None
    extract: str | None = None
    unmatched: str = "empty"
    date: tuple[str, ...] = ()
    add_days: int = 0
    times: Constant | None = None
    codes: tuple[tuple[str, Constant], ...] | None = None
    other: Constant | None = None
    empty: Constant | None = None
    doubles: str | None = None
    unreadable: str = "refuse"
    gather: str = ""

    def columns(self) -> set[str]:
        """The source columns it is made of."""
        used = {*self.first, *self.hash, *fields(self.template or "")}
        used |= {name for name in (self.source, self.year, self.month) if name}
        return used.union(*(case.columns() for case in self.cases)) - PLACES

    @property
    def numbered(self) -> bool:
        """Whether it depends on where a row stands among the others."""
        return bool(self.doubles or {"n", "row"} & set(fields(self.template or "")))


PLACES = {"n", "row", "file", "sheet"}  # fields of a template that are no columns


def fields(template: str) -> list[str]:
    """The names in braces of a template."""
    return [part.partition("}")[0] for part in template.split("{")[1:]]


@dataclass(frozen=True)
class Lookup:
    """Columns fetched from another file by a key: `on` this source's column -> the other's, `take` new name -> its."""

    key: str
    files: tuple[str, ...]
    sheet: str | None
    encoding: str
    delimiter: str
    on: tuple[tuple[str, str], ...]
    take: tuple[tuple[str, str], ...]
    missing: str = "refuse"
    repeated: str = "refuse"


@dataclass(frozen=True)
class Target:
    """One ledger that a source feeds."""

    key: str
    ledger: str
    columns: tuple[tuple[str, Cell], ...]
    by_name: bool = False
    distinct: tuple[str, ...] = ()
    disagree: str = "refuse"
    only_new: bool = False
    leave_out: tuple[Condition, ...] = ()
    keep_only: tuple[Condition, ...] = ()


@dataclass(frozen=True)
class Stack:
    """Several columns put under each other: a row each, the header in column `name`, the cell in column `value`."""

    headers: tuple[str, ...]
    name: str
    value: str


@dataclass(frozen=True)
class Split:
    """A cell of several values cut into a row each."""

    column: str
    by: str


@dataclass(frozen=True)
class Source:
    """One kind of file or sheet: how it is read, which of its rows count, and which ledgers it feeds."""

    key: str
    files: tuple[str, ...]
    sheet: str | None
    encoding: str
    delimiter: str
    header_row: int | None
    required: bool
    ignore: tuple[str, ...]
    optional: tuple[str, ...]
    leave_out: tuple[Condition, ...]
    keep_only: tuple[Condition, ...]
    stack: Stack | None
    split: Split | None
    lookups: tuple[Lookup, ...]
    computed: tuple[tuple[str, Cell], ...]
    targets: tuple[Target, ...]

    def columns(self) -> set[str]:
        """Every column of the file that the profile reads, as the profile writes them."""
        made = {name for name, _ in self.computed}
        used: set[str] = set()
        for cell in (*(c for _, c in self.computed), *(c for t in self.targets for _, c in t.columns)):
            used |= cell.columns()
        for condition in (*self.leave_out, *self.keep_only):
            used |= condition.columns()
        for target in self.targets:
            used |= set(target.distinct)
            used = used.union(*(c.columns() for c in (*target.leave_out, *target.keep_only)))
        for lookup in self.lookups:
            used |= {mine for mine, _ in lookup.on}
            made |= {name for name, _ in lookup.take}
        if self.stack:
            used |= set(self.stack.headers)
            made |= {self.stack.name, self.stack.value}
        if self.split:
            used.add(self.split.column)
        return used - made


@dataclass(frozen=True)
class Profile:
    """A whole profile: constant rows by ledger, the sources in the order written, and files to be passed over."""

    file: str
    sha256: str
    title: str = ""
    rows: tuple[tuple[str, tuple[tuple[tuple[str, Constant], ...], ...]], ...] = ()
    sources: tuple[Source, ...] = ()
    ignore_files: tuple[str, ...] = ()
