"""The worked examples of queries/rollups/ as relations that any engine can be given."""

from inspection.indicators.worked import Grid, WorkedExample, example_of

WORDS = ("org_class",)


def _type(column: str) -> str:
    return "varchar" if column in WORDS else "date" if column.endswith("_on") else "bigint"


def _selected(grid: Grid) -> str:
    """A small table as a statement."""
    rows = []
    for row in grid.rows:
        cells = ("null" if cell is None else f"'{cell}'" for cell in row)
        listed = (f"cast({cell} as {_type(name)}) as {name}" for name, cell in zip(grid.columns, cells, strict=True))
        rows.append(f"select {', '.join(listed)}")
    return " union all ".join(rows)


def relations(name: str) -> tuple[WorkedExample, dict[str, str]]:
    """The example of a rollup, and its given tables each as a statement by name."""
    example = example_of("rollups", name)
    return example, {table: _selected(grid) for table, grid in example.given.items()}


def wanted(example: WorkedExample) -> tuple[tuple[str, ...], list[tuple]]:
    """The columns and rows that must come out, numbers as numbers."""
    (then,) = example.expected
    whole = [
        tuple(cell if cell is None or name in WORDS else int(cell) for name, cell in zip(then.result.columns, row, strict=True))
        for row in then.result.rows
    ]
    return then.result.columns, whole
