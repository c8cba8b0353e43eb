"""When a piece of work will be finished at its present pace, as a range."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, sqrt

from inspection.statistics.shares import quantile


@dataclass(frozen=True)
class Finish:
    """Days from now until nothing is left: at the pace so far, and at the ends of its interval."""

    early: float
    expected: float
    late: float


def finish(steps: Sequence[float], days: float, remaining: float, level: float = 0.95) -> Finish | None:
    """When `remaining` things will be done, after `days` in which they were done in batches of the sizes `steps`.

    The work comes in rounds, so what is uncertain is the number and size of batches, not of single things: with
    batches arriving as a Poisson process, the sum S = Σ s has variance Σ s² (compound Poisson), its logarithm about
    Σ s² / S². The pace is S / days, its ends S · exp(∓ z √(Σ s²) / S) / days, and the finish remaining / pace.
    None where nothing has been done yet or no day has passed; all zero where nothing is left.
    Source: moments of the compound Poisson process, e.g. S. M. Ross, Introduction to Probability Models, 5.4.2;
    the log-normal ends by the delta method.
    """
    done = sum(steps)
    if remaining <= 0:
        return Finish(0.0, 0.0, 0.0)
    if done <= 0 or days <= 0:
        return None
    spread = exp(quantile(level) * sqrt(sum(step * step for step in steps)) / done)
    expected = remaining * days / done
    return Finish(expected / spread, expected, expected * spread)
