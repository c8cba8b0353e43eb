"""A ledger may grow a column: what older programs published is read, carried over, compared and returned to."""

import csv
import io
import shutil
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest
from pandas.testing import assert_frame_equal

from inspection.cli import main
from inspection.indicators import counts, evaluate, headlines, indicators, read_table, tables
from inspection.warehouse import (
    Damaged,
    Newer,
    Reader,
    Store,
    changed_rows,
    changes,
    dictionary,
    ledger_table,
    open_mart,
    rows_of,
)
from inspection.warehouse.draft import counted
from inspection.warehouse.explore import Question, answer
from inspection.warehouse.manifests import write_manifest, write_pointer
from tests.snapshots.county import AS_OF, row
from tests.warehouse.other_program import Program

CLOCK = datetime(2025, 10, 8, 9, 30)
NEW = ("source", "reinspection_outcome")


@pytest.fixture(scope="module")
def left(tmp_path_factory) -> Path:
    """What the program as it was before findings had a source left in a data home."""
    older = Program(tmp_path_factory.mktemp("older")).without(2)
    return older.publish(tmp_path_factory.mktemp("left"), 3, 5)


@pytest.fixture
def store(tmp_path, left) -> Store:
    """A store of two versions that the older program published: 3 and then 5 of A's five findings done."""
    return Store(shutil.copytree(left, tmp_path / "home"))


def findings(store: Store, number: int) -> list[dict]:
    table = store.read_full(store.version(number), ("findings",))["findings"]
    return table.to_pylist()


def clues(*ids: str) -> dict:
    rows = [
        row("clues", clue_id=id, inspection_id="iA", transferred_on=date(2024, 3, 1), subject_level="general",
            outcome="pending")
        for id in ids
    ]  # fmt: skip
    return {"clues": ledger_table("clues", rows)}


def take(store: Store, ledgers: dict, **more):
    return store.publish(ledgers, as_of=AS_OF, files=(), built_at=CLOCK, **more)


def sourced(source: str, *ids: str) -> dict:
    rows = [
        row("findings", finding_id=id, inspection_id="iA", category="four-1", scope="common", channel="deadline",
            found_on=date(2021, 9, 1), nature="immediate", completion="not_started", source=source)
        for id in ids
    ]  # fmt: skip
    return {"findings": ledger_table("findings", rows)}


def test_what_the_older_program_left_has_not_the_new_columns(store):
    for path in (store.current().full, store.current().mart):
        connection = duckdb.connect(str(path), read_only=True)
        described = [column[0] for column in connection.sql("select * from findings").description]
        connection.close()
        assert "found_on" in described and not set(NEW) & set(described)
    assert store.current().schema == 1 < dictionary().schema


def test_an_older_version_is_read_with_the_new_columns_empty(store):
    found = findings(store, 2)
    assert [one["completion"] for one in found] == ["done"] * 6 + ["not_started"]
    assert {one[name] for one in found for name in NEW} == {None}
    mart = Reader(store.home).mart(1)
    assert evaluate(mart, "completion_rate")[["numerator", "denominator"]].values.tolist() == [[4, 7]]
    assert list(mart.ledger("findings").columns) == [c.name for c in dictionary().ledgers["findings"].columns if not c.secret]
    by_source = answer(mart, Question("findings", by=("source",)))
    assert by_source["value"].tolist() == [7] and by_source["source"].isna().all()


@pytest.mark.long
def test_every_figure_table_and_check_says_of_an_older_mart_what_it_says_of_its_rows_in_a_mart_of_today(store):
    older, today = open_mart(store.version(2)), open_mart(store.restore(2, built_at=CLOCK))
    for id in indicators():
        assert_frame_equal(evaluate(older, id), evaluate(today, id))
    for id in tables():
        asked = {"as_of": AS_OF, "from_date": date(2016, 1, 1), "to_date": AS_OF}
        assert_frame_equal(read_table(older, id, **asked), read_table(today, id, **asked))
    assert counts(older) == counts(today)


def test_an_older_mart_is_out_of_reach_of_everything_else_and_cannot_be_written(store, tmp_path):
    mart = open_mart(store.version(1))
    with pytest.raises(duckdb.PermissionException):
        mart.query(f"select * from read_csv('{tmp_path}/x.csv')")
    with pytest.raises(duckdb.Error):
        mart._file._connection.execute("delete from older.findings")
    with pytest.raises(duckdb.InvalidInputException):
        mart._file._connection.execute("set enable_external_access = true")


def test_an_import_of_another_ledger_carries_the_rows_over(store):
    before = findings(store, 2)
    third = take(store, clues("c9"))
    assert findings(store, 3) == before and third.schema == dictionary().schema
    assert rows_of(store.read_full(third, ("clues",))["clues"].select(["clue_id"])) == [("c9",)]
    mart = open_mart(third)
    assert evaluate(mart, "completion_rate")[["numerator", "denominator"]].values.tolist() == [[6, 7]]
    assert mart.query("select clue_id as n from clues")["n"].tolist() == [3]  # the integers of secrets go on
    assert counted(third.full) == third.manifest["rows"]


def test_an_update_of_the_grown_ledger_keeps_its_other_rows(store):
    third = take(store, sourced("audit", "fA-0", "fZ"), modes={"findings": "update"})
    assert {one["finding_id"]: one["source"] for one in findings(store, 3)} == {
        **{f"fA-{n}": None for n in range(1, 5)}, "fB-0": None, "fB-1": None, "fA-0": "audit", "fZ": "audit"
    }  # fmt: skip
    assert third.manifest["rows"]["findings"] == 8


def test_a_return_to_an_older_version_brings_its_rows_back(store):
    before = findings(store, 1)
    take(store, sourced("audit", "fZ"))
    restored = store.restore(1, built_at=CLOCK)
    assert (restored.number, restored.schema) == (4, dictionary().schema)
    assert findings(store, 4) == before
    assert open_mart(restored).query("select source from findings")["source"].isna().all()


@pytest.mark.long
def test_an_older_and_a_newer_version_are_compared_with_the_new_columns_empty_in_the_older_one(store):
    third = take(store, sourced("audit", "fA-0"), modes={"findings": "update"})
    second = store.version(2)
    for one, other in ((second.full, third.full), (second.mart, third.mart)):
        found = changes(one, other)["findings"]
        assert (found.added, found.changed, found.removed, found.unchanged) == (0, 1, 0, 6)
        assert ("source", 1) in found.cells
        lines = changed_rows(one, other, "findings", "changed").set_index("column")
        assert lines.loc["source", "new"] == "audit" and lines["old"].isna()["source"]
    assert changes(second.mart, store.version(1).mart)["findings"].changed == 2
    told = headlines(open_mart(second), open_mart(third))
    assert {movement.id for movement in told if movement.moved} >= {"completion_rate"}


@pytest.mark.long
def test_versions_are_listed_compared_and_returned_to_in_the_shell(store, monkeypatch, capsys):
    monkeypatch.setenv("INSPECTION_DATA", str(store.home))
    take(store, clues("c9"))
    assert main(["versions", "--format", "csv"]) == 0
    listed = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    assert [line["schema"] for line in listed] == ["1", "1", str(dictionary().schema)]
    assert main(["diff", "1", "3", "--rows", "findings", "--full", "--format", "csv"]) == 0
    printed = capsys.readouterr().out.removeprefix("\ufeff")
    assert {line["column"] for line in csv.DictReader(io.StringIO(printed))} == {"completed_on", "completion", "closed_off_on"}
    assert main(["diff", "1", "3", "--lang", "zh"]) == 0
    assert "整改完成率" in capsys.readouterr().out
    assert main(["restore", "1"]) == 0


@pytest.mark.long
def test_a_store_made_before_there_was_a_ledger_has_it_empty(tmp_path):
    home = Program(tmp_path / "before").without(2).without_ledger("case_quantities").publish(tmp_path / "home", 3)
    store = Store(home)
    first = store.version(1)
    assert first.manifest["rows"]["case_quantities"] == 0
    assert store.read_full(first)["case_quantities"].num_rows == 0
    assert open_mart(first).query("select quantity from case_quantities").empty
    second = take(store, clues("c9"))
    assert changes(first.full, second.full)["case_quantities"].newer == 0
    assert findings(store, 1) == findings(store, 2)
    assert store.restore(1, built_at=CLOCK).manifest["rows"]["case_quantities"] == 0


def test_a_store_that_lacks_nothing_but_a_whole_ledger_has_it_empty(tmp_path):
    """Every column of the ledgers it has is there: only the lack of the table tells that it is older."""
    home = Program(tmp_path / "before").without_ledger("case_quantities").publish(tmp_path / "home", 3)
    first = Store(home).version(1)
    assert open_mart(first).query("select quantity from case_quantities").empty
    assert Store(home).read_full(first)["case_quantities"].num_rows == 0


def test_a_manifest_written_before_it_named_schema_and_program_is_read(store):
    published = store.current()
    write_pointer(
        store.folder,
        write_manifest(store.folder, {k: v for k, v in published.manifest.items() if k not in ("schema", "program", "seal")}),
    )
    found = store.current()
    assert (found.schema, found.program) == (1, {"version": "unknown", "commit": "unknown"})
    assert len(findings(store, 2)) == 7 and take(store, clues("c9")).schema == dictionary().schema


def test_old_versions_go_in_their_turn_and_pinned_ones_stay(store):
    (store.home / "settings.toml").write_text("[versions]\nkeep = 1\n", encoding="utf-8")
    store.pin(1, "meeting")
    for _ in range(3):
        take(store, clues("c9"))
    assert [version.number for version in store.versions()] == [1, 4, 5]
    assert findings(store, 1)[0]["completion"] == "done"


def test_a_damaged_older_version_is_said_to_be_damaged(store):
    mart = store.version(1).mart
    mart.write_bytes(mart.read_bytes()[:-1])
    with pytest.raises(Damaged, match="damaged_file"):
        store.version(1)


@pytest.mark.long
def test_columns_in_another_order_in_the_schema_move_no_value(tmp_path, store):
    """The older program, its tables turned round, takes in a ledger over what stands; ours then carries that over."""
    before = store.read_full(store.current())
    turned = Program(tmp_path / "turned").without(2).turned()
    script = """
import sys
from datetime import datetime
from pathlib import Path
from inspection.warehouse import Store, ledger_tables
from tests.snapshots.county import AS_OF
Store(Path(sys.argv[1])).publish(ledger_tables({"cases": []}), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 8))
"""
    turned.run(script, store.home)
    first = duckdb.connect(str(store.current().full), read_only=True)
    assert first.sql("select * from findings").description[-1][0] == "finding_id"
    first.close()
    assert store.read_full(store.version(3)) == before
    assert store.read_full(take(store, {"cases": ledger_table("cases", [])})) == before
    assert store.read_full(store.restore(3, built_at=CLOCK)) == before


def test_a_version_of_a_newer_program_is_refused_in_a_sentence(tmp_path, store, monkeypatch, capsys):
    newer = Program(tmp_path / "newer").with_column("cases", "weather", dictionary().schema + 1)
    newer.publish(store.home, 4)
    with pytest.raises(Newer) as refused:
        store.current()
    assert refused.value.good == 2
    assert [isinstance(one, Newer) for one in store.listed()] == [False, False, True]
    with pytest.raises(Newer):
        take(store, clues("c9"))
    monkeypatch.setenv("INSPECTION_DATA", str(store.home))
    for lang, words in (("zh", "版本 3 是更新的程序建的"), ("en", "Version 3 was made by a newer program")):
        assert main(["indicator", "findings", "--lang", lang]) == 2
        assert capsys.readouterr().err.startswith(words)
    assert main(["versions", "--lang", "en"]) == 2
    assert main(["restore", "2"]) == 0
    assert Store(store.home).current().number == 4


@pytest.mark.long
@pytest.mark.parametrize("since", [1, dictionary().schema + 1], ids=["its number forgotten", "with its number"])
def test_the_next_column_needs_no_line_of_code(tmp_path, store, since):
    """A program with one column more reads, carries over and returns to what ours published."""
    published = take(store, sourced("audit", "fA-0"), modes={"findings": "update"})
    next_one = Program(tmp_path / "next").with_column("inspections", "weather", since)
    script = """
import sys
from datetime import datetime
from pathlib import Path
from inspection.warehouse import Store, changes, ledger_tables, open_mart
from tests.snapshots.county import AS_OF
store = Store(Path(sys.argv[1]))
third = store.current()
mart = open_mart(third)
print(third.schema, mart.query("select count(*) as n from inspections where weather is null")["n"][0])
fourth = store.publish(ledger_tables({"cases": []}), as_of=AS_OF, files=(), built_at=datetime(2025, 10, 8))
fifth = store.restore(3, built_at=datetime(2025, 10, 8))
for other in (fourth, fifth):
    print(store.read_full(other) == store.read_full(third), changes(third.full, other.full)["inspections"].unchanged)
"""
    assert next_one.run(script, store.home).splitlines() == [f"{published.schema} 2", "True 2", "True 2"]
