"""What figures may claim: intervals, verdicts, ranks, curves, funnels, mixes. One noun per module, all named here.

Pure functions on counts. Counts come from the indicators and tables; nothing here knows a ledger, a clock, a language.
"""

from inspection.statistics.ages import Watched, explained_by_age
from inspection.statistics.curves import Incidence, aalen_johansen
from inspection.statistics.expectations import Expectation, expectation
from inspection.statistics.funnels import Funnel, count_funnel, rate_funnel
from inspection.statistics.last_places import belong_below, belong_last, twice_by_luck
from inspection.statistics.mixes import Mix, kitagawa
from inspection.statistics.nowcasts import Cases, Nowcast, drift, nowcast
from inspection.statistics.pace import Finish, finish
from inspection.statistics.processes import Process, process
from inspection.statistics.ranks import (
    Drawn,
    drawn_means,
    drawn_scores,
    rank,
    rank_intervals,
    ranks_under_weights,
    weighed,
    weights_around,
)
from inspection.statistics.samples import Stratum, allocated, chosen, estimated, shown_by
from inspection.statistics.shares import Interval, bounds, fixed_window, newcombe_difference, wilson
from inspection.statistics.spread import SURE, Spread, chi_square_tail, spread
from inspection.statistics.trends import Trend, TrendWord, course, student_tails, trend
from inspection.statistics.verdicts import Period, Verdict, verdict

__all__ = [
    "SURE",
    "Cases",
    "Drawn",
    "Expectation",
    "Finish",
    "Funnel",
    "Incidence",
    "Interval",
    "Mix",
    "Nowcast",
    "Period",
    "Process",
    "Spread",
    "Stratum",
    "Trend",
    "TrendWord",
    "Verdict",
    "Watched",
    "aalen_johansen",
    "allocated",
    "belong_below",
    "belong_last",
    "bounds",
    "chi_square_tail",
    "chosen",
    "count_funnel",
    "course",
    "drawn_means",
    "drawn_scores",
    "drift",
    "estimated",
    "expectation",
    "explained_by_age",
    "finish",
    "fixed_window",
    "kitagawa",
    "newcombe_difference",
    "nowcast",
    "process",
    "rank",
    "rank_intervals",
    "ranks_under_weights",
    "rate_funnel",
    "shown_by",
    "spread",
    "student_tails",
    "trend",
    "twice_by_luck",
    "verdict",
    "weighed",
    "weights_around",
    "wilson",
]
