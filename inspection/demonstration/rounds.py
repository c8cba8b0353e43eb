"""Two terms, their rounds, and which organisation each round inspected."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from inspection.demonstration.chance import add_months, around, days, known, stream, workday, workday_before
from inspection.demonstration.places import Organisation

NUMERALS = "一二三四五六七八九十"


@dataclass(frozen=True)
class Plan:
    """One round as planned: when, how long on site, and how many organisations of each class it takes.

    `uncounted` county organisations on top are looked at too, without counting toward coverage (a local ruling).
    """

    term_no: int
    seq: int
    kind: str
    scheme: str
    started_on: date
    stay_days: int
    county: int = 0
    townships: int = 0
    villages: int = 0
    uncounted: int = 0
    theme: str | None = None

    @property
    def round_id(self) -> str:
        return f"{self.term_no}-{self.seq:02}"


# Term 13 covers everybody by the spring of 2020, in its fourth year, and re-inspects a fifth in its last one.
# Term 14 stands in its fifth year with a sixth still to go. No organisation is invented here, only their numbers.
PLANS = (
    Plan(13, 1, "routine", "four", date(2016, 9, 12), 45, county=13),
    Plan(13, 2, "routine", "four", date(2017, 3, 6), 45, county=12, townships=3),
    Plan(13, 3, "village", "three", date(2017, 8, 21), 40, villages=46),
    Plan(13, 4, "joint", "four", date(2018, 3, 5), 45, county=7, townships=4, theme="脱贫攻坚"),
    Plan(13, 5, "village", "three", date(2018, 6, 11), 40, villages=46),
    Plan(13, 6, "routine", "four", date(2018, 10, 8), 45, county=14, townships=3),
    Plan(13, 7, "special", "four", date(2019, 3, 25), 35, county=9, townships=2, theme="扶贫领域"),
    Plan(13, 8, "village", "three", date(2019, 6, 10), 40, villages=46),
    Plan(13, 9, "cross", "four", date(2019, 10, 8), 45, county=14, townships=2),
    Plan(13, 10, "village", "three", date(2020, 4, 13), 40, villages=43),
    Plan(13, 11, "reinspection", "four", date(2020, 9, 7), 20, county=12, townships=4),
    Plan(13, 12, "reinspection", "three", date(2021, 3, 1), 20, villages=36),
    Plan(14, 1, "routine", "four", date(2021, 10, 11), 45, county=14, townships=4),
    Plan(14, 2, "village", "three", date(2022, 4, 11), 40, villages=38),
    Plan(14, 3, "special", "four", date(2022, 9, 13), 35, county=12, theme="学校和乡镇卫生院"),
    Plan(14, 4, "cross", "four", date(2023, 3, 6), 45, county=10, townships=4),
    Plan(14, 5, "village", "three", date(2023, 6, 5), 40, villages=38),
    Plan(14, 6, "flexible", "four", date(2023, 10, 9), 25, county=4, uncounted=2, theme="粮食购销"),
    Plan(14, 7, "joint", "four", date(2024, 3, 4), 45, county=10, townships=3, theme="优化营商环境"),
    Plan(14, 8, "village", "three", date(2024, 5, 27), 40, villages=38),
    Plan(14, 9, "reinspection", "four", date(2024, 10, 8), 20, county=8, townships=3),
    Plan(14, 10, "elevated", "three", date(2025, 3, 10), 40, villages=16),
    Plan(14, 11, "routine", "four", date(2025, 6, 23), 45, county=9, townships=2),
    Plan(14, 12, "village", "three", date(2025, 8, 25), 45, villages=16),
)

# The stories of outcomes.py need these organisations in these rounds.
PINNED = {"13-06": ("县交通运输局",), "14-07": ("县自然资源局",)}
KIND_NAMES = {
    "routine": "常规巡察", "special": "专项巡察", "flexible": "机动巡察", "reinspection": "巡察“回头看”",
    "village": "对村（社区）巡察", "elevated": "提级巡察", "cross": "交叉巡察", "joint": "联动巡察",
}


@dataclass(frozen=True)
class Round:
    """One row of `rounds`, with the days on which its reports were heard (also later than as_of: then not yet)."""

    round_id: str
    term_no: int
    seq: int
    name: str
    kind: str
    theme: str | None
    category_scheme: str
    started_on: date
    ended_on: date | None
    heard_by_leading_group: date
    heard_by_secretary: date
    heard_by_standing_committee: date


@dataclass(frozen=True)
class Inspection:
    """One row of `inspections`, with its organisation, its round's scheme and how well it is being rectified."""

    inspection_id: str
    round_id: str
    org_id: str
    team: str
    team_level: str
    kind: str
    counts_toward_coverage: bool
    onsite_start: date
    onsite_end: date | None
    reported_on: date | None
    feedback_on: date | None
    plan_on: date | None
    intensive_due_on: date | None
    progress_report_on: date | None
    talks: int | None
    questionnaires: int | None
    documents: int | None
    visits: int | None
    petitions: int | None
    organisation: Organisation
    scheme: str
    leaves_on: date
    quality: float


def terms() -> list[dict]:
    """The rows of `terms`: one finished, one running."""
    return [
        {"term_no": 13, "name": "第十三届县委", "started_on": date(2016, 6, 28), "ended_on": date(2021, 6, 30),
         "planned_years": 5},
        {"term_no": 14, "name": "第十四届县委", "started_on": date(2021, 7, 1), "ended_on": None,
         "planned_years": 5},
    ]


def rounds(seed: int, as_of: date) -> list[Round]:
    """The rounds begun by as_of, in their order."""
    rng = stream(seed, "rounds")
    drawn = []
    for plan in PLANS:
        ends = _leaves_on(plan)
        leading_group = workday(ends + days(rng, 12, 20))
        secretary = workday(leading_group + days(rng, 8, 16))
        drawn.append(
            Round(
                plan.round_id, plan.term_no, plan.seq, _name(plan), plan.kind, plan.theme, plan.scheme,
                plan.started_on, known(ends, as_of), leading_group, secretary, workday(secretary + days(rng, 5, 12)),
            )
        )
    return [one for one in drawn if one.started_on <= as_of]


def inspections(seed: int, places: Sequence[Organisation], held: Sequence[Round], as_of: date) -> list[Inspection]:
    """The inspections of those rounds, in the order of the rounds, teams and organisations."""
    rng = stream(seed, "inspections")
    drawn: list[Inspection] = []
    by_round = {one.round_id: one for one in held}
    pools: dict[tuple[int, str], list[Organisation]] = {}
    for plan in PLANS:
        if plan.round_id not in by_round:
            continue
        for org_class in ("township", "county", "village"):
            if (plan.term_no, org_class) not in pools:
                pools[plan.term_no, org_class] = _pool(rng, places, plan.term_no, org_class)
        chosen = _chosen(rng, plan, pools, drawn)
        drawn += _of_round(rng, plan, by_round[plan.round_id], chosen, as_of)
    return drawn


def _name(plan: Plan) -> str:
    ten, one = divmod(plan.seq, 10)
    numeral = ("十" if ten else "") + (NUMERALS[one - 1] if one else "")
    return f"{'第十三届' if plan.term_no == 13 else '第十四届'}县委第{numeral}轮{KIND_NAMES[plan.kind]}"


def _leaves_on(plan: Plan) -> date:
    return workday_before(plan.started_on + timedelta(days=plan.stay_days))


def _pool(rng: Random, places: Sequence[Organisation], term_no: int, org_class: str) -> list[Organisation]:
    """Who awaits inspection in the term, roughly in the order in which they will be taken."""
    first = next(plan for plan in PLANS if plan.term_no == term_no).started_on
    pool = [
        place for place in places
        if place.org_class == org_class and (place.in_scope_to is None or first <= place.in_scope_to)
    ]
    # Villages are taken township by township, poor, weak and key ones first, but loosely.
    townships = sorted({place.parent_id for place in pool if place.parent_id})
    rng.shuffle(townships)
    haste = {"poor": -2.5, "weak": -2.5, "key": -1.5, "general": 0.0, None: 0.0}

    def turn(place: Organisation) -> float:
        block = townships.index(place.parent_id) if place.parent_id else 0
        return 0.5 * block + haste[place.village_class] + rng.uniform(0, 6)

    keyed = [(turn(place), place.org_id, place) for place in pool]
    return [place for _, _, place in sorted(keyed)]


def _chosen(
    rng: Random, plan: Plan, pools: dict[tuple[int, str], list[Organisation]], earlier: Sequence[Inspection]
) -> list[tuple[Organisation, bool]]:
    """The organisations of one round, each with whether it counts toward coverage."""
    chosen: list[tuple[Organisation, bool]] = []
    for org_class, wanted in (("township", plan.townships), ("county", plan.county), ("village", plan.villages)):
        if plan.kind == "reinspection":
            seen = [
                one.organisation for one in earlier
                if one.round_id.startswith(f"{plan.term_no}-") and one.organisation.org_class == org_class
                and one.organisation.in_scope(plan.started_on, _leaves_on(plan)) and one.feedback_on is not None
            ]
            drawn = rng.sample(seen, wanted)
            chosen += [(place, False) for place in sorted(drawn, key=lambda place: place.sort_order)]
            continue
        pool = pools[plan.term_no, org_class]
        taken = _next(plan, pool, wanted)
        chosen += [(place, True) for place in taken]
        chosen += [(place, False) for place in _next(plan, pool, plan.uncounted if org_class == "county" else 0)]
    return chosen


def _next(plan: Plan, pool: list[Organisation], wanted: int) -> list[Organisation]:
    """Take the next ones out of the pool: who leaves scope goes early, who is pinned or of the theme goes first."""
    leaves_on = _leaves_on(plan)
    pinned = [name for names in PINNED.values() for name in names]
    mine = PINNED.get(plan.round_id, ())
    schools = plan.theme == "学校和乡镇卫生院"

    def first(place: Organisation) -> tuple[bool, bool]:
        return (place.short_name not in mine, place.in_scope_to is None)

    ready = [
        place for place in pool
        if place.in_scope(plan.started_on, leaves_on)
        and (place.short_name not in pinned or place.short_name in mine or not _pinned_later(plan, place))
        and (plan.term_no == 13 or place.school_or_clinic == schools)
    ]
    # Villages abolished during term 14 are not hurried: one that leaves uncovered must not be in the denominator.
    taken = (sorted(ready, key=first) if plan.term_no == 13 or mine else ready)[:wanted]
    for place in taken:
        pool.remove(place)
    return sorted(taken, key=lambda place: place.sort_order)


def _pinned_later(plan: Plan, place: Organisation) -> bool:
    """Whether the organisation is kept for another round of the same term."""
    return any(
        place.short_name in names and round_id.startswith(f"{plan.term_no}-") and round_id > plan.round_id
        for round_id, names in PINNED.items()
    )


def _teams(plan: Plan, number: int) -> tuple[str, list[str]]:
    """The team level and the names of the teams of a round of that many organisations."""
    if plan.villages and plan.kind != "elevated":
        count = max(3, -(-number // 6))
        return "village", [f"村级第{NUMERALS[n]}巡察组" for n in range(count)]
    count = min(6, max(2, -(-number // 3)))
    return "county", [f"县委第{NUMERALS[n]}巡察组" for n in range(count)]


def _of_round(
    rng: Random, plan: Plan, one: Round, chosen: Sequence[tuple[Organisation, bool]], as_of: date
) -> list[Inspection]:
    level, teams = _teams(plan, len(chosen))
    feedback_from = {team: workday(one.heard_by_secretary + days(rng, 9, 34)) for team in teams}
    drawn = []
    for n, (place, counts) in enumerate(chosen):
        team = teams[n * len(teams) // len(chosen)]
        leaves_on = _leaves_on(plan)
        onsite_end = known(leaves_on, as_of)
        feedback_on = known(workday(feedback_from[team] + days(rng, 0, 3)), as_of)
        intensive_due_on = add_months(feedback_on, 3) if feedback_on else None
        size = {"township": 2.2, "county": 1.0, "village": 0.5}[place.org_class]
        stay = (min(leaves_on, as_of) - plan.started_on).days / 45
        effort = size * stay
        plan_on = workday(feedback_on + days(rng, 12, 28)) if feedback_on else None
        progress_on = workday(intensive_due_on + days(rng, -4, 16)) if intensive_due_on else None
        drawn.append(
            Inspection(
                inspection_id=f"{plan.round_id}-{n + 1:03}", round_id=plan.round_id, org_id=place.org_id, team=team,
                team_level=level, kind=plan.kind, counts_toward_coverage=counts, onsite_start=plan.started_on,
                onsite_end=onsite_end, reported_on=known(one.heard_by_secretary, as_of), feedback_on=feedback_on,
                plan_on=known(plan_on, as_of), intensive_due_on=intensive_due_on,
                progress_report_on=known(progress_on, as_of),
                talks=around(rng, 62 * effort, 9, 8, 400), questionnaires=around(rng, 55 * effort, 12, 10, 500),
                documents=around(rng, 900 * effort, 260, 60, 6000), visits=around(rng, 14 * effort, 4, 2, 120),
                petitions=around(rng, 7 * effort, 4, 0, 60), organisation=place, scheme=plan.scheme,
                leaves_on=leaves_on, quality=0.85 * place.quality + rng.gauss(0, 0.5),
            )
        )
    return drawn
