"""The verification rate expected in the end: counts against the ledger, within the bounds, refused in words."""

from datetime import date, timedelta

from inspection.charts.nowcast import expected_rates
from inspection.reading import nowcast
from inspection.reading.words import NOTHING, percent
from tests.reading.county import COUNTY
from tests.small import source, view_of

AS_OF = date(2025, 9, 30)


def office(*groups: tuple[int, str, int | None, int], as_of: date = AS_OF):
    """Clues as (year, outcome, days until it, how many), transferred one by one over its first half."""
    rows, number = ["clue_id | inspection_id | transferred_on | subject_level | outcome | concluded_on"], 0
    for year, outcome, days, count in groups:
        for at in range(count):
            number += 1
            on = date(year, 1, 10) + timedelta(days=at)
            end = on + timedelta(days=days) if days is not None else None
            told = (outcome, end) if end and end <= as_of else ("pending", "")
            rows.append(f"{number} | B1 | {on} | general | {told[0]} | {told[1]}")
    return source(as_of, **COUNTY | {"clues": "\n".join(rows)})


def steady(year: int) -> tuple:
    """Thirty, half of them true after 60 days and half of them not after 200 to 300."""
    return ((year, "substantiated", 60, 15), (year, "unsubstantiated", 250, 15))


def test_the_young_year_is_expected_as_the_earlier_ones_ended_beside_its_bounds():
    data = office(*(group for year in (2021, 2022, 2023, 2024) for group in steady(year)), *steady(2025),
                  as_of=date(2025, 6, 30))  # fmt: skip
    view = view_of(data).whole()
    rows = nowcast.expected(view, data)
    assert rows[["year", "clues", "open", "so_far", "bounds"]].values.tolist() == [
        [2025, 30, 15, "100.0% 15/15", "50.0%–100.0%"]
    ]
    assert abs(float(rows["expected"][0].rstrip("%")) - 50) < 6, "the rate so far is 100 %, for the true ones come first"
    low, high = (float(end.rstrip("%")) for end in rows["band"][0].split("–"))
    assert 49.9 <= low <= high <= 75
    assert nowcast.finding(view, data).startswith("2025 年移交：已办结的查实率 100.0% 15/15，预计最终 5")


def test_where_delays_drift_it_is_refused_in_words_and_the_bounds_stay():
    slower = [(year, "substantiated", 40 * (at + 1), 30) for at, year in enumerate((2020, 2021, 2022, 2023, 2024))]
    data = office(*slower, (2025, "substantiated", 400, 20))
    rows = nowcast.expected(view_of(data).whole(), data)
    assert rows["expected"].tolist() == [NOTHING] and rows["bounds"].tolist() == ["0.0%–100.0%"]
    assert nowcast.finding(view_of(data).whole(), data).startswith("各年的办结快慢不同或在变化")


def test_too_little_to_learn_from_and_nothing_open_are_said():
    few = office((2024, "substantiated", 60, 10), (2025, "substantiated", 400, 5))
    assert nowcast.finding(view_of(few).whole(), few).startswith("可参照的年份不足 3 个")
    done = office(*steady(2022), *steady(2023))
    assert nowcast.finding(view_of(done).whole(), done) == "没有未办结的线索，查实率已是最终的"
    assert nowcast.expected(view_of(done).whole(), done).empty


def test_it_is_drawn_within_its_bounds_with_the_band_the_rate_so_far_and_the_one_expected():
    years = (2021, 2022, 2023, 2024)
    data = office(*(group for year in years for group in steady(year)), *steady(2025), as_of=date(2025, 6, 30))
    frame = nowcast.numbers(view_of(data).whole(), data)
    (row,) = frame.to_dict("records")
    title, drawn = expected_rates(frame, lang="zh", title="t")
    traces = {trace.name: trace for trace in drawn.data}
    assert title == "t" and list(traces) == ["上下限", "80%区间", "已办结的查实率", "预计最终"]
    assert traces["上下限"].x == (0.5, 1.0, None) and drawn.layout.yaxis.ticktext == ("2025",)
    assert traces["80%区间"].x == (row["low"], row["high"], None) and row["low"] <= row["expected"] <= row["high"]
    assert traces["已办结的查实率"].x == (1.0,) and traces["预计最终"].x == (row["expected"],)
    assert [note.text for note in drawn.layout.annotations] == [f"<b>{percent(row['expected'])}</b> 15 件未办结"]


def test_what_is_refused_is_drawn_with_its_bounds_alone():
    slower = [(year, "substantiated", 40 * (at + 1), 30) for at, year in enumerate((2020, 2021, 2022, 2023, 2024))]
    data = office(*slower, (2025, "substantiated", 400, 20))
    _, drawn = expected_rates(nowcast.numbers(view_of(data).whole(), data), lang="en", title="t")
    assert [trace.name for trace in drawn.data] == ["bounds"] and drawn.data[0].x == (0.0, 1.0, None)
    assert [note.text for note in drawn.layout.annotations] == ["not told, 20 open"]
