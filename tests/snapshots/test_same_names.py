"""Two organisations of one name stay two in public: on the page, in the tables and in the files for others."""

from datetime import datetime

import pytest

from inspection.snapshots import Publication, template
from inspection.warehouse import dictionary, ledger_tables, memory_mart
from tests.snapshots.county import AS_OF, ledgers, standard

PLACES = {"T1": ("township", 9, 12), "T2": ("township", 7, 12), "V1": ("village", 9, 10), "V2": ("village", 8, 10)}
NAMES = {"T1": ("甲镇党委", None), "T2": ("乙镇党委", None), "V1": ("王庄村党支部", "T1"), "V2": ("王庄村党支部", "T2")}
BOTH = ("王庄村党支部（甲镇党委）", "王庄村党支部（乙镇党委）")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    held = ledgers(PLACES)
    columns = [column.name for column in dictionary().ledgers["organisations"].columns]
    for at, row in enumerate(held["organisations"]):
        named = dict(zip(columns, row, strict=True))
        name, parent = NAMES[named["org_id"]]
        held["organisations"][at] = tuple((named | {"name": name, "parent_id": parent})[c] for c in columns)
    publication = Publication(tmp_path_factory.mktemp("same"))
    mart = memory_mart(ledger_tables(held), AS_OF)
    at = datetime(2025, 10, 8, 9)
    entry = publication.draft(mart, standard(), template("monthly"), version=1, by="起草人", at=at)
    publication.approve(entry.id, by="批准人", at=at)
    return publication.folder / publication.publish(entry.id, by="起草人", at=at).folder


def test_whoever_reads_the_page_or_a_file_sees_two_and_tells_them_apart(folder):
    files = [path for path in folder.rglob("*") if path.suffix in (".html", ".csv", ".json")]
    texts = {path.name: path.read_text(encoding="utf-8-sig") for path in files}
    holding = {name: text for name, text in texts.items() if "王庄村党支部" in text}
    assert {name.rpartition(".")[2] for name in holding} >= {"html", "csv", "json"}
    for name, text in holding.items():
        assert all(both in text for both in BOTH), name
        assert text.count("王庄村党支部") == sum(text.count(both) for both in BOTH), name
