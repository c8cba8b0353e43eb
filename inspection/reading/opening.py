"""What a review page opens with: one sentence that judges, made of verdicts that stand elsewhere, and at most five rows of
whose it is, since when, and what comes next."""

from collections.abc import Callable, Iterable

import pandas as pd

from inspection.indicators import TableColumn, indicator
from inspection.reading import cards, coverage, moves, term_plan
from inspection.reading.answers import Source, counted, figure, names, tabled
from inspection.reading.attention import LEVELS, alerts
from inspection.reading.changes import change
from inspection.reading.clues import open_finding
from inspection.reading.findings import aspects, common_finding, schemes
from inspection.reading.keeping import kept
from inspection.reading.organisation import history_finding
from inspection.reading.ranking import owing, true
from inspection.reading.rectification import overdue_finding
from inspection.reading.standing import last_by_chance, standing
from inspection.reading.view import View, compared_words
from inspection.reading.words import amount, label, listed, n_of_N, named_column, percent, whole_number

MOST = 5
OF_ALERT = {
    "rectification": "rectification_overdue",
    "clues": "clue_warning",
    "team": "matter_overdue",
    "livelihood": "notice_overdue",
}
"""The pages whose rows are the alerts of one kind."""
ROW = ("org_id", "org_name", "matter", "since_on", "days", "next_step")
SHOWN = ("org_name", "days", "matter", "since_on", "next_step")
"""The columns in the order shown: a telephone has room for the first three."""


def columns() -> tuple[TableColumn, ...]:
    """The columns of `rows`."""
    types = {"since_on": "date", "days": "int"}
    return tuple(named_column("opening", f"column_{name}", name, types.get(name, "text")) for name in ROW[1:])


@kept
def sentence(view: View, source: Source, page: str, code: str = "") -> str:
    """The sentence of a page within the view (`code`: the class ranked): two clauses at most three; what is not known is
    said to be missing, and of invented data that they are."""
    if not coverage.recorded(view, source):
        return view.say("opening.nothing_recorded")
    clauses = [clause for clause in SENTENCES[page](view, source, code) if clause]
    if view.lang == "en":  # clauses of one sentence; names and CNY stay as they are
        clauses = [clause[:1].lower() + clause[1:] if clause[1:2].islower() else clause for clause in clauses]
        clauses[:1] = [clause[:1].upper() + clause[1:] for clause in clauses[:1]]
    words = view.say("opening.between").join(clauses) or view.say("opening.nothing")
    mark = view.say("opening.demonstration") if source.mart.demonstration else ""
    return mark + words + view.say("opening.stop")


@kept
def rows(view: View, source: Source, page: str, code: str = "") -> pd.DataFrame:
    """The rows of a page: org_id (empty of a whole class), org_name, matter, since_on, days, next_step; the weightiest
    first, MOST of them. No row where nothing is owed."""
    if not coverage.recorded(view, source):
        return pd.DataFrame(columns=list(ROW))
    made = ROWS.get(page, _of_alerts)(view, source, page, code)
    return pd.DataFrame(list(made)[:MOST], columns=list(ROW)).astype({"days": "Int64"})


def rate_words(view: View, source: Source, id: str) -> str:
    """A rate with its n of N, what is too young to count, and the word for its change; that nothing can be counted yet,
    where nothing can. Out of few its interval stands beside it."""
    definition, row = indicator(id), figure(view, source, id)
    title = definition.title(view.lang)
    young = int(row.get("young", 0) or 0)
    if not row["denominator"]:
        return view.say("opening.rate_young" if young else "opening.rate_none", title=title, n=whole_number(young))
    of = n_of_N(row["numerator"], row["denominator"])
    if row["denominator"] < cards.SMALL and not definition.census:
        of += view.say("opening.few", low=percent(row["low"], 0), high=percent(row["high"], 0))
    of += view.say("opening.young", n=whole_number(young)) if young else ""
    said = view.say("opening.rate", title=title, value=percent(row["value"]), of=of)
    found, shown = change(view, source, id), cards.card(view, source, id)
    if found.word in ("up", "down", "not_significant"):
        return said + view.say("opening.against", which=compared_words(view), change=shown.change)
    if found.word == "ages":
        return said + view.say("opening.ages", which=compared_words(view), change=shown.change)
    return said + (view.say("opening.unjudged", words=shown.change) if shown.change else "")


def _count(view: View, source: Source, id: str) -> str:
    """A count with its unit, as a card has it."""
    return amount(indicator(id), figure(view, source, id)["value"], view.lang)


def _coverage(view: View, source: Source, code: str = "") -> Iterable[str]:
    row = figure(view, source, coverage.ID)
    if not row["denominator"]:
        return (view.say("opening.no_scope"),)
    against, _, _ = coverage.against_plan(view, source)
    of = n_of_N(row["numerator"], row["denominator"])
    said = view.say("opening.rate", title=indicator(coverage.ID).title(view.lang), value=percent(row["value"]), of=of)
    return (said + (view.say("opening.unjudged", words=against) if against else ""), *coverage.finish_words(view, source))


def _plan(view: View, source: Source, code: str) -> Iterable[str]:
    counts = term_plan.left(view, source)
    named = [f"{label('org_class', row.org_class, view.lang)} {row.left}" for row in counts.itertuples(index=False) if row.left]
    some = [view.say("plan.left", n=int(counts["left"].sum()), classes=listed(named, view.lang))] if named else []
    refused = term_plan.refusal(view, source)
    return (*some, *([refused] if refused else coverage.finish_words(view, source)))


def _reds(view: View, frame: pd.DataFrame) -> str:
    """How many red alerts there are and whose is the oldest; that there is none."""
    red = frame[frame["level"] == "red"]
    if red.empty:
        return view.say("opening.no_red")
    dated = red[red["oldest_days"].notna()].sort_values("oldest_days", ascending=False, kind="stable")
    if dated.empty:
        return view.say("opening.red", n=len(red))
    oldest = dated.iloc[0]
    return view.say("opening.red_oldest", n=len(red), days=int(oldest["oldest_days"]), name=str(oldest["org_name"]))


def _since(view: View, source: Source) -> str:
    if view.chosen_term and view.chosen_term.ended_on:
        return ""
    point = moves.last_meeting(view, source)
    if point is None:
        return view.say("opening.no_meeting")
    counts = moves.tally(moves.moved(view, source))
    key = "opening.since" if counts["bad"] or counts["good"] else "opening.since_nothing"
    return view.say(key, point=point.words.strip(), **counts)


def _overview(view: View, source: Source, code: str) -> Iterable[str]:
    return (next(iter(_coverage(view, source))), _reds(view, alerts(view, source)), _since(view, source))


def _findings(view: View, source: Source, code: str) -> Iterable[str]:
    found = int(figure(view, source, "findings")["value"])
    if not found:
        return (view.say("opening.no_findings"),)
    said = [view.say("opening.findings", n=whole_number(found))]
    if scheme := next(iter(schemes(view, source)), ""):
        common = common_finding(aspects(view, source, scheme), view.lang)
        said.append(view.say("opening.none_common") if common == view.say("charts.common_problems_question") else common)
    again = len(tabled(view, source, "repeated_findings"))
    said.append(view.say("opening.repeated" if again else "opening.none_repeated", n=whole_number(again)))
    return said


def _clues(view: View, source: Source, code: str) -> Iterable[str]:
    if not int(figure(view, source, "clues")["value"]):
        return (view.say("opening.no_clues"),)
    ages = tabled(view, source, "clue_ageing")
    waiting = open_finding(ages, view.lang) if len(ages) else view.say("opening.none_open")
    return (rate_words(view, source, "clue_verification_rate"), waiting)


def _rectification(view: View, source: Source, code: str) -> Iterable[str]:
    frame = tabled(view, source, "rectification_by_org")
    late = overdue_finding(frame, view.lang)
    dated = frame[(frame["overdue"] > 0) & frame["oldest_overdue_days"].notna()]
    if len(dated):
        oldest = dated.sort_values("oldest_overdue_days", ascending=False, kind="stable").iloc[0]
        late += view.say("opening.oldest", days=int(oldest["oldest_overdue_days"]), name=str(oldest["org_name"]))
    waiting = int(frame["done_not_closed"].sum())
    said = [rate_words(view, source, "completion_rate"), late]
    return [*said, view.say("opening.to_verify", n=whole_number(waiting))] if waiting else said


def _ranking(view: View, source: Source, code: str) -> Iterable[str]:
    if not code:
        return (view.say("pages.no_ranking"),)
    last = owing(view, source, code)
    if last.empty:
        return (view.say("opening.none_last"),)
    sure, maybe = last_by_chance(standing(view, source, code))
    named = listed(map(str, last["org_name"].iloc[::-1].head(MOST)), view.lang)
    key = "opening.last_surely" if sure == len(last) else "opening.last" if sure else "opening.last_unsure"
    silent = int((~true(last["explained"])).sum())
    said = view.say(key, names=named, n=len(last), sure=sure, maybe=maybe)
    return (said, view.say("opening.owing", n=silent) if silent else view.say("opening.all_explained"))


def _accountability(view: View, source: Source, code: str) -> Iterable[str]:
    persons, decisions = (_count(view, source, id) for id in ("accountable_persons", "accountability_decisions"))
    back, out = (float(figure(view, source, id)["value"]) for id in ("recovered_wan", "returned_wan"))
    none = not int(figure(view, source, "accountability_decisions")["value"])
    said = [view.say("opening.no_decision" if none else "opening.accountable", persons=persons, decisions=decisions)]
    if back:
        amounts = {"back": _count(view, source, "recovered_wan"), "out": _count(view, source, "returned_wan")}
        return [*said, view.say("opening.money", share=percent(out / back, 0), **amounts)]
    return [*said, view.say("opening.no_money")]


def _livelihood(view: View, source: Source, code: str) -> Iterable[str]:
    solved, people = (_count(view, source, id) for id in ("matters_solved", "beneficiaries"))
    none = not int(figure(view, source, "matters_solved")["value"])
    words = view.say("opening.none_solved" if none else "opening.solved", solved=solved, people=people)
    return (rate_words(view, source, "notice_rate"), words)


def _team(view: View, source: Source, code: str) -> Iterable[str]:
    late = _alerts(view, source, "matter_overdue")
    words = view.say("opening.no_matter_late")
    if len(late):
        days = late["oldest_days"].max()
        words = view.say("opening.matters_late", n=int(late["items"].sum()), days=int(days))
    return (rate_words(view, source, "assigned_matter_rate"), words)


def _organisation(view: View, source: Source, code: str) -> Iterable[str]:
    history = tabled(view, source, "organisation_history")
    history = history[history["on_day"].notna()]
    if history.empty:
        return (view.say("opening.no_history"),)
    own = _own_alerts(view, source)
    return (history_finding(history, view.lang), rate_words(view, source, "completion_rate"), _reds(view, own))


SENTENCES: dict[str, Callable] = {
    "overview": _overview,
    "coverage": _coverage,
    "plan": _plan,
    "findings": _findings,
    "clues": _clues,
    "rectification": _rectification,
    "ranking": _ranking,
    "accountability": _accountability,
    "livelihood": _livelihood,
    "team": _team,
    "organisation": _organisation,
}


def _alerts(view: View, source: Source, kind: str) -> pd.DataFrame:
    frame = alerts(view, source)
    return frame[frame["alert"] == kind]


def _own_alerts(view: View, source: Source) -> pd.DataFrame:
    """The alerts of the view's one organisation, of all terms; a place among the last is of a class, not of it alone."""
    return tabled(view.all_years(), source, "alerts")


def _of_alerts(view: View, source: Source, page: str, code: str) -> Iterable[tuple]:
    frame = alerts(view, source) if page == "overview" else _own_alerts(view, source)
    if page in OF_ALERT:
        frame = _alerts(view, source, OF_ALERT[page])
    return _alert_rows(view, frame)


def _alert_rows(view: View, frame: pd.DataFrame) -> Iterable[tuple]:
    for row in _gravest_first(frame).head(MOST).itertuples(index=False):
        late = row.level != "blue" and not pd.isna(row.oldest_days)
        days = int(row.oldest_days) if late else None
        since = pd.Timestamp(view.as_of) - pd.Timedelta(days=days) if late else None
        matter = view.say("opening.matter", level=view.say(f"pages.value_{row.level}"), n=int(row.items),
                          alert=view.say(f"pages.value_{row.alert}"))
        yield row.org_id, row.org_name, matter, since, days, view.say(f"opening.next_{row.alert}")


def _gravest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """By level, then by the days: five rows are to be those that have waited longest."""
    order = frame.assign(_level=[LEVELS.index(level) for level in frame["level"]])
    return order.sort_values(["_level", "oldest_days"], ascending=[True, False], na_position="last", kind="stable")


def _left(view: View, source: Source, page: str, code: str) -> Iterable[tuple]:
    """What is not covered, since the last time it was inspected: what never was first, then what was longest ago."""
    frame = coverage.not_covered(view, source)
    frame = frame.sort_values("days_since", ascending=False, na_position="first", kind="stable").head(MOST)
    for row in frame.itertuples(index=False):
        never = pd.isna(row.days_since)
        matter = view.say("opening.never" if never else "opening.left")
        days = None if never else int(row.days_since)
        yield row.org_id, row.org_name, matter, row.last_onsite_start, days, view.say("opening.next_coverage_behind")


def _again(view: View, source: Source, page: str, code: str) -> Iterable[tuple]:
    """Whose problems came again: those with most."""
    frame = tabled(view, source, "repeated_findings")
    frame = frame.assign(found_on=pd.to_datetime(frame["found_on"]), finding=1)
    by = frame.groupby(["org_id", "org_name"], as_index=False).agg(n=("finding", "sum"), first=("found_on", "min"))
    by = by.sort_values(["n", "first", "org_id"], ascending=[False, True, True])
    for row in by.head(MOST).itertuples(index=False):
        days = (pd.Timestamp(view.as_of) - row.first).days
        matter = view.say("opening.again", n=int(row.n))
        yield row.org_id, row.org_name, matter, row.first, days, view.say("opening.next_again")


def _last_rows(view: View, source: Source, page: str, code: str) -> Iterable[tuple]:
    if not code:
        return
    frame = owing(view, source, code).assign(silent=lambda f: ~true(f["explained"]))
    frame = frame.sort_values(["silent", "rank_in_class"], ascending=[False, False], kind="stable").head(MOST)
    for row in frame.itertuples(index=False):
        held = pd.Timestamp(row.last_held_on)
        days = None if pd.isna(held) else (pd.Timestamp(view.as_of) - held).days
        matter = view.say("opening.place", rank=int(row.rank_in_class), interval=row.interval)
        key = "opening.next_bottom_unexplained" if row.silent else "opening.next_explained"
        yield row.org_id, row.org_name, matter, row.last_held_on, days, view.say(key)


def _money(view: View, source: Source, page: str, code: str) -> Iterable[tuple]:
    """Where most money was recovered, and how much of it was given back."""
    frame, out = (counted(view, source, id, ("org",)) for id in ("recovered_wan", "returned_wan"))
    known = names(source, "org")
    given = dict(zip(out["org"], out["numerator"].astype(float), strict=True))
    frame = frame[frame["numerator"] > 0].sort_values("numerator", ascending=False, kind="stable").head(MOST)
    for row in frame.itertuples(index=False):
        back, returned = float(row.numerator), given.get(row.org, 0.0)
        words = {"back": amount(indicator("recovered_wan"), back, view.lang)}
        words["out"] = amount(indicator("returned_wan"), returned, view.lang)
        key = "opening.next_returned" if returned >= back else "opening.next_money"
        name = known.get(row.org, row.org) if not pd.isna(row.org) else view.say("breakdown.not_stated")
        yield row.org, name, view.say("opening.recovered", **words), None, None, view.say(key)


ROWS: dict[str, Callable] = {
    "coverage": _left,
    "plan": _left,
    "findings": _again,
    "ranking": _last_rows,
    "accountability": _money,
}
"""The pages whose rows are no alerts."""
