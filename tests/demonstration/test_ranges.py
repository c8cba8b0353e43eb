"""The demonstration county lies in the ranges that county offices publish, and shows what a real one would."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal

from inspection.demonstration import AS_OF
from inspection.warehouse.dictionary import dictionary

VERIFIED = ("substantiated", "partly")


def coverage(ledgers, inspections, term_no: int) -> dict[str, tuple[int, int]]:
    """By class: (covered, in scope) at the term's end or the day of the county."""
    term = next(row for row in ledgers["terms"] if row["term_no"] == term_no)
    end = term["ended_on"] or AS_OF
    covered = {row["org_id"] for row in inspections.values()
               if row["term_no"] == term_no and row["counts_toward_coverage"]}
    counts = defaultdict(lambda: [0, 0])
    for row in ledgers["organisations"]:
        stands = row["in_scope_from"] <= end and (row["in_scope_to"] is None or row["in_scope_to"] >= end)
        if stands or row["org_id"] in covered:
            counts[row["org_class"]][0] += row["org_id"] in covered
            counts[row["org_class"]][1] += 1
    return {org_class: tuple(count) for org_class, count in counts.items()}


def test_the_county_has_14_townships_66_county_organisations_and_180_villages(ledgers):
    today = Counter(row["org_class"] for row in ledgers["organisations"] if row["in_scope_to"] is None)
    assert today == {"township": 14, "county": 66, "village": 180}


def test_the_first_term_is_fully_covered_a_year_before_its_end_and_the_second_is_a_little_behind_plan(
    ledgers, inspections
):
    assert all(done == total for done, total in coverage(ledgers, inspections, 13).values())
    last = max(row["onsite_start"] for row in inspections.values()
               if row["term_no"] == 13 and row["counts_toward_coverage"])
    assert last < date(2020, 6, 28)
    now = coverage(ledgers, inspections, 14).values()
    pooled = sum(done for done, _ in now) / sum(total for _, total in now)
    plan = (AS_OF - date(2021, 7, 1)).days / (date(2026, 6, 30) - date(2021, 7, 1)).days
    assert 0.82 <= pooled < plan < 0.86


def test_two_organisations_were_abolished_and_two_merged_into_one(ledgers):
    gone = [row for row in ledgers["organisations"] if row["in_scope_to"]]
    merged = [row for row in gone if row["successor_id"]]
    assert len(gone) - len(merged) == 2 and len(merged) == 2
    assert len({row["successor_id"] for row in merged}) == 1


def test_a_term_has_11_to_13_rounds_of_all_kinds_two_or_three_a_year(ledgers):
    rounds = ledgers["rounds"]
    assert all(11 <= count <= 13 for count in Counter(row["term_no"] for row in rounds).values())
    assert {row["kind"] for row in rounds} == {code.code for code in dictionary().codes["inspection_kind"]}
    assert set(Counter(row["started_on"].year for row in rounds if row["started_on"].year >= 2017).values()) <= {2, 3}


def test_a_team_takes_one_to_four_organisations_and_a_village_team_up_to_six(ledgers):
    for (_, _, level), count in Counter(
        (row["round_id"], row["team"], row["team_level"]) for row in ledgers["inspections"]
    ).items():
        assert count <= (6 if level == "village" else 4)


def test_problems_per_organisation_lie_in_the_published_ranges(ledgers, inspections):
    counts = Counter(row["inspection_id"] for row in ledgers["findings"])
    ranges = {"township": (17, 27), "county": (7, 20), "village": (5, 13)}
    for inspection_id, row in inspections.items():
        low, high = ranges[row["org"]["org_class"]]
        assert counts[inspection_id] <= high
        assert row["onsite_end"] is None or counts[inspection_id] >= low


def test_clues_are_about_seven_in_a_hundred_problems_and_concluded_after_about_five_months(ledgers):
    assert 0.06 <= len(ledgers["clues"]) / len(ledgers["findings"]) <= 0.08
    took = sorted((row["concluded_on"] - row["transferred_on"]).days for row in ledgers["clues"] if row["concluded_on"])
    assert 120 <= took[len(took) // 2] <= 180
    decided = [row for row in ledgers["clues"] if row["disposed_on"]]
    within = sum((row["disposed_on"] - row["transferred_on"]).days <= 31 for row in decided)
    assert 0.7 <= within / len(decided) < 1


def test_the_verification_rate_rises_from_about_38_to_about_57_and_the_last_year_is_still_open(ledgers):
    by_year = defaultdict(list)
    for row in ledgers["clues"]:
        by_year[row["transferred_on"].year].append(row["outcome"])
    rate = {
        year: sum(one in VERIFIED for one in outcomes) / sum(one != "pending" for one in outcomes)
        for year, outcomes in by_year.items()
    }
    assert abs(rate[2017] - 0.38) < 0.04 and abs(rate[2024] - 0.57) < 0.04
    assert rate[2017] < rate[2020] < rate[2022] < rate[2024]
    assert by_year[2025].count("pending") > len(by_year[2025]) / 2
    assert by_year[2024].count("pending") > 0


def test_clues_lie_undecided_past_their_limit_or_shelved_here_and_there(ledgers):
    late = [row for row in ledgers["clues"] if row["disposed_on"] is None and (AS_OF - row["transferred_on"]).days > 31]
    assert 2 <= len(late) <= 15
    assert 3 <= sum(row["disposal"] == "shelved" for row in ledgers["clues"]) <= 20


def test_completion_is_about_76_in_a_hundred_after_three_months_and_over_90_after_a_year(ledgers, inspections):
    matured, soon = 0, 0
    by_round = defaultdict(list)
    for row in ledgers["findings"]:
        inspection = inspections[row["inspection_id"]]
        if inspection["intensive_due_on"] and inspection["intensive_due_on"] <= AS_OF:
            matured += 1
            soon += row["completed_on"] is not None and row["completed_on"] <= inspection["intensive_due_on"]
            if (AS_OF - inspection["feedback_on"]).days > 365:
                by_round[inspection["round_id"]].append(row["completion"] == "done")
    assert 0.73 <= soon / matured <= 0.79
    assert all(0.91 <= sum(done) / len(done) <= 1 for done in by_round.values())
    # Only rounds of long ago may stand at a hundred percent: one of the last three years has something open.
    settled = {row["round_id"] for row in inspections.values()
               if row["feedback_on"] and row["feedback_on"] <= date(AS_OF.year - 3, AS_OF.month, AS_OF.day)}
    assert all(sum(done) < len(done) for round_id, done in by_round.items() if round_id not in settled)


def test_of_rounds_fed_back_three_years_ago_only_a_few_extended_long_term_problems_are_open(ledgers, inspections):
    three_years_ago = date(AS_OF.year - 3, AS_OF.month, AS_OF.day)
    still_open = [
        row for row in ledgers["findings"]
        if row["completion"] != "done" and inspections[row["inspection_id"]]["feedback_on"]
        and inspections[row["inspection_id"]]["feedback_on"] <= three_years_ago
    ]
    assert 1 <= len(still_open) <= 6
    assert all(row["nature"] == "long_term" and row["due_on"] > AS_OF for row in still_open)


def test_what_is_overdue_is_of_the_last_18_months_of_all_ages_and_of_10_to_18_organisations(ledgers, inspections):
    overdue = [row for row in ledgers["findings"]
               if row["completion"] != "done" and row["due_on"] and row["due_on"] < AS_OF]
    ages = [(AS_OF - row["due_on"]).days for row in overdue]
    assert max(ages) <= 548
    assert sum(age <= 30 for age in ages) >= 3 and sum(age > 90 for age in ages) >= 3
    assert sum(30 < age <= 90 for age in ages) >= 3
    assert 10 <= len({inspections[row["inspection_id"]]["org_id"] for row in overdue}) <= 18


def test_open_clues_are_mostly_of_the_last_15_months_and_warn_in_all_three_colours(ledgers):
    warnings, still_open, lately = Counter(), 0, 0
    for row in ledgers["clues"]:
        if row["outcome"] != "pending":
            continue
        still_open += 1
        lately += (AS_OF - row["transferred_on"]).days <= 456
        days = (AS_OF - (row["disposed_on"] or row["transferred_on"])).days
        # The limits of the default settings: verification 90 and 180 days, inquiry 60 and 90, no disposal 30.
        yellow, red = {"verification": (90, 180), "inquiry": (60, 90)}.get(row["disposal"], (None, None))
        if row["disposal"] is None and days > 30:
            assert days <= 75
            warnings["blue"] += 1
        elif yellow and days > yellow:
            warnings["red" if days > red else "yellow"] += 1
    assert lately / still_open > 0.8
    assert 3 <= warnings["red"] <= 5 and 4 <= warnings["yellow"] <= 6 and 2 <= warnings["blue"] <= 3


def test_no_matter_and_no_notice_is_owing_for_more_than_a_year(ledgers):
    for name in ("assigned_matters", "notices"):
        owing = [row for row in ledgers[name]
                 if row["completed_on"] is None and row["due_on"] and row["due_on"] < AS_OF]
        assert owing and all((AS_OF - row["due_on"]).days <= 365 for row in owing), name


def test_closing_off_lags_behind_completion_and_reinspections_reopen_some(ledgers):
    done = sum(row["completed_on"] is not None for row in ledgers["findings"])
    closed = sum(row["closed_off_on"] is not None for row in ledgers["findings"])
    assert 0.9 * done < closed < done
    reopened = sum(row["reopened_on"] is not None for row in ledgers["findings"])
    assert 0.003 < reopened / done < 0.03


def test_the_four_forms_are_near_66_25_4_and_5_in_a_hundred_and_some_persons_have_two_sanctions(ledgers):
    rows = ledgers["accountability"]
    forms = Counter(row["form"] for row in rows)
    for form, share, leeway in (("1", 0.66, 0.04), ("2", 0.25, 0.04), ("3", 0.04, 0.015), ("4", 0.05, 0.015)):
        assert abs(forms[form] / len(rows) - share) < leeway
    assert {row["measure"] for row in rows} == {code.code for code in dictionary().codes["sanction"]}
    persons = defaultdict(set)
    for row in rows:
        persons[row["person_code"]].add(row["measure"])
    assert sum({"party", "admin"} <= measures for measures in persons.values()) >= 10
    assert len(persons) < len(rows)


def test_recoveries_are_heavy_tailed(ledgers):
    amounts = sorted((row["amount_wan"] for row in ledgers["recoveries"]), reverse=True)
    assert sum(amounts[: len(amounts) // 10]) > sum(amounts) / 3
    assert all(total < 2500 for total in _by_year(ledgers["recoveries"], "recovered_on", "amount_wan").values())


def _by_year(rows, day: str, amount: str) -> dict[int, Decimal]:
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for row in rows:
        totals[row[day].year] += row[amount]
    return totals


def test_ballots_are_cast_by_six_groups_with_every_grade_and_a_group_is_missing_here_and_there(ledgers, inspections):
    groups = defaultdict(set)
    satisfied = defaultdict(Counter)
    for row in ledgers["ballots"]:
        groups[row["inspection_id"], row["held_on"]].add(row["voter_group"])
        satisfied[row["inspection_id"], row["held_on"]][row["grade"]] += row["votes"]
    six = {"discipline", "organisation", "npc", "cppcc", "supervisor", "enterprise"}
    assert set().union(*groups.values()) == six
    assert 3 <= sum(len(mine) == 5 for mine in groups.values()) <= 40 and min(map(len, groups.values())) == 5
    assert {row["grade"] for row in ledgers["ballots"]} == {code.code for code in dictionary().codes["grade"]}
    assert len(groups) > len({inspection_id for inspection_id, _ in groups})
    ripe = [row for row in inspections.values()
            if row["intensive_due_on"] and (AS_OF - row["intensive_due_on"]).days > 40]
    assert {row["inspection_id"] for row in ripe} <= {inspection_id for inspection_id, _ in groups}
    rates = sorted((one["good"] + one["fair"]) / (one.total() - one["unknown"]) for one in satisfied.values())
    assert 0.85 < rates[len(rates) // 2] < 0.99 and 0 < sum(rate < 0.8 for rate in rates) / len(rates) < 0.1


def test_good_organisations_complete_more_and_are_voted_better(ledgers, inspections):
    done, votes = defaultdict(list), defaultdict(list)
    for row in ledgers["findings"]:
        inspection = inspections[row["inspection_id"]]
        if row["nature"] == "intensive" and inspection["intensive_due_on"]:
            in_time = row["completed_on"] is not None and row["completed_on"] <= inspection["intensive_due_on"]
            done[row["inspection_id"]].append(in_time)
    for row in ledgers["ballots"]:
        if row["grade"] != "unknown":
            votes[row["inspection_id"]] += [row["grade"] == "good"] * row["votes"]
    both = sorted((sum(votes[key]) / len(votes[key]), sum(done[key]) / len(done[key])) for key in votes if key in done)
    worse, better = both[: len(both) // 4], both[-len(both) // 4 :]
    assert sum(rate for _, rate in worse) / len(worse) + 0.02 < sum(rate for _, rate in better) / len(better)


def test_public_airing_began_in_one_month_of_2025_by_wechat_and_television(ledgers):
    society = [row for row in ledgers["publications"] if row["kind"] == "society"]
    assert {row["channel"] for row in society} == {"wechat", "tv"}
    assert min(row["published_on"] for row in society).year == 2025
    assert min(row["published_on"] for row in ledgers["publications"] if row["kind"] == "party").year == 2017


def test_five_to_seven_judges_score_a_report_and_it_is_awarded_or_not(ledgers):
    judges, awarded = defaultdict(set), defaultdict(set)
    for row in ledgers["report_scores"]:
        judges[row["award_year"], row["inspection_id"]].add(row["judge"])
        awarded[row["award_year"], row["inspection_id"]].add(row["awarded"])
        assert 0 <= row["score"] <= 100
    assert all(5 <= len(mine) <= 7 for mine in judges.values())
    assert all(len(mine) == 1 for mine in awarded.values())


def test_a_round_is_heard_in_three_kinds_of_session(ledgers):
    kinds = defaultdict(set)
    for row in ledgers["meetings"]:
        kinds[row["round_id"]].add(row["kind"])
    heard = [row["round_id"] for row in ledgers["rounds"] if row["ended_on"] and (AS_OF - row["ended_on"]).days > 60]
    assert all(kinds[round_id] == {"standing", "secretary", "leading_group"} for round_id in heard)


def test_some_assigned_matters_and_some_explanations_are_owing(ledgers):
    overdue = [row for row in ledgers["assigned_matters"] if row["completed_on"] is None and row["due_on"] < AS_OF]
    assert 2 <= len(overdue) <= 20
    assert {row["kind"] for row in ledgers["explanations"]} == {"explain", "list"}
