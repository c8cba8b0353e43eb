"""Which one of several the work summary speaks of: a rule each (data/reference/summary.toml says it in words)."""

from collections.abc import Callable, Hashable
from dataclasses import replace
from datetime import date, timedelta

import pandas as pd

from inspection.reading.answers import Source, counted, rows_of, tabled
from inspection.reading.keeping import kept
from inspection.reading.summary_catalogue import rules, things
from inspection.reading.view import View, same_day
from inspection.reading.words import listed
from inspection.reading.years import own_years, periods
from inspection.statistics import verdict
from inspection.text.numbers import written

Row = tuple[tuple[str, object], ...]
"""What a rule chose: (column, value) pairs, missing values None."""


def county_wide(view: View) -> View:
    """The view's period for the whole county: a summary is of all its organisations."""
    return replace(view, classes=(), sectors=(), rounds=(), orgs=())


def span(view: View) -> tuple[date | None, date | None]:
    """The first and the last day the view speaks of: its period, else those of its term; None where it is open."""
    if view.period_chosen or view.chosen_term is None:
        return view.from_date, view.to_date
    term = view.chosen_term
    later = [t.started_on for t in view.terms if t.started_on > term.started_on]
    ends = [day for day in (term.ended_on, min(later) - timedelta(days=1) if later else None) if day]
    return term.started_on, min(ends, default=None)


def _touched(view: View) -> list[int]:
    """The terms that the view touches, oldest first."""
    if view.period_chosen:
        start, end = view.from_date or date.min, view.to_date or view.as_of
        return [t.number for t in view.terms if t.started_on <= end and (t.ended_on is None or t.ended_on >= start)]
    return [t.number for t in view.terms if view.term in (None, t.number)]


def _records(frame: pd.DataFrame) -> list[dict[str, object]]:
    days = frame.select_dtypes("datetime").columns
    frame = frame.assign(**{name: frame[name].dt.date for name in days}).astype(object)
    return frame.where(frame.notna(), None).to_dict("records")


def _in_period(view: View, source: Source, table: str) -> list[dict[str, object]]:
    """The rows of a dated table within the days the view speaks of."""
    start, end = span(view)
    return _records(tabled(replace(view.whole(), from_date=start, to_date=end), source, table))


def _of_rounds(view: View, source: Source, table: str, day: str) -> list[dict[str, object]]:
    """The rows of a table that belong to rounds: of a term those of its rounds, of a period those of its days."""
    found = _records(tabled(view.whole(), source, table))
    if view.period_chosen:
        start, end = view.from_date or date.min, view.to_date or date.max
        return [row for row in found if start <= row[day] <= end]
    return [row for row in found if view.term in (None, row["term_no"])]


def preferred_words(source: Source, name: str) -> tuple[str, ...]:
    """The words that come first in a choice: the office's own (summary.toml of the data home), else the catalogue's."""
    return source.settings.section("summary").get(f"prefers_{name}", rules()[name].prefers)


def named_by_office(source: Source, name: str) -> str:
    """The one that the office's summary.toml means for a choice; nothing where it leaves it to the rule."""
    return str(source.settings.section("summary").get(f"choose_{name}", ""))


def _preferred(source: Source, name: str, text: object) -> bool:
    return any(word in str(text or "") for word in preferred_words(source, name))


def _best(source: Source, name: str, found: list[dict[str, object]], rank: Callable[[dict], tuple]) -> dict | None:
    """The one that the office names, where it is among those found, else the first by the rule."""
    own = [row for row in found if str(row[TABLES[name][1]]) == named_by_office(source, name)]
    return max(own or found, key=rank, default=None)


def year_of_term(started_on: date, day: date | None) -> int | None:
    """Which year of a term a day lies in, counted by anniversaries from 1, a day before it in the first; None for no day."""
    if day is None:
        return None
    years = 1
    while day >= same_day(started_on, started_on.year + years):
        years += 1
    return years


def _terms(view: View, source: Source) -> list[dict[str, object]]:
    found = _records(tabled(view.whole(), source, "summary_terms"))
    for row in found:
        row["years_taken"] = year_of_term(row["started_on"], row["completed_on"])
        row["reinspection_year"] = year_of_term(row["started_on"], row["first_reinspection_on"])
    return found


def covered_term(view: View, source: Source) -> dict | None:
    touched = _touched(view)
    covered = [row for row in _terms(view, source) if row["term_no"] in touched and row["completed_on"]]
    return max(covered, key=lambda row: row["started_on"], default=None)


def running_term(view: View, source: Source) -> dict | None:
    running = [row for row in _terms(view, source) if row["ended_on"] is None]
    return max(running, key=lambda row: row["started_on"], default=None)


def plan_term(view: View, source: Source) -> dict | None:
    touched = [row for row in _terms(view, source) if row["term_no"] in _touched(view)]
    return covered_term(view, source) or max(touched, key=lambda row: row["started_on"], default=None)


def airing(view: View, source: Source) -> dict | None:
    frame = counted(view, source, "organisations_aired", ("month",))
    months = sorted(frame.loc[frame["numerator"] > 0, "month"].dropna())
    if not months:
        return None
    year, month = months[0].split("-")
    return {"key": months[0], "year": int(year), "month": int(month)}


def awards(view: View, source: Source) -> dict | None:
    frame = counted(view, source, "reports_awarded", ("year",))
    years = sorted(int(year) for year in frame.loc[frame["numerator"] > 0, "year"].dropna())
    if not years:
        return None
    return {"first": years[0], "last": years[-1] if len(years) > 1 else None, "years": len(years)}


def verification(view: View, source: Source) -> dict | None:
    """Two whole years that have had their time, and the word for the change from one to the other."""
    frame = own_years(view, source)
    years, found = [int(y) for y in frame["year"]], periods(frame)
    start, end = span(view)
    last = end or view.as_of
    able = {
        year: period
        for year, period in zip(years, found, strict=True)
        if not (period.partial or period.immature) and period.denominator and date(year, 12, 31) <= last
    }
    if not able:
        return None
    later = max(able)
    broken = max((y for y, p in zip(years, found, strict=True) if p.breaks and y <= later), default=None)
    before = [y for y in able if y < later and (broken is None or y >= broken)]
    inside = [y for y in before if start is None or date(y, 1, 1) >= start]
    base = min(inside) if inside else max(before, default=None)
    row = {"later_year": later, **_counts("later", able[later]), "base_year": base, "verdict": None}
    if base is None:
        return row
    first = replace(able[base], breaks=False)
    return row | _counts("base", first) | {"verdict": verdict(first, replace(able[later], breaks=False))}


def _counts(name: str, period: object) -> dict[str, int]:
    return {f"{name}_numerator": int(period.numerator), f"{name}_denominator": int(period.denominator)}


def summons(view: View, source: Source) -> dict | None:
    found = _in_period(view, source, "summary_summons")
    chosen = _best(source, "summons", found, lambda r: (r["organisations"], r["issued_on"], r["first_notice_id"]))
    if chosen is None:
        return None
    where = (("batch", (chosen["batch"],)), ("notice_kind", ("deadline",)))
    kinds = rows_of(view.whole(), source, "notice_problem_kinds", "numerator", where=where)["problem_kind"]
    return chosen | {"kinds": listed(sorted(set(kinds)), view.lang) or None}


def midway(view: View, source: Source) -> dict | None:
    found = _of_rounds(view, source, "summary_midway", "onsite_start")
    return _best(source, "midway", found, lambda r: (r["midway"], r["sanctioned"], r["onsite_start"], r["inspection_id"]))


def special(view: View, source: Source) -> dict | None:
    found = [r for r in _of_rounds(view, source, "summary_rounds", "started_on") if r["round_kind"] == "special"]
    rank = lambda r: (_preferred(source, "special", r["theme"]), r["findings"], r["started_on"], r["round_id"])  # noqa: E731
    return _best(source, "special", found, rank)


def _cases(view: View, source: Source) -> list[dict[str, object]]:
    return _in_period(view, source, "summary_cases")


def _reforms(view: View, source: Source) -> list[dict[str, object]]:
    return [row for row in _cases(view, source) if row["case_kind"] == "reform"]


def reform_first(view: View, source: Source) -> dict | None:
    return next(iter(_reforms(view, source)), None)


def reform_second(view: View, source: Source) -> dict | None:
    return next(iter(_reforms(view, source)[1:]), None)


def money_case(view: View, source: Source) -> dict | None:
    found = [row for row in _cases(view, source) if row["case_kind"] != "reform" and row["recoveries"]]
    rank = lambda r: (  # noqa: E731
        *(_preferred(source, "money_case", r["title"]), r["returned_people"], r["recovered_wan"], r["occurred_on"]),
        r["case_id"],
    )
    return _best(source, "money_case", found, rank)


def _others(view: View, source: Source, *chosen: dict | None) -> list[dict[str, object]]:
    """The cases that are no reform and not among those already chosen."""
    taken = {row["case_id"] for row in chosen if row}
    return [row for row in _cases(view, source) if row["case_kind"] != "reform" and row["case_id"] not in taken]


def quantity_case(view: View, source: Source) -> dict | None:
    found = [row for row in _others(view, source, money_case(view, source)) if row["quantities"]]
    rank = lambda r: (_preferred(source, "quantity_case", r["title"]), r["quantities"], r["occurred_on"], r["case_id"])  # noqa: E731
    chosen = _best(source, "quantity_case", found, rank)
    if chosen is None:
        return None
    frame = tabled(view.whole(), source, "case_list")
    counted_things = [row for row in _records(frame) if row["case_id"] == chosen["case_id"]]
    listed_things = [f"{t['thing']}{_plain(t['quantity'])}{t['unit']}" for t in counted_things]
    return chosen | _things(counted_things) | {"things": listed(listed_things, view.lang)}


def _plain(value: object) -> str:
    return written(value, 2, apart=False).rstrip("0").rstrip(".")


def _things(rows: list[dict[str, object]]) -> dict[str, object]:
    """The first thing of each kind the catalogue names, by its words: its quantity, None where the case has none."""
    found = {}
    for name, (having, lacking) in things().items():
        found[name] = next(
            (
                float(row["quantity"])
                for row in rows
                if any(word in row["thing"] for word in having) and not any(word in row["thing"] for word in lacking)
            ),
            None,
        )
    return found


def service_case(view: View, source: Source) -> dict | None:
    chosen = money_case(view, source), quantity_case(view, source)
    found = [row for row in _others(view, source, *chosen) if row["case_kind"] == "livelihood"]
    rank = lambda r: (_preferred(source, "service_case", r["title"]), r["occurred_on"], r["case_id"])  # noqa: E731
    return _best(source, "service_case", found, rank)


PICKS: dict[str, Callable[[View, Source], dict | None]] = {
    function.__name__: function
    for function in (
        *(covered_term, running_term, plan_term, airing, awards, verification, summons, midway, special),
        *(reform_first, reform_second, money_case, quantity_case, service_case),
    )
}
TABLES: dict[str, tuple[str, str]] = {
    **dict.fromkeys(("covered_term", "running_term", "plan_term"), ("summary_terms", "term_no")),
    "summons": ("summary_summons", "batch"),
    "midway": ("summary_midway", "inspection_id"),
    "special": ("summary_rounds", "round_id"),
    **dict.fromkeys(
        ("reform_first", "reform_second", "money_case", "quantity_case", "service_case"), ("summary_cases", "case_id")
    ),
}
"""Rule -> the table it chooses a row of and that row's key, where it chooses one."""


@kept
def picked(view: View, source: Source, name: str) -> Row | None:
    """What the rule `name` chooses within the view, as (column, value) pairs; None where there is nothing to choose."""
    found = PICKS[name](county_wide(view), source)
    return None if found is None else tuple(found.items())


def narrowed_to(name: str, by: str, row: dict[str, object]) -> tuple[tuple[str, tuple[Hashable, ...]], ...]:
    """The filters that narrow an indicator to what a rule chose."""
    if by == "term":
        return (("term", (row["term_no"],)),)
    if by == "month":
        return (("month", (row["key"],)),)
    if by != "pick":  # a column that holds a year
        return (("year", (row[by],)),)
    return {
        "summons": lambda: (("batch", (row["batch"],)),),
        "midway": lambda: (("org", (row["org_id"],)), ("round", (row["round_id"],))),
        "special": lambda: (("round", (row["round_id"],)),),
    }[name]()
