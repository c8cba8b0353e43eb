"""Findings of teams, rounds and sectors against what the classes of their organisations and the kinds of their
inspections let expect."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading import by_chance
from inspection.reading.answers import Source, narrowed, tabled
from inspection.reading.findings import category_name
from inspection.reading.keeping import kept
from inspection.reading.leagues import stands
from inspection.reading.outliers import judged
from inspection.reading.view import View
from inspection.reading.words import NOTHING, named_column, whole_number
from inspection.statistics import expectation
from inspection.statistics.funnels import ALARM
from inspection.text import say
from inspection.text.numbers import written

MIX = ("org_class", "kind")
"""What makes inspections alike: the class of the organisation and the kind of inspection."""
CELLS = {"sector": "category_sector", "round_id": "category_round"}
"""What kinds of findings are told by -> the table of its cells."""


def against_mix(inspections: pd.DataFrame, unit: str) -> pd.DataFrame:
    """Each value of `unit` (the empty one as "") against what is to be expected of its inspections (one row each: the unit,
    MIX, findings), in the order in which they first come.

    Columns: unit, compared (inspections of a class and kind that another one inspected too), found (in those) and
    expected, as counted and out_of too, ratio, low and high (its 99.8 % limits), z, outside and of_chance (as in a
    funnel), own (by how much inspections of one unit vary, as a multiple of Poisson, 1 at least). Where none can be
    compared, compared, found and expected are 0 and there is no ratio.
    """
    strata = list(zip(*(inspections[name].fillna("") for name in MIX), strict=True))
    made = expectation(inspections[unit].fillna("").tolist(), strata, inspections["findings"].astype(int).tolist())
    columns = {"unit": made.units, "compared": made.cases, "found": made.observed, "expected": made.expected}
    frame = pd.DataFrame(columns).astype({"unit": object}).assign(own=max(1.0, made.dispersion or 1.0))
    frame["counted"], frame["out_of"] = frame["found"], frame["expected"]
    frame["ratio"] = frame["found"] / frame["expected"].where(frame["expected"] > 0)
    funnel, none = judged(frame, poisson=True), [None] * len(frame)
    ends = [(None, None) if pair is None else pair for pair in (funnel.alarm if funnel else none)]
    frame["low"], frame["high"] = [low for low, _ in ends], [high for _, high in ends]
    frame["z"] = funnel.z if funnel else none
    frame["outside"], frame["of_chance"] = (funnel.outside, funnel.of_chance) if funnel else (0, 0)
    return frame


def _ended(view: View, source: Source) -> pd.DataFrame:
    """The findings of each inspection that has ended by category: while a team is on site it goes on finding."""
    frame = tabled(view, source, "findings_by_inspection")
    return frame[frame["has_ended"].astype(bool)]


def ratio_words(row: Mapping) -> dict[str, str]:
    """found, expected, ratio and its 99.8 % limits of a row of `against_mix`, as they are written."""
    words = {"found": whole_number(row["found"]), "expected": written(row["expected"]), "ratio": written(row["ratio"], 2)}
    return words | {"low": written(row["low"], 2), "high": written(row["high"], 2)}


@kept
def cells(view: View, source: Source, by: str) -> pd.DataFrame:
    """The cells of kinds of findings by one of CELLS: that table, and beside each cell what `against_mix` says of the
    findings of its kind."""
    held = tabled(view, source, CELLS[by])
    rows = _ended(view, source)
    # a category found outside its scheme is listed only where it was found: that is no count to compare
    own = [str(c).startswith(f"{s}-") for c, s in zip(rows["category"], rows["scheme"], strict=True)]
    rows = rows[pd.Series(own, index=rows.index, dtype=bool)]
    found = [against_mix(part, by).assign(category=category) for category, part in rows.groupby("category")]
    beside = pd.concat(found) if found else against_mix(rows, by).assign(category="")
    beside = beside.drop(columns=["counted", "out_of"]).astype({"category": object})
    keyed = held.assign(unit=held[by].fillna("")).astype({"unit": object, "category": object})
    made = keyed.merge(beside, on=["category", "unit"], how="left")
    return made.assign(compared=made["compared"].fillna(0).astype(int)).drop(columns="unit")


def cells_finding(frame: pd.DataFrame, by: str, names: dict[str, str], lang: str) -> str:
    """Which kind of finding of which unit (`names`: unit -> words) stands out farthest from what its inspections let
    expect (`cells`), and how many more lie beyond the 99.8 % limits; else that none does; that there is nothing to compare
    with, where no two have inspections of one class and kind."""
    there = frame[frame["ratio"].notna()]
    subject = say(f"findings.cells_of_{by}", lang)
    if there.empty:
        return say("findings.cells_alone", lang, by=subject)
    out = there[there["outside"].abs() == 2]
    count = len(there)
    of_chance = int((there["of_chance"].abs() == 2).sum()) - len(out)
    if out.empty:
        said = say("findings.cells_none", lang, by=subject, count=count)
        return said + (say("findings.cells_of_chance", lang, n=of_chance) if of_chance > 0 else "")
    top = out.loc[out["z"].astype(float).abs().idxmax()]
    said = say(
        "findings.cells_more" if top["outside"] > 0 else "findings.cells_fewer",
        lang,
        unit=names["" if pd.isna(top[by]) else top[by]],
        category=category_name(top["category"], lang),
        **ratio_words(top),
    )
    words = {"n": len(out) - 1, "count": count, "chance": by_chance.expected(count, 1 - ALARM, lang)}
    if len(out) > 1:
        said += say("findings.cells_others", lang, **words)
    return said + (say("findings.cells_chance", lang, **words) if count >= by_chance.MANY else "")


def _of_level(view: View, source: Source, level: str) -> pd.DataFrame:
    """One row for each ended inspection of a level, its findings of all kinds; re-inspections look at old findings."""
    rows = narrowed(_ended(view, source), "team_level", level)
    rows = rows[rows["kind"] != "reinspection"]
    kept_columns = ["inspection_id", "team", *MIX]
    return rows.groupby(kept_columns, as_index=False, sort=False, dropna=False)["findings"].sum()


@kept
def teams(view: View, source: Source, level: str) -> pd.DataFrame:
    """The teams of a level that have inspections to compare, as units of a funnel: id, name, counted (found), out_of
    (expected), and what else `against_mix` says."""
    frame = against_mix(_of_level(view, source, level), "team")
    frame = frame[frame["expected"].fillna(0) > 0].reset_index(drop=True)
    return frame.assign(id=frame["unit"], name=frame["unit"])


@kept
def team_table(view: View, source: Source) -> pd.DataFrame:
    """The table findings_by_team, and beside each team what its inspections let expect: compared, found, expected, ratio,
    limits and where it stands, in words."""
    held = tabled(view, source, "findings_by_team")
    parts = []
    for level in held["team_level"].dropna().unique():
        frame = against_mix(_of_level(view, source, level), "team")
        funnel = judged(frame, poisson=True)
        words = stands(funnel, view.lang) if funnel else [NOTHING] * len(frame)
        alone = view.say("findings.nobody_alike")
        frame["stands"] = [w if n else alone for w, n in zip(words, frame["compared"], strict=True)]
        ends = zip(frame["low"], frame["high"], strict=True)
        frame["limits"] = [NOTHING if pd.isna(low) else f"{written(low, 2)}–{written(high, 2)}" for low, high in ends]
        parts.append(frame.assign(team_level=level, team=frame["unit"]))
    if not parts:
        return held.assign(**{name: [] for name in _TYPES})
    beside = pd.concat(parts)[["team_level", "team", *_TYPES]]
    return held.merge(beside.astype({"team_level": object}), on=["team_level", "team"], how="left")


_TYPES = {"compared": "int", "found": "int", "expected": "decimal", "ratio": "decimal", "limits": "text", "stands": "text"}


def team_columns() -> tuple[TableColumn, ...]:
    """The columns of `team_table`; what is expected with one decimal, as the sentences say it."""
    made = (named_column("findings", f"column_{name}", name, type) for name, type in _TYPES.items())
    tenths = (replace(column, places=1) if column.name == "expected" else column for column in made)
    return (*table_definition("findings_by_team").columns, *tenths)
