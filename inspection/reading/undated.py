"""What ended on a day that nobody knows: how many such things a figure leaves out or counts as pending, in words."""

from collections.abc import Sequence

import pandas as pd

from inspection.indicators import Indicator, indicator
from inspection.reading.answers import Source, figure
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import whole_number
from inspection.text import say


def unknown_then(definition: Indicator, row: pd.Series) -> int:
    """How many of a rate's open cases may have been in its numerator already, the day they got there being unknown: never
    more than are open. Of a row as `counted` gives it."""
    if definition.undated != "pending":
        return 0
    return int(min(row.get("undated", 0), row["denominator"] - row["numerator"]))


def rule_words(definition: Indicator, lang: str) -> str:
    """What becomes of things that ended on an unknown day in this figure, in a sentence; nothing where no day matters."""
    return say(f"undated.rule_{definition.undated}", lang) if definition.undated else ""


def words(view: View, definition: Indicator, row: pd.Series) -> str:
    """How many things the figure leaves out for want of their day, or counts as pending because the view's day is before
    their version's; nothing where there are none."""
    count = int(row["undated"]) if definition.undated else 0
    if not count:
        return ""
    return view.say(f"undated.{definition.undated}_{definition.shape.rows}", n=whole_number(count))


@kept
def beside(view: View, source: Source, ids: tuple[str, ...]) -> tuple[str, ...]:
    """What each of these indicators leaves out within the view, named by its title, a sentence each."""
    said = ((indicator(id), figure(view, source, id)) for id in ids if indicator(id).undated == "left_out")
    found = ((definition, words(view, definition, row)) for definition, row in said)
    return tuple(view.say("undated.of", title=one.title(view.lang), words=told) for one, told in found if told)


def in_no_curve(frame: pd.DataFrame, lang: str, column: str) -> str:
    """How many things of a table of days since something have none (clue_resolution: column clues; rectification_pace:
    findings, of one ending); nothing where all have."""
    count = int(frame.loc[frame["days"].isna(), column].sum())
    return say(f"undated.in_no_curve_{column}", lang, n=whole_number(count)) if count else ""


def on_no_line(frame: pd.DataFrame, lang: str) -> str:
    """How many things of an organisation's history (table organisation_history) were done or concluded on an unknown day,
    in words; nothing where all have their day."""
    rows, parts = frame[frame["on_day"].isna()], []
    for event, column in (("done", "counted"), ("clues_concluded", "out_of")):
        count = int(rows.loc[rows["event"] == event, column].fillna(0).sum())
        parts += [say(f"undated.on_no_line_{event}", lang, n=whole_number(count))] if count else []
    return say("undated.between", lang).join(parts)


def captions(*said: str | Sequence[str]) -> list[str]:
    """The sentences that say something, each once, in their order."""
    flat = [one for some in said for one in ((some,) if isinstance(some, str) else some)]
    return list(dict.fromkeys(one for one in flat if one))
