"""The table closing_verified against plain Python over whole ledgers."""

from collections import Counter, defaultdict
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd
import pytest

from inspection.indicators import read_table
from inspection.warehouse import ledger_tables, memory_mart
from tests.second.county import County
from tests.second.plain import happened
from tests.second.random_county import random_county

COUNTS = ("closed", "closed_now", "class_drawn", "drawn", "visited", "held", "partly", "not_held")
FOUND = ("held", "partly", "not_held")


def plain(county: County, as_of) -> dict:
    """(sample, class) -> the day drawn and COUNTS, of each class that has a finding closed off by that day; of a draw that
    noted its classes these as well, as it noted them."""
    found: dict = {}

    def class_of(finding) -> str | None:
        return county.organisations[county.inspections[finding["inspection_id"]]["org_id"]]["org_class"]

    findings = {row["finding_id"]: row for row in county.rows["findings"]}
    drawn = [row for row in county.rows["verifications"] if happened(row["drawn_on"], as_of)]
    for sample in {row["sample_id"] for row in drawn}:
        own = [row for row in drawn if row["sample_id"] == sample]
        day = min(row["drawn_on"] for row in own)
        now: Counter = Counter()
        for finding in findings.values():
            fed_back = happened(county.inspections[finding["inspection_id"]]["feedback_on"], as_of)
            closed = happened(finding["closed_off_on"], as_of) and finding["closed_off_on"] <= day
            if fed_back and closed and happened(finding["found_on"], as_of):
                now[class_of(finding)] += 1
        noted = all(row["class_drawn"] and (row["class_closed"] or 0) >= row["class_drawn"] > 0 for row in own)
        by_class = defaultdict(list)
        for row in own:
            by_class[row["drawn_class"] if noted else class_of(findings[row["finding_id"]])].append(row)
        for one in {*now, *(by_class if noted else ())}:
            rows = by_class.get(one, [])
            seen = Counter(row["found"] for row in rows if happened(row["verified_on"], as_of) and row["found"])
            closed, of = now[one], None
            if noted and not rows:
                closed = 0
            elif noted:
                size, of = max(row["class_closed"] for row in rows), max(row["class_drawn"] for row in rows)
                closed = int(Decimal(size * len(rows) / of).quantize(Decimal(1), ROUND_HALF_UP))
            counts = (closed, now[one], of, len(rows), seen.total(), *(seen[name] for name in FOUND))
            found[sample, one] = (day, *counts)
    return found


SEEDS = (0, 1, 2, 8, 11, 17, 18, 20)


@pytest.mark.parametrize("seed", SEEDS)
def test_both_implementations_agree_on_every_boundary_day(seed):
    made = random_county(seed)
    mart, county = memory_mart(ledger_tables(made.ledgers), made.made_up_to), County(made.ledgers, made.made_up_to)
    for as_of in made.days:
        frame = read_table(mart, "closing_verified", as_of=as_of)
        rows = {
            (row.sample_id, None if pd.isna(row.org_class) else row.org_class): (
                pd.Timestamp(row.drawn_on).date(),
                *(None if pd.isna(getattr(row, n)) else int(getattr(row, n)) for n in COUNTS),
            )
            for row in frame.itertuples()
        }
        assert rows == plain(county, as_of), (seed, as_of)


def test_the_counties_have_draws():
    """Guards the generator: empty ledgers would agree with anything."""
    made = [random_county(seed) for seed in SEEDS]
    drawn = [plain(County(one.ledgers, one.made_up_to), day) for one in made for day in one.days]
    counts = [cells for found in drawn for cells in found.values()]
    assert sum(map(bool, drawn)) >= 40 and any(cells[-1] for cells in counts) and any(cells[-2] for cells in counts)
    noted = [cells for cells in counts if cells[3] is not None]
    assert 20 < len(noted) < len(counts) - 20 and any(cells[3] != cells[4] for cells in noted)
