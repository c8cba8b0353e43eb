"""The pages on the small county of the readings, with something in every ledger; plain sums over the same."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path

import pytest

from inspection.warehouse import Store, rows_of
from tests.reading.county import COUNTY
from tests.second.county import County
from tests.small import AS_OF, TERMS, ledger
from tests.ui.dashboard import fault, opened

MORE = {
    "accountability": """
        action_id | person_code | org_id | inspection_id | notice_id | decided_on | form | measure        | subject_level
        Q1        | P1          | C1     | B1            |           | 2022-10-01 | 1    | criticism      | general
        Q2        | P1          | C1     | B1            |           | 2022-11-01 | 2    | party          | general
        Q3        | P2          | V1     | BV1           |           | 2022-11-02 | 2    | admin          | village_cadre
        Q5        | P1          | C1     | B1            |           | 2022-12-01 | 2    | organisational | general
        Q4        | P3          | C2     |               | N1        | 2025-01-12 | 1    | admonition     | general
    """,
    "recoveries": """
        recovery_id | org_id | inspection_id | recovered_on | amount_wan | returned_wan | returned_people
        R1          | V1     | BV1           | 2022-12-01   | 12.5       | 2.5          | 7
        R2          | C1     | B1            | 2024-12-01   | 30         |              |
    """,
    "cases": """
        case_id | kind       | org_id | inspection_id | occurred_on | title
        K1      | livelihood | V1     | BV1           | 2022-12-01  | 饮水
        K2      | reform     | C1     | B1            | 2018-05-01  | 采购
    """,
    "staff_events": """
        event_id | kind     | held_on    | persons
        S1       | training | 2022-05-01 | 40
        S2       | training | 2024-05-01 | 30
        S3       | exchange | 2024-06-01 | 2
    """,
    "talent_pool": """
        person_code | joined_on  | left_on    | left_reason
        P1          | 2022-01-01 |            |
        P2          | 2022-01-01 | 2024-01-01 | job
        P3          | 2024-05-01 |            |
    """,
}
TABLES = {name: ledger(name, text) for name, text in ({"terms": TERMS} | COUNTY | MORE).items()}
PLAIN = County({name: rows_of(table) for name, table in TABLES.items()})


@contextmanager
def published(home: Path) -> Iterator[Path]:
    """The county published in a data home that the pages open meanwhile."""
    Store(home).publish(TABLES, as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9, 30))
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("INSPECTION_DATA", str(home))
        yield home
    page.cache_clear()


@cache
def page(name: str, **address: str):
    """A page after its first run; whoever changes what it shows opens one of his own."""
    at = opened(f"review/{name}", **address)
    assert not fault(at)
    return at


def table(at, column: str, *, more: str = ""):
    """The first table on the page with these columns."""
    return next(d.value for d in at.dataframe if column in d.value and (not more or more in d.value))


def org_names(frame) -> list[str]:
    return [name.rpartition("name=")[2] for name in frame["org_name"]]
