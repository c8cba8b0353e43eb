"""How soon after feedback the findings of each round are rectified: curves, a fixed window, and what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.trends import beside, direction
from inspection.reading.view import View
from inspection.reading.words import changed, n_of_N, percent
from inspection.statistics import Incidence, Period, aalen_johansen, fixed_window
from inspection.text import say


@dataclass(frozen=True)
class RoundPace:
    """The findings of one round: the cumulative incidence of their end (kind "reached") by days since feedback, and of
    those watched for the whole window how many came to it; `young` were not watched that long."""

    round_id: str
    name: str
    curve: Incidence
    reached: int
    watched: int
    young: int

    @property
    def mature(self) -> bool:
        """Whether all of them were watched for the whole window: only such rounds are compared."""
        return bool(self.watched) and not self.young


@kept
def dated_pace(view: View, source: Source, ending: str) -> pd.DataFrame:
    """The rows of the table rectification_pace until one `ending` (done, closed_off) whose findings have days."""
    frame = tabled(view, source, "rectification_pace")
    return frame[(frame["ending"] == ending) & frame["days"].notna()]


def paces(frame: pd.DataFrame, ending: str, names: Mapping[str, str], window: int) -> list[RoundPace]:
    """The rounds that have findings (table rectification_pace, `ending` done or closed_off) in the order of `names`, their
    id -> name; `window` in days. What is open counts as open so far, no more; done on an unknown day counts nowhere."""
    rows = frame[frame["ending"] == ending]
    rows = rows[rows["days"].notna()]
    order = {round_id: at for at, round_id in enumerate(names)}
    found = []
    for round_id in sorted(rows["round_id"].dropna().unique(), key=lambda id: order.get(id, len(order))):
        of_round = rows[rows["round_id"] == round_id]
        days, reached = of_round["days"].tolist(), of_round["reached"].astype(bool).tolist()
        counts = of_round["findings"].tolist()
        curve = aalen_johansen(days, ["reached" if r else None for r in reached], counts, kinds=("reached",))
        waits = [int(d) if r else None for d, r in zip(days, reached, strict=True)]
        within = fixed_window(waits, of_round["watched"].tolist(), window, counts)
        found.append(RoundPace(str(round_id), str(names.get(round_id, round_id)), curve, *within))
    return found


def compared(rounds: Sequence[RoundPace]) -> tuple[RoundPace | None, RoundPace | None]:
    """(the round before, the last round) of those watched for the whole window; None for what is not there."""
    mature = [None, None, *(one for one in rounds if one.mature)]
    return mature[-2], mature[-1]


def pace_finding(rounds: Sequence[RoundPace], ending: str, window: int, lang: str) -> str:
    """What the last round watched for the whole window had rectified at its end, the word against the one before, and the
    direction of all rounds watched that long; the question where there is none."""
    before, last = compared(rounds)
    if last is None:
        return say("progress.pace_question", lang)
    earlier = Period(before.reached, before.watched) if before else None
    change = changed("progress", earlier, Period(last.reached, last.watched), lang)
    rate, counts = percent(last.reached / last.watched), n_of_N(last.reached, last.watched)
    said = say(f"progress.pace_{ending}", lang, days=window, name=last.name, rate=rate, of=counts, change=change)
    mature = [one for one in rounds if one.mature]
    series = [Period(one.reached, one.watched) for one in mature]
    return beside(said, direction(series, range(len(series)), lang, kind="rounds"), lang)
