"""The 69 figures of the work summary a second time: plain Python over whole ledgers, from the words of the report.

`sixty_nine` answers them for an as-of day and what is asked: all terms, one term, or the days from–to. None stands where
a ledger a figure rests on is empty, or nothing of the kind came in the period.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.second.county import County, Row
from tests.second.figures import INDICATORS, figures, place
from tests.second.plain import begun_terms, happened
from tests.second.summaries import COLUMNS, TABLES


@dataclass(frozen=True)
class Asked:
    """Which days or which term; neither: all terms."""

    as_of: date
    term: int | None = None
    start: date | None = None
    end: date | None = None


def rows(county: County, table: str, as_of: date, start: date = date.min, end: date = date.max) -> list[Row]:
    names = COLUMNS[table]
    return [dict(zip(names, row, strict=True)) for row in TABLES[table](county, as_of, start, end)]


def days(county: County, asked: Asked) -> tuple[date, date]:
    """The days asked for: of a term from its start to the day before the next begins, or its end."""
    if asked.term is None or asked.start or asked.end:
        return asked.start or date.min, asked.end or date.max
    terms = {t["term_no"]: t for t in begun_terms(county, asked.as_of)}
    start, end = terms[asked.term]["started_on"], terms[asked.term]["ended_on"]
    end = end if happened(end, asked.as_of) else date.max
    for other in terms.values():
        if other["started_on"] > start:
            end = min(end, other["started_on"] - timedelta(days=1))
    return start, end


def count(county: County, asked: Asked, name: str, **where: str) -> object:
    filters: dict[str, list] = {key: [value] for key, value in where.items()}
    period = {}
    if asked.start or asked.end:
        period = {"from_date": asked.start, "to_date": asked.end}
    elif asked.term is not None:
        filters["term"] = [asked.term]
    return figures(county, name, as_of=asked.as_of, where=filters, **period)[()][0]


def in_question(county: County, asked: Asked, name: str) -> list:
    """The items of an indicator that lie in the period or term."""
    found = []
    for item in INDICATORS[name](county, asked.as_of):
        if asked.start or asked.end:
            inside = (asked.start or date.min) <= item.dated_on <= (asked.end or date.max)
        else:
            inside = asked.term is None or place(county, item, "term") == asked.term
        if inside:
            found.append(item)
    return found


def nth_year(start: date, day: date) -> int:
    """1 for the first twelve months from the start, 2 for the next twelve."""
    whole = day.year - start.year - ((day.month, day.day) < (start.month, start.day))
    if (start.month, start.day) == (2, 29) and (day.month, day.day) == (2, 28) and day.year % 4:
        whole += 1
    return max(whole, 0) + 1  # what a round of the term did before its first day is of its first year


def of_rounds(county: County, asked: Asked, table: str, day: str) -> list[Row]:
    found = rows(county, table, asked.as_of)
    if asked.start or asked.end:
        return [r for r in found if (asked.start or date.min) <= r[day] <= (asked.end or date.max)]
    return [r for r in found if asked.term in (None, r["term_no"])]


def terms_part(county: County, asked: Asked, out: dict) -> None:
    terms = {t["term_no"]: t for t in begun_terms(county, asked.as_of)}
    told = {r["term_no"]: r for r in rows(county, "summary_terms", asked.as_of)}
    touched = []
    for number, term in terms.items():
        end = term["ended_on"] if happened(term["ended_on"], asked.as_of) else date.max
        if asked.start or asked.end:
            if term["started_on"] <= (asked.end or asked.as_of) and end >= (asked.start or date.min):
                touched.append(number)
        elif asked.term in (None, number):
            touched.append(number)
    touched.sort(key=lambda n: terms[n]["started_on"])
    full = [n for n in touched if told[n]["in_scope"] and told[n]["covered"] == told[n]["in_scope"]]
    running = [n for n, t in terms.items() if not happened(t["ended_on"], asked.as_of)]
    out[11] = max(running, key=lambda n: terms[n]["started_on"], default=None)
    if full:
        out[10] = full[-1]
        out[13] = nth_year(terms[full[-1]]["started_on"], told[full[-1]]["completed_on"])
    plan = full[-1] if full else touched[-1] if touched else None
    if plan is not None:
        out[12] = terms[plan]["planned_years"]
        if told[plan]["first_reinspection_on"]:
            out[14] = nth_year(terms[plan]["started_on"], told[plan]["first_reinspection_on"])
        if told[plan]["inspected"]:
            out[15] = told[plan]["reinspected"] / told[plan]["inspected"]


def rate_part(county: County, asked: Asked, out: dict) -> None:
    start, end = days(county, asked)
    end = asked.as_of if end == date.max else end
    first = min(t["started_on"] for t in begun_terms(county, asked.as_of))
    rate = {}
    for year in {c["transferred_on"].year for c in county.rows["clues"] if happened(c["transferred_on"], asked.as_of)}:
        numbers = figures(county, "clue_verification_rate", as_of=asked.as_of, where={"year": [year]}, settled=True)[()]
        whole = date(year, 1, 1) >= first and date(year, 12, 31) + timedelta(days=365) <= asked.as_of
        if whole and numbers[1] and date(year, 12, 31) <= end:
            rate[year] = numbers[0] / numbers[1]
    if not rate:
        return
    out[38] = max(rate)
    out[39] = rate[out[38]]
    before = sorted(year for year in rate if year < out[38])
    inside = [year for year in before if date(year, 1, 1) >= start]
    if before:
        out[36] = inside[0] if inside else before[-1]
        out[37] = rate[out[36]]


def picks_part(county: County, asked: Asked, out: dict) -> None:
    start, end = days(county, asked)
    end = min(end, asked.as_of)
    batches = rows(county, "summary_summons", asked.as_of, start, end)
    if batches:
        big = max(batches, key=lambda b: (b["organisations"], b["issued_on"], b["first_notice_id"]))
        out[40], out[41] = big["issued_on"].year, big["issued_on"].month
        out[42], out[43], out[44] = big["organisations"], big["problem_kinds"], big["accountable_within_week"]
    villages = of_rounds(county, asked, "summary_midway", "onsite_start")
    if villages:
        big = max(villages, key=lambda v: (v["midway"], v["sanctioned"], v["onsite_start"], v["inspection_id"]))
        out[45], out[46] = big["onsite_start"].year, big["onsite_start"].month
        out[47], out[48] = big["midway"], big["sanctioned"]
    special = [r for r in of_rounds(county, asked, "summary_rounds", "started_on") if r["round_kind"] == "special"]
    if special:
        named = [r for r in special if any(w in (r["theme"] or "") for w in ("学校", "卫生院", "医院"))]
        big = max(named or special, key=lambda r: (r["findings"], r["started_on"], r["round_id"]))
        out[52], out[53] = big["started_on"].year, big["started_on"].month
        out[54], out[55], out[56] = big["findings"], big["rules_made"], big["resolved"]
    cases_part(county, asked, start, end, out)


def first_of(found: list[Row], words: tuple[str, ...], *measures: str) -> Row | None:
    named = [row for row in found if any(word in row["title"] for word in words)]
    return max(named or found, key=lambda r: tuple(r[m] for m in (*measures, "occurred_on", "case_id")), default=None)


def cases_part(county: County, asked: Asked, start: date, end: date, out: dict) -> None:
    cases = rows(county, "summary_cases", asked.as_of, start, end)
    reforms = sorted((c for c in cases if c["case_kind"] == "reform"), key=lambda c: (c["occurred_on"], c["case_id"]))
    for no, case in zip((49, 50), reforms, strict=False):
        out[no] = case["occurred_on"].year
    others = [c for c in cases if c["case_kind"] != "reform"]
    paid = first_of(
        [c for c in others if c["recoveries"]], ("拆迁", "补偿款", "售房款"), "returned_people", "recovered_wan"
    )
    if paid:
        out[59], out[60] = paid["occurred_on"].year, paid["occurred_on"].month
        out[61], out[62] = float(paid["recovered_wan"]), paid["returned_people"]
        others = [c for c in others if c["case_id"] != paid["case_id"]]
    measured = first_of([c for c in others if c["quantities"]], ("变压器", "高标准农田", "灌溉"), "quantities")
    if measured:
        out[63], out[64] = measured["occurred_on"].year, measured["occurred_on"].month
        mine = [q for q in county.rows["case_quantities"] if q["case_id"] == measured["case_id"]]
        mine.sort(key=lambda q: q["thing"])
        for no, having, lacking in (
            (65, ("村",), ("村民", "农户")),
            (66, ("不通电", "未通电", "停用"), ()),
            (67, ("通电",), ("不通电", "未通电")),
        ):
            fitting = [
                q for q in mine
                if any(w in q["thing"] for w in having) and not any(w in q["thing"] for w in lacking)
            ]  # fmt: skip
            out[no] = float(fitting[0]["quantity"]) if fitting else None
        others = [c for c in others if c["case_id"] != measured["case_id"]]
    made_easier = first_of(
        [c for c in others if c["case_kind"] == "livelihood"], ("即发证", "一网通办", "不见面", "掌上办")
    )
    if made_easier:
        out[68], out[69] = made_easier["occurred_on"].year, made_easier["occurred_on"].month


RESTS_ON = {
    ("rounds",): (2, 52, 53),
    ("inspections",): (3, 4, 5, 26, 27),
    ("findings",): (6,),
    ("clues",): (7, 36, 37, 38, 39),
    ("accountability",): (8,),
    ("recoveries",): (9,),
    ("terms",): (11, 12),
    ("terms", "organisations", "inspections"): (10, 13),
    ("terms", "inspections"): (14,),
    ("inspections", "organisations"): (15,),
    ("meetings",): (16, 17),
    ("assigned_matters", "meetings"): (18,),
    ("assigned_matters", "accountability"): (19,),
    ("talent_pool",): (20, 21),
    ("staff_events",): (22, 23, 24, 25, 34, 35),
    ("publications",): (28, 30),
    ("report_scores",): (31, 32, 33),
    ("notices",): (40, 41, 42, 43, 57, 58),
    ("notices", "accountability"): (44,),
    ("inspections", "clues"): (45, 46, 47),
    ("inspections", "clues", "accountability"): (48,),
    ("cases",): (49, 50, 68, 69),
    ("rounds", "findings"): (54, 56),
    ("rounds", "rules_made"): (55,),
    ("cases", "recoveries"): (59, 60, 61, 62),
    ("cases", "case_quantities"): (63, 64, 65, 66, 67),
}


def sixty_nine(county: County, asked: Asked, name: str | None, account: str | None) -> dict[int, object]:
    """The number of a blank -> its answer."""
    out: dict[int, object] = dict.fromkeys(range(1, 70))
    out[1] = out[51] = name
    out[29] = account
    for no, id, where in (
        (2, "rounds_held", {}),
        (3, "organisations_inspected", {"org_class": "township"}),
        (4, "organisations_inspected", {"org_class": "county"}),
        (5, "organisations_inspected", {"org_class": "village"}),
        (6, "findings", {}),
        (7, "clues", {}),
        (8, "accountable_persons", {}),
        (9, "recovered_wan", {}),
        (16, "meetings", {"meeting_kind": "leading_group"}),
        (17, "meetings", {"meeting_kind": "secretary"}),
        (18, "assigned_matters", {}),
        (19, "matter_accountable_persons", {}),
        (20, "talent_persons_joined", {}),
        (21, "talent_persons_left", {"left_reason": "unfit"}),
        (22, "person_times_trained", {}),
        (23, "person_times_seconded", {}),
        (24, "staff_selected", {}),
        (25, "staff_advanced", {}),
        (26, "organisations_inspected", {"village_class": "poor"}),
        (27, "organisations_inspected", {"village_class": "key"}),
        (30, "organisations_aired_by_head", {}),
        (33, "reports_awarded", {}),
        (34, "staff_honoured", {"staff_event_kind": "star"}),
        (35, "staff_honoured", {"staff_event_kind": "commendation"}),
        (57, "notices", {"notice_kind": "immediate"}),
        (58, "matters_solved", {"notice_kind": "immediate"}),
    ):
        out[no] = count(county, asked, id, **where)
    out[9] = float(out[9])
    terms_part(county, asked, out)
    aired = [item.dated_on for item in in_question(county, asked, "organisations_aired")]
    out[28] = min(aired).month if aired else None
    years = {item.dated_on.year for item in in_question(county, asked, "reports_awarded")}
    out[31] = min(years, default=None)
    out[32] = max(years) if len(years) > 1 else None
    rate_part(county, asked, out)
    picks_part(county, asked, out)
    for ledgers, numbers in RESTS_ON.items():
        if not all(county.rows[ledger] for ledger in ledgers):
            out |= dict.fromkeys(numbers)
    return out
