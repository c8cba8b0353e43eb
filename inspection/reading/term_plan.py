"""How the term is finished: what is left by class, how fast it went, what a team or a round more gives, and a plan in rounds."""

from dataclasses import dataclass, replace

import pandas as pd

from inspection.indicators import TableColumn
from inspection.reading.answers import Source, tabled
from inspection.reading.coverage import ROUNDS, end_word, finish_months, paced, planned_end, pooled, recorded
from inspection.reading.keeping import kept
from inspection.reading.view import View
from inspection.reading.words import NOTHING, decimal, labels, named_column, whole_number

YEAR = 365.25
MOST_ROUNDS = 60
"""A plan of more rounds than that is none: the assumptions are wrong."""
EXACT = 1e-9
PLACES = 1
"""Decimals that means of so few rounds and teams bear."""
TYPES = {
    **dict.fromkeys(("left", "in_scope", "covered", "rounds_held", "number", "planned", "round_days"), "int"),
    **dict.fromkeys(("teams", "days", "rounds", "per_team", "a_year", "each_days", "round_work"), "decimal"),
    "starts_on": "date",
}
CLASSES = ("org_class", "left", "in_scope", "rounds_held", "per_team", "each_days", "range")
WAYS = ("way", "range", "against", "a_year", "teams", "days", "rounds")
PLANNED = ("number", "starts_on", "org_class", "planned", "round_work")


@dataclass(frozen=True)
class Way:
    """How the rounds are held: teams in a round, days each of them is on site, rounds a year."""

    teams: float
    days: float
    rounds: float

    @property
    def work(self) -> float:
        """Team-days a year."""
        return self.teams * self.days * self.rounds


@dataclass(frozen=True)
class Past:
    """How the term's rounds were held that newly covered somebody: the way (means over rounds and teams), how many rounds
    and organisations, days since the term began, and the first day of the last of these rounds."""

    way: Way
    rounds: int
    covered: int
    passed: int
    last: pd.Timestamp


@kept
def teams(view: View, source: Source) -> pd.DataFrame:
    """The rows of coverage_teams of the term looked at."""
    frame = tabled(view, source, "coverage_teams")
    return frame[frame["term_no"] == view.term].reset_index(drop=True)


@kept
def course(view: View, source: Source) -> pd.DataFrame:
    """How coverage grew in the term looked at, all classes together (coverage_pace), the oldest day first."""
    return pooled(tabled(view, source, "coverage_pace")).sort_values("on_day").reset_index(drop=True)


def past_of(rows: pd.DataFrame, passed: int) -> Past | None:
    """The past of rows of coverage_teams after so many days of the term; None without a row, a day, or a team that has left.

    Teams per round: teams in all rounds / rounds. Days: the mean of the teams that have left. Rounds a year: rounds / years.
    """
    if rows.empty or passed <= 0:
        return None
    stays = rows.drop_duplicates(["round_id", "team"])
    rounds, days = stays["round_id"].nunique(), stays["team_days"].dropna()
    if days.empty:
        return None
    way = Way(len(stays) / rounds, float(days.mean()), rounds / passed * YEAR)
    return Past(way, rounds, int(rows["covered"].sum()), passed, pd.to_datetime(stays["started_on"]).max())


@kept
def past(view: View, source: Source) -> Past | None:
    """How the term's rounds were held so far; None where nothing can be said of it."""
    day = pd.to_datetime(course(view, source)["on_day"])
    return past_of(teams(view, source), (day.iloc[-1] - day.iloc[0]).days if len(day) else 0)


def work_of(rows: pd.DataFrame) -> pd.Series:
    """Class -> team-days an organisation took (rows of coverage_teams): a team's days in a round, shared equally by what it
    covered there. Classes that no team which has left covered are missing."""
    left = rows[rows["team_days"].notna()]
    days = (left["team_days"] * left["covered"] / left["team_covered"]).astype(float)
    return days.groupby(left["org_class"]).sum() / left["covered"].groupby(left["org_class"]).sum()


@kept
def left(view: View, source: Source) -> pd.DataFrame:
    """What each class has in scope, covered and left (coverage_by_class), in the order of classes."""
    frame = tabled(view, source, "coverage_by_class")
    frame = frame[frame["org_class"].notna()]
    return frame.assign(left=frame["remaining"]).reset_index(drop=True)


def refusal(view: View, source: Source) -> str:
    """Why no plan is made, in a sentence; nothing where one is."""
    term = view.chosen_term
    if term is None:
        return view.say("plan.refused_term")
    if term.ended_on is not None:
        return view.say("plan.refused_ended", term=term.name)
    counts = left(view, source)
    if not recorded(view, source) or counts["in_scope"].sum() == 0:
        return view.say("plan.refused_scope")
    if counts["left"].sum() == 0:
        return view.say("plan.refused_done")
    if paced(rows := course(view, source)) is None:
        return view.say("plan.refused_few", n=int((rows["covered"].diff().fillna(rows["covered"]) > 0).sum()), least=ROUNDS)
    return "" if past(view, source) else view.say("plan.refused_days")


def _range(view: View, months: tuple[str, str] | None) -> str:
    return view.say("plan.too_far") if months is None else view.say("plan.range", early=months[0], late=months[1])


@kept
def classes(view: View, source: Source) -> pd.DataFrame:
    """Class by class: left, in scope, the rounds that covered some, organisations a team and round, team-days each took, and
    when it is complete at its own pace, which is what the page of coverage says of that class alone."""
    pace, lines = tabled(view, source, "coverage_pace"), []
    for row in left(view, source).itertuples(index=False):
        own = teams(view, source)
        own = own[own["org_class"] == row.org_class]
        curve = pace[(pace["org_class"] == row.org_class) & (pace["term_no"] == view.term)].sort_values("on_day")
        words = _range(view, finish_months(curve)) if paced(curve) else NOTHING
        stays, each = own.drop_duplicates(["round_id", "team"]), work_of(own).get(row.org_class)
        per_team = own["covered"].sum() / len(stays) if len(stays) else None
        lines.append((row.org_class, row.left, row.in_scope, own["round_id"].nunique(), per_team, each, words))
    return pd.DataFrame(lines, columns=list(CLASSES)).astype({"per_team": float, "each_days": float})


def heavier(view: View, source: Source) -> float | None:
    """How many times as many team-days an organisation takes of what is left as of what was covered, by class; None where a
    class left was never covered, and of a single class, which is as heavy as itself."""
    each, counts = work_of(teams(view, source)), left(view, source).set_index("org_class")
    to_do, done = counts["left"], counts["covered"]
    if len(counts) == 1 or not set(to_do.index[to_do > 0]) <= set(each.index):
        return None
    each = each.reindex(counts.index).fillna(0.0)
    known = done.where(each > 0, 0)
    return float((each * to_do).sum() / to_do.sum() / ((each * known).sum() / known.sum()))


@kept
def ways(view: View, source: Source, own: Way | None = None) -> pd.DataFrame:
    """As so far; by the work of what is left; a team more, a round more a year, both; `own`: the plan's assumptions. When
    coverage is complete, whether that is by the planned end, organisations a year, teams, days and rounds. No row where no
    plan is made.

    The pace goes with teams x days x rounds; its uncertainty is that of the past, as on the page of coverage.
    """
    found, term, lines = past(view, source), course(view, source), []
    if refusal(view, source) or found is None:
        return pd.DataFrame(columns=list(WAYS))
    now, burden = found.way, heavier(view, source)
    asked = {
        "so_far": now,
        **({"by_work": now} if burden else {}),
        "team_more": replace(now, teams=now.teams + 1),
        "round_more": replace(now, rounds=now.rounds + 1),
        "both_more": replace(now, teams=now.teams + 1, rounds=now.rounds + 1),
    } | ({"own": own} if own else {})
    for name, way in asked.items():
        faster = way.work / now.work / (burden if name == "by_work" else 1.0)
        months = finish_months(term, faster)
        against = view.say(f"plan.end_{end_word(months, term)}") if months and planned_end(term) is not None else NOTHING
        a_year = found.covered / found.passed * YEAR * faster
        lines.append((view.say(f"plan.way_{name}"), _range(view, months), against, a_year, way.teams, way.days, way.rounds))
    return pd.DataFrame(lines, columns=list(WAYS))


@kept
def planned(view: View, source: Source, way: Way) -> pd.DataFrame:
    """The rounds to come: number, first day, class, how many organisations, their team-days. No row where no plan is made, or
    one of more than MOST_ROUNDS.

    A round has teams x days, and what was left over before; an organisation takes what one of its class took so far (of a
    class never covered, the mean of the classes). The first begins a usual gap after the last one held, after the as-of day
    at least.
    """
    found, counts = past(view, source), left(view, source)
    nothing = pd.DataFrame(columns=list(PLANNED))
    if refusal(view, source) or found is None or way.work <= 0:
        return nothing
    known = work_of(teams(view, source))
    each = {code: float(known.get(code, known.mean())) for code in counts["org_class"]}
    to_do = {row.org_class: int(row.left) for row in counts.itertuples(index=False)}
    gap = pd.Timedelta(days=YEAR / way.rounds)
    first = max(pd.Timestamp(view.as_of) + pd.Timedelta(days=1), found.last + gap)
    lines, room = [], 0.0
    for at in range(MOST_ROUNDS):
        room += way.teams * way.days
        took = taken(to_do, each, room)
        room -= sum(n * each[code] for code, n in took.items())
        to_do = {code: n - took[code] for code, n in to_do.items()}
        lines += [(at + 1, (first + at * gap).normalize(), code, n, n * each[code]) for code, n in took.items() if n]
        if not any(to_do.values()):
            return pd.DataFrame(lines, columns=list(PLANNED))
    return nothing


def taken(left: dict[str, int], each: dict[str, float], room: float) -> dict[str, int]:
    """How many of each class a round of so many team-days takes, in proportion to what is left of it; what rounding leaves
    free goes to the class that lost most by it, as far as one more of it fits."""
    work = sum(n * each[code] for code, n in left.items())
    share = min(1.0, room / work) if work else 1.0
    took = {code: int(n * share + EXACT) for code, n in left.items()}
    spare = room - sum(n * each[code] for code, n in took.items())
    for code in sorted(left, key=lambda code: took[code] - left[code] * share):
        while took[code] < left[code] and each[code] <= spare + EXACT:
            took[code], spare = took[code] + 1, spare - each[code]
    return took


def usual(found: Past) -> Way:
    """The way so far in numbers that one would write down: whole teams and days, half rounds."""
    way = found.way
    return Way(max(1, round(way.teams)), max(1, round(way.days)), max(0.5, round(way.rounds * 2) / 2))


@kept
def plan_finding(view: View, source: Source, way: Way) -> str:
    """How many rounds the plan has and when the last begins; why there is none."""
    if words := refusal(view, source):
        return words
    rows = planned(view, source, way)
    said = _told(way)
    if rows.empty:
        return view.say("plan.too_many", most=MOST_ROUNDS, **said)
    end, last = planned_end(course(view, source)), rows["starts_on"].max()
    against = "" if end is None else view.say("plan.last_by" if last <= end else "plan.last_after", end=f"{end:%Y-%m}")
    total = whole_number(rows["planned"].sum())
    return view.say("plan.finding", n=rows["number"].max(), total=total, last=f"{last:%Y-%m}", against=against, **said)


def _told(way: Way) -> dict[str, str]:
    """Its numbers as they are said."""
    return {name: decimal(getattr(way, name), PLACES) for name in ("teams", "days", "rounds")}


@kept
def assumptions(view: View, source: Source, way: Way) -> tuple[str, ...]:
    """What a plan rests on, line by line, as it stands on each sheet."""
    found = past(view, source)
    if found is None:
        return ()
    each = work_of(teams(view, source))
    named = [f"{words} {decimal(each[code], PLACES)}" for code, words in labels("org_class", view.lang).items() if code in each]
    return (
        view.say("plan.assumed", **_told(way)),
        view.say("plan.assumed_past", n=found.rounds, covered=whole_number(found.covered), **_told(found.way)),
        view.say("plan.assumed_work", each=view.say("pages.joint").join(named)),
        view.say("plan.assumed_range", range=_range(view, finish_months(course(view, source)))),
        view.say("plan.assumed_order"),
    )


def columns(names: tuple[str, ...]) -> tuple[TableColumn, ...]:
    """The columns CLASSES, WAYS or PLANNED."""
    made = (replace(named_column("plan", f"column_{name}", name, TYPES.get(name, "text")), places=PLACES) for name in names)
    return tuple(replace(c, type="code", codes="org_class") if c.name == "org_class" else c for c in made)
