"""A small county whose every figure is known: organisations with so many findings, so many of them rectified."""

from datetime import date

from inspection.warehouse import Mart, Settings, dictionary, ledger_tables, memory_mart, settings

AS_OF = date(2025, 9, 30)
STARTED = date(2021, 7, 1)


def row(ledger: str, **values: object) -> tuple:
    """A row of a ledger from the columns named; the others are empty."""
    columns = dictionary().ledgers[ledger].columns
    assert not set(values) - {c.name for c in columns}
    return tuple(values.get(c.name) for c in columns)


def ledgers(
    organisations: dict[str, tuple[str, int, int]],
    *,
    feedback: date = date(2024, 3, 1),
    late: tuple[str, ...] = (),
    votes: dict[str, dict[str, int]] | None = None,
    clues: tuple[tuple, ...] = (),
) -> dict[str, list[tuple]]:
    """`organisations`: id -> (class, rectified, fed back); `late`: those fed back on 1 September 2025 only; `votes`:
    id -> grade -> votes; `clues`: (organisation, year or day of transfer, persons concerned or nothing) of each clue."""
    held: dict[str, list[tuple]] = {
        "terms": [row("terms", term_no=14, name="第十四届县委", started_on=STARTED, planned_years=5)],
        "rounds": [
            row("rounds", round_id="r", term_no=14, seq=1, name="第一轮", kind="routine", category_scheme="four",
                started_on=date(2021, 8, 1))
        ],
        **{name: [] for name in ("organisations", "inspections", "findings", "ballots", "clues")},
    }  # fmt: skip
    for id, (org_class, done, whole) in organisations.items():
        fed_back = date(2025, 9, 1) if id in late else feedback
        held["organisations"].append(
            row("organisations", org_id=id, name=f"{id}党组", org_class=org_class, in_scope_from=STARTED)
        )
        held["inspections"].append(
            row("inspections", inspection_id=f"i{id}", round_id="r", org_id=id, team="第一巡察组", team_level="county",
                kind="routine", counts_toward_coverage=True, onsite_start=date(2021, 8, 1), feedback_on=fed_back)
        )  # fmt: skip
        for number in range(whole):
            done_on = fed_back if number < done else None
            held["findings"].append(
                row("findings", finding_id=f"f{id}-{number}", inspection_id=f"i{id}", category="four-1", scope="common",
                    found_on=date(2021, 9, 1), channel="deadline", nature="immediate", completed_on=done_on,
                    completion="done" if done_on else "not_started", closed_off_on=done_on)
            )  # fmt: skip
        for grade, count in (votes or {}).get(id, {}).items():
            held["ballots"].append(
                row("ballots", inspection_id=f"i{id}", held_on=date(2025, 6, 1), voter_group="public", grade=grade,
                    votes=count)
            )  # fmt: skip
    for number, (id, when, *persons) in enumerate(clues):
        held["clues"].append(
            row("clues", clue_id=f"c{number}", inspection_id=f"i{id}", subject_level="general", outcome="pending",
                transferred_on=when if isinstance(when, date) else date(when, 9, 2), persons=persons[0] if persons else None)
        )  # fmt: skip
    return held


_MADE: dict[str, Mart] = {}


def mart(*args: object, as_of: date = AS_OF, **kwargs: object) -> Mart:
    """The county as a mart in memory; the same county is made once per process, for a mart is only read."""
    asked = repr((args, as_of, sorted(kwargs.items())))
    if asked not in _MADE:
        _MADE[asked] = memory_mart(ledger_tables(ledgers(*args, **kwargs)), as_of)
    return _MADE[asked]


def standard() -> Settings:
    return settings()


SMALL = {
    "A": ("township", 40, 40),
    "B": ("township", 38, 40),
    "C": ("township", 4, 40),
    "D": ("county", 10, 12),
    "E": ("county", 3, 4),
}
