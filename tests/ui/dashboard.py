"""The dashboard in Streamlit's own tester: one page of app.py on a data home of the test's own."""

import os
import re
import shutil
from datetime import date, datetime
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.etree import ElementTree

import pandas as pd
from streamlit.components.v2 import manifest_scanner
from streamlit.testing.v1 import AppTest

from inspection.warehouse import Store, Version, dictionary, ledger_tables

PROJECT = Path(__file__).resolve().parents[2]
AS_OF = date(2025, 9, 30)
WITHIN = 600 if os.environ.get("INSPECTION_ENGINE") else 60  # seconds a page may take: another engine's first one plans for long
_MADE = TemporaryDirectory(prefix="inspection-tests-")
"""The stores of first versions, for whoever publishes the same ledgers again."""
# The tester looks through all installed packages for components whenever it opens an app: as long as a page takes.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)


def opened(page: str, **address: str) -> AppTest:
    """A page ("reference/definitions") after its first run, with these parameters in its address."""
    at = AppTest.from_file(str(PROJECT / "app.py"), default_timeout=WITHIN)
    at.query_params.update(address)
    at.switch_page(str(PROJECT / "pages" / f"{page}.py"))
    return at.run()


def fault(at: AppTest) -> str:
    """What the page failed with, nothing when it did not."""
    return "; ".join(f"{e.message} {e.stack_trace}" for e in at.exception)


def as_read(markdown: str) -> str:
    """The text as it stands on the screen: without the backslashes that keep its signs from being read as markup."""
    return re.sub(r"\\([^\w\s])", r"\1", markdown)


def headings(at: AppTest) -> list[str]:
    """The headers of the page as a reader sees them."""
    return [as_read(header.value) for header in at.header]


def words(at: AppTest) -> str:
    """Every sentence on the page as a reader sees it: titles, texts, captions, boxes."""
    kinds = ("title", "header", "subheader", "markdown", "text", "caption", "success", "error", "warning", "info")
    return "\n".join(as_read(str(element.value)) for kind in kinds for element in getattr(at, kind))


def text_tables(at: AppTest) -> list[pd.DataFrame]:
    """The tables that stand as text, in paper's and the telephone's place of a grid: what is read in their cells."""
    found = []
    for element in at.get("html"):
        head, *rows = _rows(element.proto.body)
        found.append(pd.DataFrame(rows, columns=head))
    return found


def ways(at: AppTest, table: str, column: str) -> list[str]:
    """The addresses behind a column's cells in the first table as text that has the head `table`, nothing where a cell leads
    nowhere."""
    for element in at.get("html"):
        heads, *rows = ElementTree.fromstring(element.proto.body).iter("tr")
        if table in (names := [head.text for head in heads]):
            links = [list(row)[names.index(column)].find("a") for row in rows]
            return ["" if link is None else link.get("href") for link in links]
    raise AssertionError(f"no table as text has the head {table}")


def _rows(table: str) -> list[list[str]]:
    return [["".join(cell.itertext()) for cell in row] for row in ElementTree.fromstring(table).iter("tr")]


def demonstration(home: Path, made: Path) -> None:
    """Give a data home a copy of the demonstration county that was published in `made`."""
    shutil.copytree(made / "demo", home / "demo")


def row(ledger: str, **values: object) -> tuple:
    """A row of a ledger from the columns named; the others are empty."""
    unknown = set(values) - {c.name for c in dictionary().ledgers[ledger].columns}
    assert not unknown, unknown
    return tuple(values.get(c.name) for c in dictionary().ledgers[ledger].columns)


def small_county() -> dict[str, list[tuple]]:
    """One organisation, inspected once in the first round of one term."""
    started = date(2021, 7, 1)
    return {
        "terms": [row("terms", term_no=13, name="第十三届县委", started_on=started, planned_years=5)],
        "rounds": [
            row(
                "rounds",
                round_id="13-01",
                term_no=13,
                seq=1,
                name="第一轮",
                kind="routine",
                category_scheme="four",
                started_on=date(2022, 3, 1),
            )
        ],
        "organisations": [
            row("organisations", org_id="A", name="县某局党组", org_class="county", in_scope_from=started)
        ],
        "inspections": [
            row(
                "inspections",
                inspection_id="13-01-1",
                round_id="13-01",
                org_id="A",
                team="第一巡察组",
                team_level="county",
                kind="routine",
                counts_toward_coverage=True,
                onsite_start=date(2022, 3, 1),
            )
        ],
    }


def own_data(home: Path, ledgers: dict[str, list[tuple]]) -> Version:
    """Publish ledgers as the office's own data. The first version of a home is copied where it was made before."""
    store, made = Store(home), Path(_MADE.name) / sha256(repr(ledgers).encode()).hexdigest()
    first = not store.folder.exists()
    if first and made.exists():
        shutil.copytree(made, store.folder)
        return store.current()
    version = store.publish(ledger_tables(ledgers), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 1, 9, 0))
    if first:
        shutil.copytree(store.folder, made)
    return version
