"""Every statement of queries/rollups/ has a worked example, and gives what was worked by hand."""

import pytest

from inspection.warehouse import table_mart
from inspection.warehouse.rollups import rollups
from tests.rollup_examples import relations, wanted


@pytest.mark.parametrize("name", rollups())
def test_a_rollup_gives_what_its_worked_example_says(name):
    example, given = relations(name)
    columns, rows = wanted(example)
    steps = ", ".join(f"{table} as ({text})" for table, text in given.items())
    mart = table_mart({})
    found = mart.columns(f"with {steps} select * from (\n{rollups()[name]}\n) w")
    mart.close()
    assert tuple(found.column_names) == columns
    assert list(zip(*(found[name].to_pylist() for name in columns), strict=True)) == rows
