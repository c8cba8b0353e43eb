"""What was found: kinds and aspects in words, the levels that have several teams."""

import pandas as pd

from inspection.reading.answers import Source, narrowed, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import labels, percent
from inspection.text import say


@kept
def schemes(view: View, source: Source) -> dict[str, str]:
    """The category schemes that findings of the view have aspects in, code -> words."""
    there = set(tabled(view, source, "findings_by_aspect")["scheme"])
    return {code: words for code, words in labels("category_scheme", view.lang).items() if code in there}


@kept
def aspects(view: View, source: Source, scheme: str) -> pd.DataFrame:
    """The aspects of one category scheme: shares of different schemes are of different wholes."""
    return narrowed(tabled(view, source, "findings_by_aspect"), "scheme", scheme)


@kept
def team_levels(view: View, source: Source) -> dict[str, str]:
    """The levels that have more than one team: one alone compares with nothing; code -> words."""
    counts = tabled(view, source, "findings_by_team")["team_level"].value_counts()
    return {code: words for code, words in labels("team_level", view.lang).items() if counts.get(code, 0) > 1}


def category_name(code: str, lang: str, *, lines: bool = False) -> str:
    """The short name of a category of findings; `lines` with the break between its two lines, a line end."""
    words = say(f"findings.{code.replace('-', '_')}", lang)
    return words if lines else words.replace("\n", "" if lang == "zh" else " ")


def categories_there(frame: pd.DataFrame) -> list[str]:
    """The categories there are among the rows, in the order of their list."""
    there = set(frame["category"])
    return [code for code in labels("category", "zh") if code in there]


def sector_names(lang: str) -> dict[str, str]:
    """Sector -> its words, in the order of their list; last the empty one, which townships and villages have."""
    return labels("sector", lang) | {"": say("findings.no_sector", lang)}


def widespread(frame: pd.DataFrame) -> pd.DataFrame:
    """The aspects (table findings_by_aspect) by how many organisations have each, most first, with `together`: the share
    of all findings, also of those without an aspect, that the rows down to here hold."""
    rows = frame[frame["aspect"].notna()].sort_values(["organisations", "findings"], ascending=False, kind="stable")
    total = float(frame["findings"].sum())
    return rows.assign(together=rows["findings"].cumsum() / total if total else 0.0)


def common_finding(frame: pd.DataFrame, lang: str) -> str:
    """The aspect that most organisations have (table findings_by_aspect), by how many of those inspected; the question
    where none is stated, or as many have another."""
    rows = widespread(frame)
    counts = rows["organisations"].astype(int).tolist()
    if not counts or counts[:1] == counts[1:2]:
        return say("charts.common_problems_question", lang)
    top = rows.iloc[0]
    words = {"n": counts[0], "N": int(top["organisations_inspected"]), "share": percent(top["share"], 0)}
    return say("findings.common_finding", lang, aspect=str(top["aspect"]), **words)
