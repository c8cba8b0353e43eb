"""One small county, one snapshot of it, published once for all the tests that only read."""

from datetime import datetime
from pathlib import Path

import pytest

from inspection.snapshots import Publication, template
from tests.snapshots.county import SMALL, mart, standard


def published(home: Path, slug_template: str = "monthly", day: int = 8, counties: dict = SMALL, **kwargs: object):
    """Draft, approve and publish one snapshot in a data home; (publication, entry)."""
    publication = Publication(home)
    entry = publication.draft(
        mart(counties, **kwargs),
        standard(),
        template(slug_template),
        version=1,
        by="起草人",
        at=datetime(2025, 10, day, 9),
    )
    publication.approve(entry.id, by="批准人", at=datetime(2025, 10, day, 10))
    return publication, publication.publish(entry.id, by="起草人", at=datetime(2025, 10, day, 11))


@pytest.fixture(scope="session")
def one(tmp_path_factory):
    """(publication, entry) of one published snapshot; for reading only."""
    return published(tmp_path_factory.mktemp("published"), votes={"A": {"good": 20, "poor": 1}, "B": {"good": 9}})


@pytest.fixture(scope="session")
def folder(one) -> Path:
    """The published folder; for reading only."""
    publication, entry = one
    return publication.folder / entry.folder
