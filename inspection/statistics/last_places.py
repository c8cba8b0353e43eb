"""How sure it is that who came last belongs there, and how often luck alone puts somebody there twice."""

from collections.abc import Callable, Sequence
from math import log, pi

import numpy as np

GRID = 256
"""Places on the scale of rates at which posteriors are held."""
ALIKE = 0.5
"""How likely it is held, before anything is counted, that all organisations of a class are alike."""
APART = 0.5
"""Where they are not, how likely it is held that they are two groups, each alike within itself, and not all different."""
SHARES, AROUND = 12, 13
"""On how many shares of the lower group, and how many rates of each group about its likeliest, two groups are weighed."""
Below = Callable[[float], tuple[np.ndarray, np.ndarray]]
FINE, NODES = 64, 8
"""How many degrees of likeness among the organisations are weighed, and on how many of them ranks are computed."""


def belong_last(counted: Sequence[float], of: Sequence[float], last: int, asked: Sequence[int]) -> list[float]:
    """For each organisation of `asked` (places in the sequences): the probability that its true rate is among the
    `last` lowest of all, given `counted` of `of` each; sizes need not be whole.

    Of few cases a low rate is partly luck. So the true rates of a class are taken for draws of one beta distribution
    with mean m and strength s, counted ~ binomial(of, rate): the posterior of each rate is again a beta, drawn in towards
    the class the fewer cases it has. m and s are not known either: s is integrated over, uniform on the shrinkage
    s / (s + n̄) with n̄ the harmonic mean of the sizes, m is taken at its mean given s, each s weighed by how well it
    explains what was counted. Beside this stand two other explanations, each weighed in the same way: that all are alike, and
    that a group stands apart (`_apart`); a single beta would take a group apart for rates that all differ, and its places for
    surer than they are. Of the beta the probability is then, with F the posterior of a rate and the others independent of it,

        P(fewer than `last` others lie below) = ∫ P(Σ_j≠i [rate_j < x] < last) dF_i(x)

    by the exact recursion of the Poisson-binomial distribution at each point of a grid that is even in arcsin √rate,
    where a share scatters by the same everywhere. No draws: the same counts give the same probabilities.
    One where `last` is all of them or more; an organisation with nothing counted has the class's own distribution.
    Raises ValueError as `wilson` does, and for a `last` below 1.
    Sources: R. Lin, T. A. Louis, S. M. Paddock, G. Ridgeway, Loss function based ranking in two-stage, hierarchical models,
    Bayesian Analysis 1 (2006) 915–946 (the posterior probability of lying beyond a cut in ranks); the prior of the
    shrinkage: C. L. Christiansen, C. N. Morris, Hierarchical Poisson regression modeling, JASA 92 (1997) 618–632.
    """
    k, n = _checked(counted, of, last)
    if last >= len(n) or not len(asked):
        return [1.0] * len(asked)
    (alike, differ), weight, first, second = _posteriors(k, n)
    apart, shares, member, _ = _apart(k, n)
    _, differ, apart = _weights(alike, differ, apart)
    of_beta = _among_last(weight, _masses(first, second), last, list(asked))
    # of two groups who is in the lower one belongs among the last where it has no more members than there are last places
    of_groups = _fewer_below(shares, member[..., None], member[..., None], last, list(asked))
    return [float(differ * one + apart * other) for one, other in zip(of_beta, of_groups, strict=True)]


def belong_below(counted: Sequence[float], of: Sequence[float], limit: float, asked: Sequence[int]) -> list[float]:
    """As `belong_last`, of the true rate lying below `limit`, a fraction: where who is last is ruled by a score.

    That all are exactly alike is no explanation of its own here: rates that hardly differ are among those of the beta, and
    taking them for one rate would put all of a class below the limit, or none, more surely than is true. Of two groups an
    organisation lies below where its group does.
    """
    k, n = _checked(counted, of, 1)
    if not len(asked):
        return []
    (_, differ), weight, first, second = _posteriors(k, n)
    apart, shares, member, below = _apart(k, n)
    _, differ, apart = _weights(-np.inf, differ, apart)
    masses, at = _masses(first[:, asked], second[:, asked]), _points(first[:, asked], second[:, asked])
    of_beta = np.einsum("h,hag,g->a", weight, masses, (at < limit).astype(float))
    low, high = below(limit)
    of_groups = shares @ (member[:, asked] * low[:, None] + (1 - member[:, asked]) * high[:, None])
    return [float(differ * p + apart * q) for p, q in zip(of_beta, of_groups, strict=True)]


def twice_by_luck(of: Sequence[float], last: int, rate: float = 0.5) -> float:
    """How often chance alone puts at least one organisation among the `last` lowest in each of two periods, where all have
    the same true `rate` and as many cases as `of` in either, and ties are broken by lot.

    Where all are equally many it is 1 − C(N − last, last) / C(N, last): two draws of `last` out of N that miss each
    other. Where sizes differ the small ones come last more often: with π_i how often i does so, from the same recursion as
    `belong_last`, both draws are taken for Hájek's rejective sampling with odds π_i / (1 − π_i), and

        P(miss) = [xᵏ yᵏ] Π (1 + w_i x + w_i y) / e_k(w)²

    0 without organisations, 1 where two draws cannot miss each other. Raises ValueError as `belong_last`.
    Source: J. Hájek, Asymptotic theory of rejective sampling with varying probabilities from a finite population, Annals of
    Mathematical Statistics 35 (1964) 1491–1523.
    """
    _, n = _checked([0.0] * len(of), of, last)
    if not len(n):
        return 0.0
    if 2 * last > len(n):
        return 1.0
    odds = np.ones(len(n))
    if np.ptp(n) > 0 and 0 < rate < 1:
        n = np.maximum(n, 1.0)
        masses = _masses(n[None, :] * rate, n[None, :] * (1 - rate))
        chance = np.clip(_among_last(np.ones(1), masses, last, list(range(len(n)))), 1e-9, 1 - 1e-9)
        odds = chance / (1 - chance)
    odds = odds / odds.mean()
    once = np.zeros(last + 1)
    both = np.zeros((last + 1, last + 1))
    once[0] = both[0, 0] = 1.0
    for w in odds:
        more = both.copy()
        more[1:] += w * both[:-1]
        more[:, 1:] += w * both[:, :-1]
        once[1:] += w * once[:-1]
        size = max(once.max(), 1.0)
        once, both = once / size, more / size**2
    return float(1 - both[last, last] / once[last] ** 2)


def _weights(*explained: float) -> np.ndarray:
    """How likely it is that all are alike, that all differ, that a group stands apart, from how well each explains the counts."""
    told = np.array(explained) + np.log([ALIKE, (1 - ALIKE) * (1 - APART), (1 - ALIKE) * APART])
    told = np.exp(told - told.max())
    return told / told.sum()


def _checked(counted: Sequence[float], of: Sequence[float], last: int) -> tuple[np.ndarray, np.ndarray]:
    k, n = np.asarray(counted, dtype=float), np.asarray(of, dtype=float)
    if k.shape != n.shape or not ((k >= 0) & (k <= n + 1e-9)).all():
        raise ValueError("expected 0 ≤ counted ≤ out of, equally many of both")
    if last < 1:
        raise ValueError(f"the last {last}: expected at least one")
    return np.minimum(k, n), n


def _posteriors(k: np.ndarray, n: np.ndarray) -> tuple[tuple[float, float], np.ndarray, np.ndarray, np.ndarray]:
    """((how well what was counted is explained by all being alike, by one beta: logarithms with the same constant left out),
    weight of each node of the beta, first and second parameter of each organisation's: nodes × organisations)."""
    there = n > 0
    if not there.any():
        half = np.ones((1, len(n)))
        return (-np.inf, 0.0), np.ones(1), half, half
    cases, hits = n[there], k[there]
    size = len(cases) / (1 / cases).sum()
    shrunk = (np.arange(FINE) + 0.5) / FINE
    strength = (size * shrunk / (1 - shrunk))[:, None]
    worth = cases / (1 + np.maximum(cases - 1, 0) / (strength + 1))
    mean = (worth @ (hits / cases) + 0.5) / (worth.sum(axis=1) + 1)
    error = np.sqrt(mean * (1 - mean) / worth.sum(axis=1))
    a, b = mean[:, None] * strength, (1 - mean[:, None]) * strength
    fit = _log_gamma(hits + a) + _log_gamma(cases - hits + b) - _log_gamma(cases + strength)
    fit = fit.sum(axis=1) + len(cases) * (_log_gamma(strength) - _log_gamma(a) - _log_gamma(b))[:, 0]
    likely = np.exp(fit - fit.max()) * error
    one = (hits.sum() + 0.5) / (cases.sum() + 1)
    alike = hits.sum() * log(one) + (cases - hits).sum() * log(1 - one) + log(one * (1 - one) / cases.sum()) / 2
    differ = fit.max() + log(likely.mean())
    likely /= likely.sum()
    # so many nodes as may be seen apart, each standing for an equal part of what is likely
    part = np.minimum((np.cumsum(likely) - likely / 2) * NODES, NODES - 1e-9).astype(int)
    kept = np.unique(part)
    weight = np.array([likely[part == one].sum() for one in kept])
    of_part = lambda values: np.array([np.average(values[part == one], weights=likely[part == one]) for one in kept])  # noqa: E731
    shrunk, mean = of_part(shrunk)[:, None], of_part(mean)[:, None]
    strength = size * shrunk / (1 - shrunk)
    return (alike, differ), weight, k + mean * strength, n - k + (1 - mean) * strength


def _apart(k: np.ndarray, n: np.ndarray) -> tuple[float, np.ndarray, np.ndarray, Below]:
    """Two groups, each alike within itself: (how well they explain what was counted, as `_posteriors` has it; the weight of
    each share of the lower group; how likely each organisation is in it: shares × organisations; how likely the rates of the
    two lie below a limit, at each share).

    Of each group the rate, and of the lower one its share of the organisations, are uniform beforehand; they are summed over
    a grid about the likeliest (Dempster, Laird and Rubin's EM from the best cut of the sorted rates). Fewer than three
    organisations with a case are no two groups. The mixture of points in place of one beta: N. M. Laird, Nonparametric
    maximum likelihood estimation of a mixing distribution, JASA 73 (1978) 805–811.
    """
    there = n > 0
    hits, cases = k[there], n[there]
    many = len(cases)
    shares = (np.arange(SHARES) + 0.5) / SHARES
    nothing = -np.inf, np.full(SHARES, 1 / SHARES), np.repeat(shares[:, None], len(n), axis=1), lambda _: (shares * 0, shares * 0)
    if many < 3:
        return nothing
    order = np.argsort(hits / cases, kind="stable")
    below, under = np.cumsum(hits[order])[:-1], np.cumsum(cases[order])[:-1]
    size = np.arange(1, many)
    cut = _fit(below, under) + _fit(hits.sum() - below, cases.sum() - under)
    cut += size * np.log(size / many) + (many - size) * np.log(1 - size / many)
    belongs = np.zeros(many)
    belongs[order[: int(cut.argmax()) + 1]] = 1.0
    for _ in range(40):
        low, high = _rate(hits @ belongs, cases @ belongs), _rate(hits @ (1 - belongs), cases @ (1 - belongs))
        belongs = _member(hits, cases, low, high, _rate(belongs.sum(), many))
    spread = [np.sqrt(m * (1 - m) / (cases @ w + 1)) for m, w in ((low, belongs), (high, 1 - belongs))]
    steps = ((np.arange(AROUND) + 0.5) / AROUND * 2 - 1) * 4
    rates = [m + s * steps for m, s in zip((low, high), spread, strict=True)]
    possible = (rates[0] > 0)[:, None] & (rates[1] < 1)[None, :] & (rates[0][:, None] < rates[1][None, :])
    logs = [_fit_at(hits, cases, np.clip(one, 1e-9, 1 - 1e-9)[:, None]) for one in rates]
    fit = np.stack([
        np.logaddexp(log(p) + logs[0][:, None, :], log(1 - p) + logs[1][None, :, :]).sum(axis=-1) for p in shares
    ])  # fmt: skip
    top = fit[:, possible].max() if possible.any() else 0.0
    likely = np.where(possible, np.exp(np.minimum(fit - top, 0.0)), 0.0)
    if not likely.sum():
        return nothing
    cell = 2 * spread[0] * spread[1] * (8 / AROUND) ** 2 / SHARES  # twice: of two rates one is the lower
    weight = likely.sum(axis=(1, 2))
    safe = np.maximum(weight, 1e-300)
    of_rates = likely.sum(axis=2) / safe[:, None], likely.sum(axis=1) / safe[:, None]
    lows, highs = (np.clip(one @ rate, 1e-9, 1 - 1e-9)[:, None] for one, rate in zip(of_rates, rates, strict=True))
    explained = top + log(weight.sum() * cell) - log(2 * pi) / 2
    half = [one * 4 / AROUND for one in spread]

    def below(limit: float) -> tuple[np.ndarray, np.ndarray]:
        under = (np.clip((limit - rate + h) / (2 * h), 0, 1) for rate, h in zip(rates, half, strict=True))
        low, high = (one @ part for one, part in zip(of_rates, under, strict=True))
        return low, high

    return explained, weight / weight.sum(), _member(k, n, lows, highs, shares[:, None]), below


def _rate(hits: float, cases: float) -> float:
    return float((hits + 0.5) / (cases + 1))


def _fit(hits: np.ndarray, cases: np.ndarray) -> np.ndarray:
    """How well one rate explains so many hits of so many cases, at its likeliest."""
    return _fit_at(hits, cases, (hits + 0.5) / (cases + 1))


def _fit_at(hits: np.ndarray, cases: np.ndarray, rate: np.ndarray | float) -> np.ndarray:
    return hits * np.log(rate) + (cases - hits) * np.log(1 - rate)


def _member(
    hits: np.ndarray, cases: np.ndarray, low: np.ndarray | float, high: np.ndarray | float, share: np.ndarray | float
) -> np.ndarray:
    """How likely each is in the lower of two groups, which has a `share` of all."""
    odds = _fit_at(hits, cases, high) - _fit_at(hits, cases, low) + np.log(1 - share) - np.log(share)
    return 1 / (1 + np.exp(np.clip(odds, -500, 500)))


def _log_gamma(z: np.ndarray) -> np.ndarray:
    """log Γ(z) of z > 0: Stirling's series at z + 7 (Abramowitz and Stegun, Handbook of Mathematical Functions, 6.1.41),
    brought back by Γ(z + 1) = z Γ(z); right to 1e-12."""
    shift = z * (z + 1) * (z + 2) * (z + 3) * (z + 4) * (z + 5) * (z + 6)
    y = z + 7
    square = 1 / (y * y)
    series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188)))) / y
    return (y - 0.5) * np.log(y) - y + 0.5 * log(2 * pi) + series - np.log(shift)


def _angles(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The middles of the grid in arcsin √rate, over where the posteriors lie."""
    size = first + second
    middle = np.arcsin(np.sqrt(first / size))
    reach = 5 / np.sqrt(size + 1)
    low, high = max(0.0, float((middle - reach).min())), min(pi / 2, float((middle + reach).max()))
    edges = np.linspace(low, high, GRID + 1)
    return (edges[1:] + edges[:-1]) / 2


def _points(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    return np.sin(_angles(first, second)) ** 2


def _masses(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """The posterior of each rate on the grid: nodes × organisations × points, adding up to 1."""
    angles = _angles(first, second)
    log = first[..., None] * 2 * np.log(np.sin(angles)) + second[..., None] * 2 * np.log(np.cos(angles))
    log -= np.log(np.sin(angles) * np.cos(angles))
    log -= log.max(axis=-1, keepdims=True)
    masses = np.exp(log)
    return masses / masses.sum(axis=-1, keepdims=True)


def _among_last(weight: np.ndarray, masses: np.ndarray, last: int, asked: list[int]) -> list[float]:
    """P(fewer than `last` others lie below) of each of `asked`."""
    below = np.cumsum(masses, axis=-1) - masses / 2  # of who shares the grid point, half lie below
    wanted = masses[:, asked].max(axis=(0, 1)) > 1e-8
    return _fewer_below(weight, masses[..., wanted], below[..., wanted], last, asked)


def _fewer_below(weight: np.ndarray, masses: np.ndarray, below: np.ndarray, last: int, asked: list[int]) -> list[float]:
    """For each of `asked`: how likely fewer than `last` of the others lie below the point where it lies, added up over the
    points and the nodes; `masses` and `below`: nodes × organisations × points."""
    none = np.zeros((last, masses.shape[0], masses.shape[2]))
    none[0] = 1.0
    others = sorted(set(range(masses.shape[1])) - set(asked))
    found: dict[int, float] = {}

    def without(state: np.ndarray, among: list[int]) -> None:
        """Leave each of `among` out once: halves are added for one another, so that nothing is taken out again."""
        if len(among) == 1:
            one = among[0]
            found[one] = float(min(1.0, (weight * (state.sum(axis=0) * masses[:, one]).sum(axis=-1)).sum()))
            return
        half = len(among) // 2
        without(_added(state, below, among[half:]), among[:half])
        without(_added(state, below, among[:half]), among[half:])

    without(_added(none, below, others), sorted(set(asked)))
    return [found[one] for one in asked]


def _added(state: np.ndarray, below: np.ndarray, more: Sequence[int]) -> np.ndarray:
    """How many lie below each point, with these added: state[c] is the probability of c, c < `last`."""
    state = state.copy()
    for one in more:
        under = below[:, one]
        if under.max() < 1e-9:
            continue
        moved = state * under
        state -= moved
        state[1:] += moved[:-1]
    return state
