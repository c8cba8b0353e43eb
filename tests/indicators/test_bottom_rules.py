"""名次靠后: the three rules an office can choose from, on the worked example of the ranking."""

from datetime import date

import pytest

from inspection.indicators import example_of, read_table
from inspection.warehouse import settings, table_mart


@pytest.mark.parametrize(
    "rule, bottom",
    [
        ("last_percent = 20", {"E"}),
        ("last_percent = 60", {"C", "D", "E"}),
        ("below_score = 80", {"T", "E"}),
        ("last_k = 0", set()),
    ],
)
def test_a_rule_of_the_settings_decides_who_is_at_the_bottom(tmp_path, rule, bottom):
    (tmp_path / "settings.toml").write_text(f"[bottom]\n{rule}\n", encoding="utf-8")
    given = {
        name: [dict(zip(grid.columns, row, strict=True)) for row in grid.rows]
        for name, grid in example_of("tables", "rectification_ranking").given.items()
    }
    mart = table_mart(given, date(2025, 9, 30))
    frame = read_table(mart, "rectification_ranking", as_of=date(2025, 9, 30), settings=settings(tmp_path))
    assert set(frame.loc[frame["is_bottom"].fillna(False).astype(bool), "org_id"]) == bottom
    mart.close()
