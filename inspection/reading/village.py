"""What is known of a village before a team goes in: its findings by aspect and what became of them, what is open since when."""

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading.answers import Source, counted, organisation, tabled
from inspection.reading.rounds import inspected_rounds
from inspection.reading.view import View
from inspection.reading.words import label, listed, named_column, whole_number

CLASS = "village"
OPEN = ("case_reopened", "case_late", "case_open", "case_done")
"""Where a finding stands that is not closed off, the worst first."""
ASPECT = ("aspect", "findings", "done", "closed_off", "came_back", "last_found")


def is_village(source: Source, org: str) -> bool:
    """Whether the organisation is that of a village. KeyError for one that does not exist."""
    return organisation(source, org)["org_class"] == CLASS


def visits(view: View, source: Source) -> pd.DataFrame:
    """The rounds in which the view's one organisation was inspected, the latest first, with the teams that were there: rows of
    round_overview with `team`."""
    rounds = inspected_rounds(view, source).sort_values("started_on", ascending=False, kind="stable")
    held = tabled(view, source, "findings_by_inspection")
    there = {id: listed(sorted(rows["team"].dropna().unique()), view.lang) for id, rows in held.groupby("round_id")}
    return rounds.assign(team=pd.Series([there.get(id, "") for id in rounds["round_id"]], index=rounds.index, dtype=object))


def visit_columns() -> tuple[TableColumn, ...]:
    """The columns of `visits`."""
    team = next(column for column in table_definition("findings_by_inspection").columns if column.name == "team")
    return (*table_definition("round_overview").columns, team)


def aspects(view: View, source: Source) -> pd.DataFrame:
    """Findings by aspect (of finding_progress), those with most first: ASPECT."""
    frame = tabled(view, source, "finding_progress")
    marked = frame.assign(
        findings=1,
        done=(frame["completion"] == "done").astype(int),
        closed_off=frame["closed_off_on"].notna().astype(int),
        came_back=(frame["standing"] == "case_reopened").astype(int),
        last_found=frame["found_on"],
    )
    sums = marked.groupby("aspect", dropna=False, as_index=False).agg(
        findings=("findings", "sum"), done=("done", "sum"), closed_off=("closed_off", "sum"),
        came_back=("came_back", "sum"), last_found=("last_found", "max"),
    )  # fmt: skip
    return sums.sort_values(["findings", "last_found", "aspect"], ascending=[False, False, True]).reset_index(drop=True)


def aspect_columns() -> tuple[TableColumn, ...]:
    """The columns of `aspects`."""
    kinds = ("text", "int", "int", "int", "int", "date")
    return tuple(named_column("village", f"column_{n}", n, kind) for n, kind in zip(ASPECT, kinds, strict=True))


def open_findings(view: View, source: Source) -> pd.DataFrame:
    """The findings not closed off (rows of finding_progress), those that came back first, then the late ones, each the oldest
    first."""
    frame = tabled(view, source, "finding_progress")
    frame = frame[frame["standing"].isin(OPEN)]
    place = frame["standing"].map({name: at for at, name in enumerate(OPEN)})
    return frame.assign(place=place).sort_values(["place", "found_on", "finding_id"]).drop(columns="place").reset_index(drop=True)


def clue_words(view: View, source: Source) -> str:
    """How many clues there were, by the level of whom they are about and how many are open; no case is told, no one named."""
    by = counted(view, source, "clues", by=("subject_level",))
    by = by[by["numerator"] > 0]
    if by.empty:
        return view.say("village.no_clues")
    parts = [
        view.say("village.clues_of", label=label("subject_level", row.subject_level, view.lang), n=whole_number(row.numerator))
        for row in by.itertuples(index=False)
    ]
    pending = int(tabled(view, source, "round_overview")["pending"].sum())
    total = whole_number(by["numerator"].sum())
    return view.say("village.clues", n=total, parts=listed(parts, view.lang), open=whole_number(pending))
