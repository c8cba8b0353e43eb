"""The clues in a sentence: how far they came, and how long those that are open have waited."""

import pandas as pd

from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import whole_number
from inspection.text import say


def stages_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many clues were transferred, concluded and verified (table clue_funnel); the question where none was
    transferred."""
    counts = dict(zip(frame["stage"], frame["clues"].astype(int), strict=True))
    if not counts.get("transferred"):
        return say("charts.funnel_question", lang)
    shown = {name: whole_number(counts.get(name, 0)) for name in ("concluded", "verified")}
    return say("charts.funnel_finding", lang, total=whole_number(counts["transferred"]), **shown)


NO_LIMIT = ("shelved", "closed")
"""Ways of disposal after which no time limit runs (`known/open_clues.sql`)."""


@kept
def open_clues(view: View, source: Source) -> pd.DataFrame:
    """The open clues of the view one by one (clue_progress): clue_id, handler, org_name, days since the transfer, level (red,
    yellow, blue, shelved for what is put aside and so has no limit, empty within its limit); the departments in the order of
    clue_ageing, the oldest clue of each first."""
    frame = tabled(view, source, "clue_progress")
    frame = frame[frame["concluded_on"].isna() & ~frame["is_undated"].fillna(False).astype(bool) & frame["days"].notna()]
    order = {handler: at for at, handler in enumerate(tabled(view, source, "clue_ageing")["handler"].fillna(""))}
    unlimited = frame["disposal"].isin(NO_LIMIT).map({True: "shelved", False: ""})
    frame = frame.assign(level=frame["warning"].fillna(unlimited), place=frame["handler"].fillna("").map(order))
    frame = frame.sort_values(["place", "days", "clue_id"], ascending=[True, False, True], kind="stable")
    return frame[["clue_id", "handler", "org_name", "days", "level"]].reset_index(drop=True)


def open_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many clues are open (table clue_ageing), how many of them for more than a year, and under a red warning."""
    return _open_words(frame["open_clues"].sum(), int(frame["over_365"].sum()), int(frame["red"].sum()), lang)


def open_clues_finding(frame: pd.DataFrame, lang: str) -> str:
    """The same of `open_clues`."""
    return _open_words(len(frame), int((frame["days"] > 365).sum()), int((frame["level"] == "red").sum()), lang)


def _open_words(n: float, late: int, red: int, lang: str) -> str:
    return say("charts.ageing_finding", lang, n=whole_number(n), late=late, red=red)
