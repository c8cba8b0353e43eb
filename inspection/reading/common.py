"""Problems that several organisations of one sector share (同类问题), beside how it is in the other sectors."""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from inspection.indicators import TableColumn, table_definition
from inspection.reading import by_chance
from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import day, label, listed, named_column
from inspection.statistics import SURE, Period, verdict
from inspection.text import say

SHARED = 2
"""In so many organisations of a sector a problem is one of the sector."""
TIMES = ("case_reopened", "case_late", "case_open", "case_done", "case_closed_off")
"""Where a finding stands, what its department has most to learn from first."""
BESIDE = {"elsewhere": "int", "elsewhere_inspected": "int", "elsewhere_share": "percent", "compared": "text"}


@kept
def shared(view: View, source: Source, sector: str) -> pd.DataFrame:
    """The aspects found in SHARED or more organisations of a sector inspected within the view, the widest spread first: rows
    of aspect_sector and beside them elsewhere (organisations of the other sectors that have it), elsewhere_inspected,
    elsewhere_share, and compared, the word for the difference of the two shares (95 %, Newcombe). An organisation has one
    sector, so those of several add up; what has none (townships, villages) is no sector."""
    frame = tabled(replace(view, sectors=(), orgs=()), source, "aspect_sector")
    frame = frame[frame["sector"].notna()]
    kind = ["scheme", "category", "aspect"]
    own = frame[(frame["sector"] == sector) & (frame["organisations"] >= SHARED)]
    others = frame[frame["sector"] != sector].groupby(kind, as_index=False)[["organisations", "organisations_inspected"]].sum()
    others = others.rename(columns={"organisations": "elsewhere", "organisations_inspected": "elsewhere_inspected"})
    made = own.merge(others, on=kind, how="left")
    for name in ("elsewhere", "elsewhere_inspected"):
        made[name] = made[name].fillna(0).astype(int)
    made["elsewhere_share"] = made["elsewhere"] / made["elsewhere_inspected"].where(made["elsewhere_inspected"] > 0)
    made["compared"] = pd.Series([_word(row) for row in made.to_dict("records")], index=made.index, dtype=object)
    order = made.sort_values(["share", "again", "category", "aspect"], ascending=[False, False, True, True], na_position="last")
    return order.reset_index(drop=True)


def _word(row: Mapping) -> str:
    before = Period(row["elsewhere"], row["elsewhere_inspected"])
    return verdict(before, Period(row["organisations"], row["organisations_inspected"]))


def columns() -> tuple[TableColumn, ...]:
    """The columns of `shared`."""
    beside = (named_column("common", f"column_{name}", name, kind) for name, kind in BESIDE.items())
    return (*table_definition("aspect_sector").columns, *beside)


def in_words(frame: pd.DataFrame, lang: str) -> pd.DataFrame:
    """`shared` with the difference as it is read: wider than elsewhere, narrower, no clear difference, nothing to compare."""
    words = {code: say(f"common.{code}", lang) for code in ("up", "down", "not_significant", "none")}
    return frame.assign(compared=frame["compared"].map(words).astype(object))


@kept
def told(view: View, source: Source, chosen: tuple[str, ...]) -> pd.DataFrame:
    """What each of the sectors shares (`shared`, in words), sector after sector."""
    frames = [in_words(shared(view, source, sector), view.lang) for sector in chosen]
    return pd.concat(frames, ignore_index=True)


def chance_words(frame: pd.DataFrame, lang: str) -> str:
    """How many of the comparisons of `shared` chance alone would mark; nothing where there are few."""
    count = int((frame["compared"] != "none").sum())
    if count < by_chance.MANY:
        return ""
    return say("common.by_chance", lang, count=count, chance=by_chance.expected(count, SURE, lang))


@kept
def sectors(view: View, source: Source) -> dict[str, int]:
    """The sectors with a problem that is theirs -> how many, in the order of their codes; those of the view alone."""
    frame = tabled(replace(view, orgs=()), source, "aspect_sector")
    frame = frame[frame["sector"].notna() & (frame["organisations"] >= SHARED)]
    counts = frame["sector"].value_counts()
    return {str(code): int(counts[code]) for code in sorted(counts.index)}


@kept
def examples(view: View, source: Source, sector: str, category: str, aspect: str, most: int) -> tuple[str, ...]:
    """Up to `most` findings of an aspect in a sector, of as many organisations, what came back and what is late first: the year
    found, how it is to be rectified, where it stands. No organisation is named, no word of a finding is told."""
    frame = tabled(replace(view, sectors=(sector,), orgs=()), source, "finding_progress")
    frame = frame[(frame["category"] == category) & (frame["aspect"] == aspect)]
    place = frame["standing"].map({name: at for at, name in enumerate(TIMES)})
    frame = frame.assign(place=place).sort_values(["place", "found_on", "finding_id"]).drop_duplicates("org_id")
    return tuple(_example(view, row) for row in frame.head(most).to_dict("records"))


def _example(view: View, row: Mapping) -> str:
    parts = [view.say("common.found_in", year=day(row["found_on"])[:4])]
    if row["nature"] and not pd.isna(row["nature"]):
        parts.append(label("rectify_nature", row["nature"], view.lang))
    if row["repeat_of"] and not pd.isna(row["repeat_of"]):
        parts.append(view.say("common.found_before"))
    return listed([*parts, view.say(f"pages.value_{row['standing']}")], view.lang)
