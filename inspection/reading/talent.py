"""The talent pool in a sentence."""

import pandas as pd

from inspection.text import say


def pool_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many are in the pool at the end of the last year (table talent_flow, oldest first), and who joined and left in
    it."""
    last = frame.iloc[-1]
    numbers = {"n": int(last["in_pool"]), "joined": int(last["joined"]), "gone": int(last["left_pool"])}
    return say("team.pool_finding", lang, year=int(last["year"]), **numbers)
