"""One organisation: what it is, and how it stood among its own."""

from dataclasses import replace

import pandas as pd

from inspection.reading.answers import Source, names, organisation, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import label, whole_number
from inspection.text import say


@kept
def ranks(view: View, source: Source) -> pd.DataFrame:
    """The rank of the view's one organisation within its class and round, at each round in which it was assessed: its
    rows of rectification_ranking with round_name, oldest first; no rows where it never was, or had no place."""
    org = view.orgs[0]
    held = tabled(view, source, "organisation_history")
    rounds = held[held["event"] == "assessed"].sort_values("on_day")["round_id"].drop_duplicates().tolist()
    own, found = organisation(source, org), []
    for round_id in rounds:
        among = replace(view.all_terms(), orgs=(), rounds=(round_id,), classes=(own["org_class"],))
        ranking = tabled(among, source, "rectification_ranking")
        ranked = ranking[(ranking["org_id"] == org) & ranking["rank_in_class"].notna()]
        found.append(ranked.assign(round_name=names(source, "round")[round_id]))
    return pd.concat(found) if found else pd.DataFrame()


@kept
def dated_history(view: View, source: Source) -> pd.DataFrame:
    """The table organisation_history without what was done or concluded on an unknown day, which has no place in time."""
    frame = tabled(view, source, "organisation_history")
    return frame[frame["on_day"].notna()]


@kept
def facts(view: View, source: Source) -> tuple[tuple[str, str], ...]:
    """(name of the fact, its words): class, sector, township, since when in scope. Raises KeyError for an organisation
    that does not exist."""
    row, known = organisation(source, view.orgs[0]), names(source, "org")
    coded = (("class", "org_class"), ("sector", "sector"))
    found = [(name, label(code, row[code], view.lang)) for name, code in coded if row[code]]
    if row["parent_id"]:
        found.append(("parent", known.get(row["parent_id"], row["parent_id"])))
    ends = row["in_scope_to"] if row["in_scope_to"] and row["in_scope_to"] <= view.as_of else None
    key = "organisation.scope_closed" if ends else "organisation.scope_open"
    return (*found, ("scope", view.say(key, start=row["in_scope_from"], end=ends)))


@kept
def relatives(view: View, source: Source) -> tuple[tuple[str, str, str], ...]:
    """(predecessor or successor, its id, its name)."""
    row, known = organisation(source, view.orgs[0]), names(source, "org")
    there = ((name, row[f"{name}_id"]) for name in ("predecessor", "successor"))
    return tuple((name, id, known.get(id, id)) for name, id in there if id)


@kept
def judged_reports(view: View, source: Source) -> pd.DataFrame:
    """The reports on it that were judged for an award, one row each."""
    return tabled(view, source, "report_awards").drop_duplicates(["award_year", "inspection_id"])


def history_finding(frame: pd.DataFrame, lang: str) -> str:
    """How often it was inspected and how much was found (table organisation_history), since the year of the first thing
    known of it."""
    begun = frame[frame["event"] == "inspected"]
    found = whole_number(begun["counted"].fillna(0).sum())
    first = pd.to_datetime(frame["on_day"]).min().year
    return say("organisation.timeline_finding", lang, n=len(begun), found=found, first=first)


def place_finding(frame: pd.DataFrame, lang: str) -> str:
    """Its place at the last assessment (`ranks`, oldest first), and of how many."""
    last = frame.iloc[-1]
    rank, count = int(last["rank_in_class"]), int(last["count_in_class"])
    return say("organisation.places_finding", lang, rank=rank, n=count)
