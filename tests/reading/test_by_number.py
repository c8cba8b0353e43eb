"""Units are never ranked by how many findings there are (数量陷阱): not by an order, not by a first so many, not by a drawing."""

from dataclasses import replace

import pytest

from inspection.indicators import indicators
from inspection.reading import explored, explored_lines
from inspection.reading.asked import INSTEAD, Asked, parsed, sortable, unranked
from tests.reading.county import COUNTY
from tests.small import source, view_of

ORG = Asked(source=("indicator", "findings"), by=("org",))


@pytest.mark.parametrize("by", ["org", "team", "round", "sector", "parent", "year,org"])
@pytest.mark.parametrize("id", ["findings", "livelihood_findings"])
def test_a_number_of_findings_by_unit_can_be_put_in_no_order_and_has_no_first_so_many(id, by):
    for sort in ("-value", "value", "-share"):
        found = parsed({"of": f"indicator:{id}", "by": by, "sort": sort, "top": "5", "share": "all"})
        assert (found.sort, found.top, found.share) == ("", 0, "all"), (sort, found)
        assert sortable(found) == tuple(by.split(","))


@pytest.mark.parametrize("by", ["org_id", "team", "org_id.sector", "org_id.name", "round_id", "round_id.name"])
def test_nor_have_the_rows_of_the_ledger(by):
    by = f"inspection_id.{by}"
    found = parsed({"of": "ledger:findings", "by": by, "measure": "count:", "sort": "-value", "top": "5"})
    assert found.by == (by,) and (found.sort, found.top) == ("", 0)
    kinds = parsed({"of": "ledger:findings", "by": "category", "measure": "count:", "sort": "-value", "top": "5"})
    assert (kinds.sort, kinds.top) == ("-value", 5)


def test_kinds_years_rates_and_other_things_keep_their_order():
    for of, by, sort in (("findings", "category", "-value"), ("findings", "year", "-value"), ("clues", "org", "-value"),
                         ("completion_rate", "org", "-numerator"), ("findings_repeated_share", "org", "-value")):  # fmt: skip
        found = parsed({"of": f"indicator:{of}", "by": by, "sort": sort, "top": "5"})
        assert (found.sort, found.top) == (sort, 5), of
    assert parsed({"of": "indicator:findings_repeated_share", "by": "org", "sort": "-numerator"}).sort == ""


def test_beside_the_number_stand_the_shares_to_rank_by_which_can_be_asked_by_all_that_the_number_can():
    ranked = unranked(replace(ORG, also=INSTEAD, sort="-value_3", top=5))
    assert (ranked.sort, ranked.top) == ("-value_3", 5)
    number = set(indicators()["findings"].dimensions)
    assert all(number - set(indicators()[id].dimensions) <= {"channel"} for id in INSTEAD)


def test_the_shares_of_a_county_and_their_order():
    again = COUNTY["findings"].splitlines()
    again = [f"{again[1]} | repeat_of | livelihood", *(
        f"{line} | {'F01' if 'F11' in line or 'F22' in line or 'F21' in line else ''} | {'true' if 'F12' in line else ''}"
        for line in again[2:] if line.strip())]  # fmt: skip
    office = source(**COUNTY | {"findings": "\n".join(again)})
    asked = unranked(Asked(source=("indicator", "findings"), by=("org",), also=("findings_repeated_share",), sort="-value_1"))
    assert asked.sort == "-value_1"
    told = explored_lines.lines(view_of(office).whole(), office, asked)
    assert told["org"].tolist()[:2] == ["C4", "C1"] and told["value"].tolist()[:2] == [2, 4]
    assert explored.of_unlike(ORG) and not explored.of_unlike(replace(ORG, by=("category",)))
