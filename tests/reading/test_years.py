"""Year over year: which years may be compared, under each definition of the rate."""

from datetime import date

import pytest

from inspection.reading.answers import counted
from inspection.reading.mix import cautions, pairs, parts
from inspection.reading.resolution import ENDS, curves, finding, resolutions, windows, within
from inspection.reading.years import own_years, with_verdicts, year_finding, years_of
from tests.reading.county import COUNTY, clues
from tests.small import set_to, source, view_of

CLUES = clues(
    (2016, "一室", 5, 5, 0),
    (2018, "一室", 20, 80, 0),
    (2019, "一室", 60, 40, 0),
    (2021, "一室", 30, 70, 0),
    (2022, "一室", 32, 68, 0),
    (2023, "一室", 10, 90, 0),
    (2024, "一室", 50, 10, 40),
    (2025, "一室", 5, 5, 30),
)
PARTLY = """
    clue_id | inspection_id | transferred_on | subject_level | outcome         | concluded_on
    1       | B1            | 2023-03-01     | general       | substantiated   | 2023-05-01
    2       | B1            | 2023-03-01     | general       | substantiated   | 2023-06-01
    3       | B1            | 2023-03-01     | general       | partly          | 2023-06-01
    4       | B1            | 2023-03-01     | general       | unsubstantiated | 2023-07-01
"""


@pytest.fixture(scope="module")
def office():
    return source(**COUNTY | {"clues": CLUES})


@pytest.fixture(scope="module")
def broken():
    return source(**COUNTY | {"clues": CLUES}, set=set_to(base__break_year=2023))


def column(frame, name: str) -> dict:
    return dict(zip(frame["year"].astype(int), frame[name], strict=True))


def test_only_whole_settled_years_that_follow_one_another_are_compared(office):
    assert column(with_verdicts(view_of(office), office), "verdict") == {
        2016: "无可比年度",
        2018: "无可比年度",
        2019: "升 40.0 个百分点",
        2021: "无可比年度",  # 2020 is missing
        2022: "变化不显著",
        2023: "降 22.0 个百分点",
        2024: "未满一年，不比较",
        2025: "尚无到期",
    }


def test_each_year_stands_beside_its_interval_its_bounds_and_its_own_fixed_window(office):
    frame = with_verdicts(view_of(office), office)
    assert column(frame, "interval")[2024] == "72.0%–90.7%" and column(frame, "bounds")[2024] == "50.0%–90.0%"
    assert column(frame, "within_of")[2024] == "50 / 100" and column(frame, "within_of")[2025] == "0 / 0"


def test_the_term_and_the_period_looked_at_do_not_cut_the_years(office):
    whole = own_years(view_of(office), office)["year"].tolist()
    assert own_years(view_of(office, term=13), office)["year"].tolist() == whole
    chosen = view_of(office, from_date=date(2022, 1, 1), to_date=date(2022, 12, 31))
    assert years_of(chosen, office, "of_transferred")["year"].tolist() == whole
    assert years_of(view_of(office, term=13), office, "of_transferred")["year"].tolist() == whole


def test_a_year_counted_differently_is_not_compared_with_the_one_before(broken):
    assert column(with_verdicts(view_of(broken), broken), "verdict")[2023] == "口径变化，不比较"
    assert column(years_of(view_of(broken), broken, "of_transferred"), "is_break")[2023]
    said = year_finding(own_years(view_of(broken), broken), "zh")
    assert said.startswith("2022年移交线索查实率 32.0%，较上年变化不显著；2018–2022年")


@pytest.mark.parametrize(
    "definition, of_2024, of_2025, said",
    [
        ("of_transferred", (50, 100, 40, True), (0, 0, 0, True), "2023年率 10.0%，较上年降 22.0 个百分点"),
        ("by_conclusion", (50, 60, 0, False), (5, 10, 0, False), "2024年率 83.3%，较上年升 73.3 个百分点"),
        ("within_year", (50, 100, 0, False), (0, 0, 0, True), "2024年率 50.0%，较上年升 40.0 个百分点"),
    ],
)
def test_another_definition_has_its_own_denominator_and_its_own_time_to_settle(
    office, definition, of_2024, of_2025, said
):
    frame = years_of(view_of(office), office, definition)
    for year, expected in ((2024, of_2024), (2025, of_2025)):
        row = frame[frame["year"] == year].iloc[0]
        assert (row["substantiated"], row["concluded"], row["pending"], row["is_immature"]) == expected
    assert column(frame, "is_partial") == {
        y: y in (2016, 2025) for y in (2016, 2018, 2019, 2021, 2022, 2023, 2024, 2025)
    }
    assert year_finding(frame, "zh", "率") == f"{said}；2018–{said[:4]}年起伏大于偶然，没有一致的方向"


def test_the_pending_of_another_definition_bound_it_where_they_stand(office):
    inside = years_of(view_of(office), office, "of_transferred")
    assert column(inside, "low_bound")[2024] == 0.5 and column(inside, "high_bound")[2024] == 0.9
    outside = own_years(view_of(office), office)
    assert (column(outside, "low_bound")[2024], column(outside, "high_bound")[2024]) == (0.5, 0.9)
    young = years_of(view_of(office), office, "within_year")
    assert (column(young, "transferred")[2025], column(young, "young")[2025]) == (40, 40)


def test_a_year_is_told_of_what_has_had_its_time_and_the_young_stand_apart():
    """Of 2024 ten are a year old on 30 September 2025 and ten are not; the rates of the years add up to the headline."""
    lines = ["clue_id | inspection_id | transferred_on | subject_level | outcome | concluded_on"]
    for at, (day, outcome) in enumerate([("2024-09-30", "substantiated")] * 6 + [("2024-09-30", "unsubstantiated")] * 4):
        lines.append(f"{at} | B1 | {day} | general | {outcome} | 2025-01-05")
    lines += [f"y{at} | B1 | 2024-10-01 | general | substantiated | 2024-11-01" for at in range(10)]
    made = source(**COUNTY | {"clues": "\n".join(lines)})
    for definition in ("of_concluded", "of_transferred"):
        (row,) = years_of(view_of(made), made, definition).to_dict("records")
        assert (row["transferred"], row["young"], row["concluded"], row["substantiated"]) == (20, 10, 10, 6)
        assert row["is_immature"] and row["rate"] == 0.6
    headline = counted(view_of(made), made, "clue_verification_rate").iloc[0]
    assert (headline["numerator"], headline["denominator"]) == (6, 10)


def test_without_two_years_to_compare_the_question_is_asked(office):
    frame = own_years(view_of(office), office)
    assert year_finding(frame[frame["year"].isin([2019, 2021])], "zh") == "移交的线索，历年查实了多少？"
    assert year_finding(frame[frame["year"] == 2019], "zh", "率") == "率"


def test_pairs_are_years_that_follow_one_another_and_the_usual_one_can_be_read(office):
    assert pairs(view_of(office), office) == ((2019, 2022, 2023, 2024), 2023)


def test_what_forbids_reading_a_mix_is_said_of_the_year_it_is_about(office):
    view = view_of(office)
    assert cautions(view, office, "handler", 2019) == cautions(view, office, "handler", 2023) == ()
    assert cautions(view, office, "handler", 2022) == (
        "两年整体相差 +2.0 个百分点，95%区间包含零：变化不显著，各项分解也不宜解读。",
    )
    assert cautions(view, office, "handler", 2024) == (
        "2024年移交的线索还不满一年，先办结的未必有代表性，分解结果尚不成熟。",
    )
    assert cautions(view, office, "handler", 2025) == ()  # nothing of it has had its time
    first = source(**COUNTY | {"clues": clues((2016, "一室", 5, 5, 0), (2017, "一室", 8, 2, 30))})
    assert [words[:5] for words in cautions(view_of(first), first, "handler", 2017)] == ["2016年", "未办结的线"]


def test_a_whole_that_moves_against_its_parts_is_warned_of():
    mixed = source(
        **COUNTY
        | {
            "clues": clues(
                (2018, "易", 81, 6, 0),
                (2018, "难", 192, 71, 0),
                (2019, "易", 234, 36, 0),
                (2019, "难", 55, 25, 0),
            )
        }
    )
    said = cautions(view_of(mixed), mixed, "handler", 2019)
    assert said[0].startswith("整体与各部分方向相反")


def test_the_parts_of_a_mix_are_of_all_terms_and_every_year(office):
    frame = parts(view_of(office, term=13), office, "handler")
    assert frame["numerator"].sum() == 207 and set(frame["handler"]) == {"一室"}


def test_a_window_counts_those_watched_for_the_whole_of_it(office):
    rows = windows(view_of(office), office).set_index("year")
    assert rows.loc[2022].tolist() == [100, *["32.0%  32/100"] * 4]
    assert rows.loc[2024].tolist() == [100, *["50.0%  50/100"] * 3, "未满时限"]
    assert rows.loc[2025].tolist() == [40, *["12.5%  5/40"] * 2, "未满时限", "未满时限"]


def test_what_became_of_the_last_year_watched_for_a_whole_one(office):
    view = view_of(office)
    said = [
        finding(resolutions(view, office), own_years(view, office), end, "zh") for end in ("verified", "unverified")
    ]
    assert said == [
        f"移交一年内查{end}；2018–2024年起伏大于偶然，没有一致的方向"
        for end in ("实 50.0%（2024年，50/100），较上年升 40.0 个百分点", "否 10.0%（2024年，10/100），较上年降 80.0 个百分点")
    ]


def test_a_year_watched_for_a_whole_one_is_compared_with_the_year_before_only():
    apart = source(**COUNTY | {"clues": clues((2019, "一室", 60, 40, 0), (2021, "一室", 30, 70, 0))})
    view = view_of(apart)
    said = finding(resolutions(view, apart), own_years(view, apart), "verified", "zh")
    assert said == "移交一年内查实 30.0%（2021年，30/100）"


@pytest.mark.parametrize("ruling, verified", [(1, 3), (0, 2)])
def test_what_is_verified_within_a_window_is_what_the_office_rules_verified(ruling, verified):
    chosen = set_to(ruling__partly_is_verified=ruling)
    told = source(**COUNTY | {"clues": PARTLY}, set=chosen)
    view = view_of(told)
    shown = windows(view, told)["within_365"].tolist()
    rate = counted(view, told, "clue_verification_within_year").iloc[0]
    assert (int(rate["numerator"]), int(rate["denominator"])) == (verified, 4)
    assert shown == [f"{verified / 4:.1%}  {verified}/4"]


def test_partly_is_an_end_of_its_own_where_it_is_not_verified():
    told = source(**COUNTY | {"clues": PARTLY}, set=set_to(ruling__partly_is_verified=0))
    frame = resolutions(view_of(told), told)
    assert {end: within(frame, 365, end)[2023][:2] for end in ENDS} == {
        "verified": (2, 4), "unverified": (1, 4), "other": (0, 4),
    }  # fmt: skip
    share = curves(frame)[2023]
    assert [float(share.at(end, [122.0])[0]) for end in ENDS] == pytest.approx([0.5, 0.25, 0.0])
