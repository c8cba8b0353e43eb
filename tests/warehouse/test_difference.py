"""Differences of two versions against a plain second implementation: dictionaries of rows by key."""

import os
import random
from datetime import date, datetime

import pytest

from inspection.warehouse import Store, changed_rows, changes, dictionary, ledger_tables, rows_of

DAY, CLOCK = date(2025, 9, 30), datetime(2025, 10, 8, 9, 30)


def row(ledger: str, **values) -> tuple:
    return tuple(values.get(c.name) for c in dictionary().ledgers[ledger].columns)


def county(draw: random.Random, people: dict | None = None) -> dict:
    """A county whose rows are drawn: some keys are in it, cells vary, and ballots have a composite key."""
    organisations = [
        row("organisations", org_id=f"O{n}", name=f"单位{n}", org_class="county", sort_order=draw.choice([None, 1, 2]),
            in_scope_from=date(2016, 1, 1))
        for n in range(6)
    ]
    inspections = [
        row("inspections", inspection_id=f"I{n}", round_id="R1", org_id=f"O{n}", team=draw.choice(["一组", "二组"]),
            team_level="county", kind="routine", counts_toward_coverage=draw.random() < 0.5,
            onsite_start=date(2022, 3, draw.choice([1, 2])))
        for n in range(6)
    ]
    clues = [
        row("clues", clue_id=f"XS-{n}", inspection_id=f"I{n % 6}", transferred_on=date(2024, 1, draw.choice([1, 2, 3])),
            subject_level="general", outcome="pending", summary=draw.choice([None, "摘要甲", "摘要乙"]))
        for n in range(40)
        if draw.random() < 0.6
    ]
    ballots = [
        row("ballots", inspection_id=f"I{n}", held_on=date(2023, 5, 1), voter_group=group, grade=grade,
            votes=draw.choice([1, 2]))
        for n in range(6)
        for group in ("public", "staff")
        for grade in ("good", "fair")
        if draw.random() < 0.6
    ]
    return {
        "terms": [row("terms", term_no=14, name="第十四届", started_on=date(2021, 7, 1), planned_years=5)],
        "organisations": organisations,
        "rounds": [row("rounds", round_id="R1", term_no=14, seq=1, name="第一轮", kind="routine", category_scheme="four",
                       started_on=date(2022, 3, 1))],
        "inspections": inspections,
        "clues": clues,
        "ballots": ballots,
    }


def plainly(name: str, older: list[tuple], newer: list[tuple]) -> tuple:
    """Added, changed, removed and unchanged keys, and the changed cells, one row after the other."""
    columns = [c.name for c in dictionary().ledgers[name].columns]
    at = [columns.index(c.name) for c in dictionary().ledgers[name].key]
    old, new = ({tuple(r[i] for i in at): r for r in rows} for rows in (older, newer))
    cells = [
        (*key, columns[i], old[key][i], new[key][i])
        for key in sorted(old.keys() & new.keys())
        for i in range(len(columns))
        if old[key][i] != new[key][i]
    ]
    changed = {cell[: len(at)] for cell in cells}
    return new.keys() - old.keys(), changed, old.keys() - new.keys(), (old.keys() & new.keys()) - changed, cells


def as_text(value: object) -> str | None:
    return None if value is None else str(value).lower() if isinstance(value, bool) else str(value)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20 if os.environ.get("INSPECTION_LONG") else 1))
def test_counts_rows_and_cells_agree_with_a_plain_comparison_of_the_rows(tmp_path, seed):
    draw = random.Random(seed)
    older, newer = county(draw), county(draw)
    store = Store(tmp_path)
    first = store.publish(ledger_tables(older), as_of=DAY, files=(), built_at=CLOCK)
    draft = store.draft(ledger_tables(newer), as_of=DAY, files=(), built_at=CLOCK)
    found = changes(first.full, draft.full)
    for name in dictionary().ledgers:
        added, changed, removed, unchanged, cells = plainly(name, older.get(name, []), newer.get(name, []))
        change = found[name]
        assert (change.added, change.changed, change.removed, change.unchanged) == tuple(
            map(len, (added, changed, removed, unchanged))
        ), name
        assert dict(change.cells) == {c: sum(cell[-3] == c for cell in cells) for c in {cell[-3] for cell in cells}}
        if name not in older:
            continue
        shown = changed_rows(first.full, draft.full, name, "changed")
        said = [(*cell[:-2], *map(as_text, cell[-2:])) for cell in cells]
        as_shown = [
            tuple(v.date() if hasattr(v, "date") else None if v != v else v for v in line)
            for line in shown.itertuples(index=False, name=None)
        ]
        assert as_shown == said, name
        for kind, keys in (("added", added), ("removed", removed)):
            assert len(changed_rows(first.full, draft.full, name, kind)) == len(keys)
    store.discard(draft)


def test_a_reader_sees_the_same_change_without_what_is_secret(tmp_path):
    store = Store(tmp_path)
    base = county(random.Random(7))
    first = store.publish(ledger_tables(base), as_of=DAY, files=(), built_at=CLOCK)
    columns = [c.name for c in dictionary().ledgers["clues"].columns]
    altered = [list(clue) for clue in base["clues"]]
    altered[0][columns.index("summary")] = "改过的绝密摘要"
    altered[1][columns.index("transferred_on")] = date(2024, 2, 2)
    second = store.publish(ledger_tables({"clues": altered}), as_of=DAY, files=(), built_at=CLOCK)
    assert changes(first.full, second.full)["clues"].cells == (("transferred_on", 1), ("summary", 1))
    assert changes(first.mart, second.mart)["clues"].cells == (("transferred_on", 1),)
    shown = changed_rows(first.mart, second.mart, "clues", "changed")
    assert shown[["column", "new"]].values.tolist() == [["transferred_on", "2024-02-02"]]
    assert isinstance(shown["clue_id"].tolist()[0], int)


def test_added_rows_come_whole_and_no_more_than_asked_for(tmp_path):
    store = Store(tmp_path)
    base = county(random.Random(3))
    first = store.publish(ledger_tables(base | {"clues": []}), as_of=DAY, files=(), built_at=CLOCK)
    second = store.publish(ledger_tables({"clues": base["clues"]}), as_of=DAY, files=(), built_at=CLOCK)
    shown = changed_rows(first.full, second.full, "clues", "added", limit=3)
    assert list(shown.columns) == [c.name for c in dictionary().ledgers["clues"].columns]
    whole = rows_of(store.read_full(second, ("clues",))["clues"])
    assert shown["clue_id"].tolist() == [clue[0] for clue in whole[:3]]
    with pytest.raises(ValueError, match="moved"):
        changed_rows(first.full, second.full, "clues", "moved")
