"""Which counts may be shown: small tables in, what is hidden out."""

from datetime import date

from inspection.indicators import indicators
from inspection.snapshots.telling import Made, Region, Telling
from inspection.snapshots.totals import guarded_counts

THRESHOLD = 5
AS_OF = date(2025, 9, 30)
DAY = date(2024, 3, 1)
THREE = (("A", "township", DAY, 30), ("B", "township", DAY, 20), ("D", "county", DAY, 9))


def made(counts, id="clues", day=None):
    """A count from (class, year or day) -> how many; one organisation to a class."""
    pieces = [
        (of.upper() if of else "X", of, when if isinstance(when, date) else date(when, 3, 1), many)
        for (of, when), many in counts.items()
        if many
    ]
    return Made(id, tuple(sorted(pieces)))


def told(counts, before=(), *, first=date(2023, 1, 1), as_of=AS_OF, by_year=False, persons=None, unnamed=()):
    """(what is shown: (class, year) -> value or None, the telling) of clues, and of persons where given."""
    ledger, ids = [made(counts)], ["clues"]
    if persons is not None:
        ledger.append(made(persons, "clue_persons"))
        ids.append("clue_persons")
    aired, telling = guarded_counts(ledger, ids, (first, as_of), by_year, before, THRESHOLD, unnamed)
    cells = {(c.org_class, c.year): c.value for c in aired[0].cells}
    return cells, telling


def test_whatever_is_aired_above_a_threshold_adds_up():
    """Persons counted once over several years would not: their total is no sum of what it is made of."""
    for one in indicators().values():
        assert one.privacy != "threshold" or (not one.rate and not one.shape.distinct and not one.shape.decimal), one.id


def test_a_table_without_small_counts_is_shown_whole():
    counts = {(of, year): 10 for of in ("township", "county", "village") for year in (2023, 2024, 2025)}
    cells, _ = told(counts, by_year=True)
    assert None not in cells.values() and cells["all", None] == 90 and cells["township", 2024] == 10 and len(cells) == 16


def test_a_small_count_takes_another_with_it_so_that_the_whole_does_not_give_it_back():
    cells, _ = told({("township", 2024): 3, ("county", 2024): 20, ("village", 2024): 30})
    assert cells["all", None] == 53 and cells["township", None] is None
    assert sum(value is None for value in cells.values()) == 2


def test_nought_is_no_small_count():
    cells, _ = told({("township", 2024): 0, ("county", 2024): 20, ("village", 2024): 30})
    assert cells == {("township", None): 0, ("county", None): 20, ("village", None): 30, ("all", None): 50}


def test_two_small_counts_protect_each_other_only_where_either_could_be_large():
    """Three and four could be one and six; two and three could not but both be small, for nought would be shown."""
    cells, _ = told({("township", 2024): 3, ("county", 2024): 4, ("village", 2024): 30})
    assert cells["all", None] == 37 and cells["village", None] == 30
    cells, _ = told({("township", 2024): 2, ("county", 2024): 3, ("village", 2024): 30})
    assert cells["all", None] == 35 and cells["village", None] is None


def test_what_comes_since_is_told_only_once_it_is_enough():
    before, first = told({("township", 2024): 30, ("county", 2024): 20})
    assert before["all", None] == 50
    few, second = told({("township", 2024): 32, ("county", 2024): 21}, [first])
    assert few["all", None] is None and few["township", None] is None and few["county", None] is None
    many, _ = told({("township", 2024): 32, ("county", 2024): 26}, [first, second])
    assert many["all", None] == 58 and many["county", None] is None and many["township", None] is None


def test_the_turn_of_the_year_does_not_tell_of_a_single_clue():
    counts = {("township", 2024): 30, ("county", 2024): 20, ("village", 2025): 20}
    december, first = told(counts, by_year=True, as_of=date(2025, 12, 31))
    assert december["all", None] == 70
    january, _ = told(counts | {("county", date(2026, 1, 9)): 1}, [first], by_year=True, as_of=date(2026, 1, 31))
    assert january["all", None] is None and january["all", 2026] is None and january["county", None] is None
    assert january["all", 2024] == 50 and january["village", 2025] == 20 and january["village", 2026] == 0
    february, _ = told(counts | {("county", date(2026, 1, 9)): 9}, [first], by_year=True, as_of=date(2026, 2, 28))
    assert february["county", 2026] == 9 and february["all", None] == 79


def test_a_late_entry_of_a_closed_year_is_not_told_by_itself():
    counts = {("township", 2024): 30, ("county", 2024): 20, ("village", 2025): 20}
    _, first = told(counts, by_year=True)
    cells, _ = told(counts | {("township", date(2024, 8, 1)): 1}, [first], by_year=True)
    assert cells["all", 2024] is None and cells["township", 2024] is None and cells["all", None] is None
    assert cells["county", 2024] == 20 and cells["village", 2025] == 20


def test_what_was_mended_away_is_not_told_by_itself():
    _, first = told({("township", 2024): 30, ("county", 2024): 20})
    cells, _ = told({("township", 2024): 28, ("county", 2024): 20}, [first])
    assert cells["township", None] is None and cells["all", None] is None and cells["county", None] == 20


def test_what_came_and_what_went_are_not_told_as_the_few_they_differ_by():
    _, first = told({("township", date(2024, 1, 9)): 10, ("township", date(2024, 5, 9)): 20})
    cells, _ = told({("township", date(2024, 1, 9)): 3, ("township", date(2024, 5, 9)): 28}, [first])
    assert cells["township", None] is None and cells["all", None] is None


def test_what_came_by_one_telling_and_went_by_the_next_is_not_told_as_the_one_they_differ_by():
    day = date(2024, 5, 9)
    _, first = told({("township", day): 30})
    _, second = told({("township", day): 50}, [first])
    cells, _ = told({("township", day): 31}, [first, second])
    assert cells["township", None] is None and cells["all", None] is None
    cells, _ = told({("township", day): 36}, [first, second])
    assert cells["township", None] == 36


def test_a_shorter_period_is_not_told_where_the_rest_of_a_longer_one_is_small():
    counts = {("county", 2023): 3, ("county", 2024): 20, ("county", 2025): 30, ("village", 2024): 40, ("village", 2025): 9}
    _, first = told(counts)
    cells, _ = told(counts, [first], first=date(2024, 1, 1))
    assert cells["county", None] is None and cells["all", None] is None and cells["village", None] == 49


def test_persons_are_hidden_where_clues_are_and_the_other_way_round():
    counts = {("township", 2024): 30, ("county", 2024): 20, ("village", 2024): 2}
    ledger = [made(counts), made({("township", 2024): 40, ("county", 2024): 20, ("village", 2024): 9}, "clue_persons")]
    aired, _ = guarded_counts(ledger, ["clues", "clue_persons"], (None, AS_OF), False, [], THRESHOLD)
    hidden = [[cell.value is None for cell in total.cells] for total in aired]
    assert hidden[0] == hidden[1] and sum(hidden[0]) == 2


def test_persons_told_today_do_not_narrow_clues_told_before():
    counts, persons = {("township", 2024): 30, ("county", 2024): 4}, {("township", 2024): 30, ("county", 2024): 9}
    alone, first = told(counts)
    assert alone["all", None] == 34 and alone["county", None] is None
    aired, _ = guarded_counts(
        [made(counts), made(persons, "clue_persons")], ["clue_persons"], (date(2023, 1, 1), AS_OF), False, [first], THRESHOLD
    )
    assert [cell.value for cell in aired[0].cells if cell.org_class == "county"] == [None]


def test_a_total_public_elsewhere_is_subtracted_before_a_reader_does():
    counts = {("township", 2024): 30, ("county", 2024): 20, ("county", 2025): 3}
    assert told(counts)[0]["county", None] == 23
    year = Region("county", date(2024, 1, 1), date(2024, 12, 31))
    cells, _ = told(counts, [Telling("clues", ("clues",), (year,), (), (made(counts),))])
    assert cells == {("township", None): None, ("county", None): None, ("village", None): 0, ("all", None): 53}


def test_of_what_nobody_kept_how_it_was_made_nothing_more_is_told():
    counts = {("township", 2024): 30, ("county", 2024): 20}
    lost = Telling("clues", ("clues",), (Region("all", None, AS_OF),), (), None)
    assert set(told(counts, [lost])[0].values()) == {None}


def test_what_an_organisation_brought_that_is_withheld_now_is_not_told_by_what_is_left():
    period = (date(2023, 1, 1), AS_OF)
    _, first = guarded_counts([Made("clues", THREE)], ["clues"], period, False, [], THRESHOLD)
    without = [Made("clues", tuple(p for p in THREE if p[0] != "B"))]
    aired, second = guarded_counts(without, ["clues"], period, False, [first], THRESHOLD, {"B"})
    assert {c.org_class: c.value for c in aired[0].cells} == {"township": None, "county": 9, "village": 0, "all": None}
    again, _ = guarded_counts(without, ["clues"], period, False, [first, second], THRESHOLD, {"B"})
    assert again[0].cells == aired[0].cells
    never, _ = guarded_counts(without, ["clues"], period, False, [], THRESHOLD, {"B"})
    assert {c.org_class: c.value for c in never[0].cells} == {"township": 30, "county": 9, "village": 0, "all": 39}


def test_an_organisation_told_of_again_is_not_told_by_what_it_adds():
    period = (date(2023, 1, 1), AS_OF)
    without = [Made("clues", tuple(p for p in THREE if p[0] != "B"))]
    _, first = guarded_counts(without, ["clues"], period, False, [], THRESHOLD, {"B"})
    aired, _ = guarded_counts([Made("clues", THREE)], ["clues"], period, False, [first], THRESHOLD, {"B"})
    assert {c.org_class: c.value for c in aired[0].cells} == {"township": None, "county": 9, "village": 0, "all": None}


def test_a_number_comes_back_once_enough_came_though_a_row_was_mended_away():
    _, first = told({("township", 2024): 30, ("county", 2024): 20})
    few, second = told({("township", 2024): 29, ("county", 2024): 20}, [first])
    assert few["all", None] is None
    many, _ = told({("township", 2024): 29, ("county", 2024): 27}, [first, second])
    assert many["all", None] == 56 and many["township", None] is None and many["county", None] is None
