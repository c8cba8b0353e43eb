"""The clues in a sentence: how far they came, and how long those that are open have waited."""

import pandas as pd

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


def open_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many clues are open (table clue_ageing), how many of them for more than a year, and under a red warning."""
    return say(
        "charts.ageing_finding",
        lang,
        n=whole_number(frame["open_clues"].sum()),
        late=int(frame["over_365"].sum()),
        red=int(frame["red"].sum()),
    )
