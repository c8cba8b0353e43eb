"""The demonstration county as rows by column name, made once for all its tests."""

import pytest

from inspection.demonstration import county
from inspection.warehouse.dictionary import dictionary


@pytest.fixture(scope="module")
def ledgers() -> dict[str, list[dict]]:
    """The ledgers as rows by column name."""
    drawn, _ = county()
    return {
        name: [dict(zip([c.name for c in ledger.columns], row, strict=True)) for row in drawn[name]]
        for name, ledger in dictionary().ledgers.items()
    }


@pytest.fixture(scope="module")
def inspections(ledgers) -> dict[str, dict]:
    """The inspections by id, each with its round, term and organisation's class."""
    rounds = {row["round_id"]: row for row in ledgers["rounds"]}
    places = {row["org_id"]: row for row in ledgers["organisations"]}
    return {
        row["inspection_id"]: row
        | {"round": rounds[row["round_id"]], "term_no": rounds[row["round_id"]]["term_no"],
           "org": places[row["org_id"]]}
        for row in ledgers["inspections"]
    }
