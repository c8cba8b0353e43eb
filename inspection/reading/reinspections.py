"""What re-inspections found: back again, never done or new; and what the last inspection's promises became."""

from dataclasses import dataclass

import pandas as pd

from inspection.reading.answers import Source, tabled
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import between, percent, whole_number
from inspection.statistics import wilson
from inspection.text import say

OUTCOMES = {"came_back": "reopened", "never_done": "not_rectified", "new": "new", "not_recorded": None}
"""What was found -> its code in the ledger, None where the ledger says nothing."""
OLD = ("came_back", "never_done")
FEW = 20
"""Below so many cases a share is given with the warning that they are few."""


@dataclass(frozen=True)
class Promises:
    """Of the findings of the last inspections before re-inspections: all of them; those reported done before and of these what
    was found again as back, as never done, without the ledger saying how; those closed off before and of these what was
    found again; those done on an unknown day, of which it cannot be told."""

    found: int
    reported: int
    came_back: int
    never_done: int
    not_recorded: int
    closed_off: int
    closed_again: int
    unknown: int

    @property
    def fallen(self) -> int:
        """Reported done and found again: at least so many, for what a re-inspection does not mention it need not have seen."""
        return self.came_back + self.never_done + self.not_recorded


@kept
def fallen(view: View, source: Source) -> pd.DataFrame:
    """The rows of reinspection_promises that had been reported done or closed off and were found again."""
    frame = tabled(view, source, "reinspection_promises")
    claimed = _true(frame["reported_done"]) | _true(frame["closed_off"])
    return frame[claimed & _true(frame["found_again"])].reset_index(drop=True)


def outcomes_by(frame: pd.DataFrame, by: str) -> pd.DataFrame:
    """The table reinspection_outcomes added up by org_class or round_id, one row each in the order of the table, `by` empty
    where unknown; what found nothing is left out."""
    wanted = ["findings", *OUTCOMES]
    sums = frame.groupby(by, sort=False, dropna=False)[wanted].sum().astype(int).reset_index()
    return sums[sums["findings"] > 0].reset_index(drop=True)


def outcomes_finding(frame: pd.DataFrame, lang: str) -> str:
    """Whether what re-inspections found (table reinspection_outcomes) is mostly old or mostly new, as far as the 95 % interval
    (Wilson) of the old ones among those recorded says so."""
    sums = {name: int(frame[name].sum()) for name in ("findings", *OUTCOMES)}
    recorded = sums["findings"] - sums["not_recorded"]
    if not recorded:
        word = "again_unrecorded" if sums["findings"] else "again_nothing"
        return say(f"charts.{word}", lang, n=whole_number(len(frame)), found=whole_number(sums["findings"]))
    old = sums["came_back"] + sums["never_done"]
    low, high = wilson(old, recorded)
    word = "again_mostly_old" if low > 0.5 else "again_mostly_new" if high < 0.5 else "again_even"
    words = {name: whole_number(n) for name, n in sums.items()}
    said = say(f"charts.{word}", lang, share=percent(old / recorded), between=between((low, high)), **words)
    if sums["not_recorded"]:
        said += say("charts.again_some_unrecorded", lang, n=words["not_recorded"])
    return said + (say("charts.again_few", lang) if recorded < FEW else "")


def promises(frame: pd.DataFrame) -> Promises:
    """The table reinspection_promises added up."""
    reported, closed, again = (_true(frame[name]) for name in ("reported_done", "closed_off", "found_again"))
    of = frame["found_as"]
    return Promises(
        found=len(frame),
        reported=int(reported.sum()),
        came_back=int((reported & again & (of == "reopened")).sum()),
        never_done=int((reported & again & (of == "not_rectified")).sum()),
        not_recorded=int((reported & again & of.isna()).sum()),
        closed_off=int(closed.sum()),
        closed_again=int((closed & again).sum()),
        unknown=int(frame["reported_done"].isna().sum()),
    )


def promises_finding(frame: pd.DataFrame, lang: str) -> str:
    """How many of what was reported done, and of what was closed off, the re-inspections found again, with the share's 95 %
    interval (Wilson); that they are few, where they are."""
    all_ = promises(frame)
    if not all_.reported:
        return say("charts.promises_none", lang, found=whole_number(all_.found))
    words = {
        "found": all_.found, "reported": all_.reported, "fallen": all_.fallen, "back": all_.came_back,
        "undone": all_.never_done, "closed": all_.closed_off, "again": all_.closed_again,
    }  # fmt: skip
    said = say(
        "charts.promises_finding", lang, share=percent(all_.fallen / all_.reported),
        between=between(wilson(all_.fallen, all_.reported)), **{name: whole_number(n) for name, n in words.items()},
    )  # fmt: skip
    if all_.not_recorded:
        said += say("charts.promises_unrecorded", lang, n=whole_number(all_.not_recorded))
    if all_.unknown:
        said += say("charts.promises_unknown", lang, n=whole_number(all_.unknown))
    return said + (say("charts.again_few", lang) if all_.reported < FEW else "")


def _true(values: pd.Series) -> pd.Series:
    """Where a flag is set; one that is not known is not set."""
    return values.fillna(False).astype(bool)
