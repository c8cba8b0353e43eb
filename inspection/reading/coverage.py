"""Coverage: how it stands against the plan, what is left and what kinds of organisations that is, how long ago."""

from dataclasses import replace
from datetime import date

import pandas as pd

from inspection.reading.answers import Source, figure, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels, listed, percent, whole_number
from inspection.statistics import Finish, finish
from inspection.text import say
from inspection.text.numbers import written

ID = "coverage_rate"
LEVEL = 0.005
"""A share within half a point of the plan is level with it."""
ROUNDS = 3
"""From so many rounds on it is said when coverage will be complete."""
BANDS = (("1", 365), ("2", 730), ("3", 1095), ("5", 1826))
"""How long ago an organisation was inspected -> at most so many days."""
LATE = ("more", "never")
"""The bands beyond: over five years, and not once."""


def term_day(view: View) -> date:
    """The day on which the term looked at is read: its last one where it has ended, else the as-of day."""
    term = view.chosen_term
    return min(view.as_of, term.ended_on) if term and term.ended_on else view.as_of


def recorded(view: View, source: Source) -> bool:
    """Whether the ledger of inspections has a row up to the as-of day: where it has none, nothing recorded is not nothing done,
    and no verdict stands."""
    return bool(figure(view.whole(), source, "inspections")["value"])


def each(view: View, source: Source) -> pd.DataFrame:
    """Every organisation of the term, covered or not, as the term stood (or stands, while it runs): coverage_each."""
    return tabled(replace(view, term=None, as_of=term_day(view)), source, "coverage_each")


@kept
def not_covered(view: View, source: Source) -> pd.DataFrame:
    """What the term has still to cover, or had when it ended."""
    frame = each(view, source)
    return frame[~frame["covered"].astype(bool)]


@kept
def villages(view: View, source: Source) -> pd.DataFrame:
    """The organisations that belong to a township."""
    frame = each(view, source)
    return frame[frame["parent_id"].notna()]


@kept
def left_words(view: View, source: Source) -> str:
    """How many are not covered, class by class, and how many of them the term has inspected all the same, by inspections
    that do not count toward coverage; nothing where all are covered."""
    left = not_covered(view, source)
    counts = left["org_class"].value_counts()
    words = [
        view.say("pages.left_of_class", label=name, n=int(counts[code]))
        for code, name in labels("org_class", view.lang).items()
        if code in counts
    ]
    if not words:
        return ""
    said = view.say("pages.left", n=int(counts.sum()), classes=listed(words, view.lang))
    started = max(t.started_on for t in view.terms if t.started_on <= term_day(view))
    uncounted = int((pd.to_datetime(left["last_onsite_start"]) >= pd.Timestamp(started)).sum())
    return said + (view.say("pages.left_uncounted", n=uncounted) if uncounted else "")


def all_classes(frame: pd.DataFrame) -> pd.DataFrame:
    """The row of all classes together (coverage_by_class); where classes were chosen there is none, and theirs stand."""
    return frame[frame["org_class"].isna()] if frame["org_class"].isna().any() else frame


def pooled(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of coverage_pace of all classes together; where classes were chosen there are none, and the chosen ones
    are added up."""
    if frame["org_class"].isna().any():
        return frame[frame["org_class"].isna()]
    days = frame.groupby(["term_no", "on_day"], as_index=False, sort=True).agg(
        covered=("covered", "sum"), in_scope=("in_scope", "sum"), planned_share=("planned_share", "first")
    )
    return days.assign(share=days["covered"] / days["in_scope"])


def pace_word(share: float, planned: float) -> str:
    """done, behind, ahead or level: a share covered against the one an even plan asks for by that day."""
    gap = share - planned
    return "done" if share >= 1 else "behind" if gap < -LEVEL else "ahead" if gap > LEVEL else "level"


def pace_finding(term: pd.DataFrame, lang: str) -> str:
    """How far coverage is at the last day of one term's rows (`pooled`, oldest first), against the plan where there is
    one; the question where there is no row."""
    if term.empty:
        return say("charts.pace_question", lang)
    share, planned = term["share"].iloc[-1], term["planned_share"].iloc[-1]
    if pd.isna(planned):
        return say("charts.pace_plain", lang, rate=percent(share))
    points = written(abs(share - planned), times=100)
    return say(f"charts.pace_{pace_word(share, planned)}", lang, rate=percent(share), points=points)


@kept
def against_plan(view: View, source: Source) -> tuple[str, str, list[str]]:
    """(coverage against its even plan in words, the colour of that, lines): how many organisations short, how far behind
    or ahead. A term is measured against its own plan, not against another term's coverage; nothing without a plan."""
    frame = tabled(view, source, "coverage_by_class")
    rows = all_classes(frame)
    covered, whole, planned = rows["covered"].sum(), rows["in_scope"].sum(), rows["planned_share"].max()
    if not whole or pd.isna(planned) or not recorded(view, source):
        return "", "off", []
    word, gap = pace_word(covered / whole, planned), covered / whole - planned
    short = max(int(planned * whole) - int(covered), 0)
    colour = {"behind": "red", "level": "off"}.get(word, "green")
    word = "behind_part" if word == "behind" and not short else word
    side = "behind" if colour == "red" else "ahead"
    lines = [view.say(f"pages.gap_{side}", points=written(abs(gap), times=100))] if word not in ("done", "level") else []
    return view.say(f"pages.plan_{word}", n=whole_number(short)), colour, lines


@kept
def finish_words(view: View, source: Source) -> list[str]:
    """When coverage will be complete at the pace so far, and whether that is before the term's planned end; no line where
    it is complete, or nobody can say."""
    rows = tabled(view, source, "coverage_pace")
    term = pooled(rows).sort_values("on_day")
    months = finish_months(term)
    if months is None or planned_end(term) is None:
        return []
    early, late = months
    return [view.say(f"pages.finish_{end_word(months, term)}", early=early, late=late, end=f"{planned_end(term):%Y-%m}")]


def planned_end(term: pd.DataFrame) -> pd.Timestamp | None:
    """The day on which an even plan has all covered, from one term's rows (`pooled`); None without a plan, or before its
    second day."""
    under_way = term[(term["planned_share"] > 0) & (term["planned_share"] < 1)]  # it stands at 1 from its end on
    if under_way.empty:
        return None
    first, day = (pd.Timestamp(rows["on_day"].iloc[at]) for rows, at in ((term, 0), (under_way, -1)))
    return first + (day - first) / under_way["planned_share"].iloc[-1]


def end_word(months: tuple[str, str], term: pd.DataFrame) -> str:
    """in_time, perhaps or late: a range of months (2026-03) against the planned end of one term's rows with a plan; late
    where that has come."""
    if term["planned_share"].iloc[-1] >= 1:
        return "late"
    end = f"{planned_end(term):%Y-%m}"
    return "in_time" if months[1] <= end else "late" if months[0] > end else "perhaps"


def paced(term: pd.DataFrame) -> tuple[pd.Timestamp, int, Finish] | None:
    """(last day, days passed, days until coverage is complete at the pace so far), from one term's rows (`pooled`); None
    where it is complete, or after fewer than ROUNDS rounds."""
    if term.empty:
        return None
    steps = [step for step in term["covered"].diff().fillna(term["covered"]).tolist() if step > 0]
    day = pd.to_datetime(term["on_day"])
    passed, left = (day.iloc[-1] - day.iloc[0]).days, int(term["in_scope"].iloc[-1] - term["covered"].iloc[-1])
    span = finish(steps, passed, left) if len(steps) >= ROUNDS else None
    return (day.iloc[-1], passed, span) if span is not None and left else None


def finish_months(term: pd.DataFrame, faster: float = 1.0) -> tuple[str, str] | None:
    """The months between which coverage will be complete at the pace so far (2026-03), or at one so many times as fast, from
    one term's rows (`pooled`); None where it is, or nobody can say: fewer than ROUNDS rounds, or an end further off than
    twice what has passed."""
    found = paced(term)
    if found is None or found[2].late / faster > 2 * found[1]:
        return None
    early, late = (f"{found[0] + pd.Timedelta(days=days / faster):%Y-%m}" for days in (found[2].early, found[2].late))
    return early, late


def classes_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many organisations of one term (table coverage_by_class) are still to be covered, of how many."""
    rows = all_classes(frame)
    left, whole = (whole_number(rows[name].sum()) for name in ("remaining", "in_scope"))
    return say("charts.by_class_finding", lang, n=left, N=whole)


def by_township(frame: pd.DataFrame) -> pd.DataFrame:
    """Township (parent_id, in the order of the rows) -> covered, villages: of the villages in coverage_each."""
    covered = frame["covered"].astype(bool).groupby(frame["parent_id"], sort=False)
    return covered.agg(["sum", "size"]).rename(columns={"sum": "covered", "size": "villages"})


BODIES = ("党委", "党工委", "党总支", "党支部", "委员会")
"""What the name of an organisation ends with, beside that of its place."""


def seat(name: str) -> str:
    """The place an organisation is of: its name without the body (甲镇党委 → 甲镇); the name itself where nothing is left.

    >>> seat("甲镇党委"), seat("党委")
    ('甲镇', '党委')
    """
    for body in sorted(BODIES, key=len, reverse=True):
        if name.endswith(body) and len(name) > len(body):
            return name.removesuffix(body)
    return name


def village_name(name: str, township: str) -> str:
    """A village's name beside its township's, without what both say (甲镇乙村党支部 of 甲镇党委 → 乙村).

    >>> village_name("甲镇乙村党支部", "甲镇党委"), village_name("甲镇党支部", "甲镇党委")
    ('乙村', '甲镇')
    """
    place = seat(name)
    return place.removeprefix(seat(township)) or place


def townships_finding(frame: pd.DataFrame, lang: str) -> str:
    """In how many townships how many villages are left (coverage_each, villages only); that none is, where none is."""
    groups = by_township(frame)
    left, whole = groups["villages"] - groups["covered"], int(groups["villages"].sum())
    if not left.sum():
        return say("charts.townships_done", lang, N=whole)
    words = {"left": int((left > 0).sum()), "n": int(left.sum()), "done": int(groups["covered"].sum()), "N": whole}
    return say("charts.townships_finding", lang, **words)


def since_bands(days: pd.Series) -> pd.Series:
    """One of BANDS, or of LATE, for each number of days since an inspection; missing days mean never."""
    band = pd.Series("more", index=days.index, dtype=object)
    for name, most in reversed(BANDS):
        band[(days <= most).fillna(False).astype(bool)] = name
    band[days.isna()] = "never"
    return band


def since_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many organisations (table coverage_each) were not inspected for five years, or never."""
    late = int(since_bands(frame["days_since"]).isin(LATE).sum())
    return say("charts.days_since_finding", lang, n=late, N=whole_number(len(frame)))

