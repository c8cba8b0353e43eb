"""Small counties that go wrong in every way the contract allows, the same county for the same seed.

Keys, references and codes hold, as do the rules an import enforces within a row (a concluded clue and a done finding
have their dates, or the mark that nobody knows them); everything else is drawn from a handful of days, so that dates
meet: a deadline on the as-of day, a conclusion on the last day of a term, a term that begins on the day the one before
ends.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from inspection.warehouse.dictionary import dictionary
from tests.second.county import columns_of

Ledgers = dict[str, list[tuple]]
FIRST_DAY = date(2021, 1, 1)
DAYS = 4 * 365


@dataclass(frozen=True)
class RandomCounty:
    """The ledgers, the as-of days worth asking about (boundaries, the far past, the far future), and the one among them
    that the ledgers are made up to."""

    ledgers: Ledgers
    days: tuple[date, ...]
    made_up_to: date


class Maker:
    """Draws the ledgers of one county one after another, each row from those it refers to."""

    def __init__(self, seed: int):
        self.random = Random(seed)
        self.tables: dict[str, list[dict[str, object]]] = {name: [] for name in dictionary().ledgers}
        some = [FIRST_DAY + timedelta(days=self.random.randrange(DAYS)) for _ in range(5)]
        # the same day a year on: the edge of every window of 365 days, and of a leap year
        self.pool = [
            *some,
            *(day + timedelta(days=365) for day in some[:2]),
            *(day + timedelta(days=366) for day in some[:1]),
            date(2023, 12, 31),
            date(2024, 1, 1),
        ]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def day(self) -> date:
        return self.random.choice(self.pool) + timedelta(days=self.random.choice((0, 0, 0, 0, -1, 1, 30)))

    def maybe(self, value: object, empty: float = 0.3) -> object:
        return None if self.chance(empty) else value

    def day_since(self, start: date) -> date:
        """A day not before `start`, often that very day; once in a while a day before it, as a slip of the pen."""
        if self.chance(0.08):
            return start - timedelta(days=30)
        later = [day for day in self.pool if day >= start]
        return self.random.choice([start, start + timedelta(days=365), *later])

    def code(self, ledger: str, column: str) -> str:
        return self.random.choice(dictionary().codes[dictionary().ledgers[ledger].column(column).codes]).code

    def pick(self, ledger: str, column: str) -> object:
        return self.random.choice(self.tables[ledger])[column]

    def pick_or_none(self, ledger: str, column: str, empty: float = 0.3) -> object:
        return None if not self.tables[ledger] or self.chance(empty) else self.pick(ledger, column)

    def add(self, ledger: str, **values: object) -> None:
        """One row; codes not given are drawn, what else is not given and not required is empty."""
        row: dict[str, object] = {}
        for column in dictionary().ledgers[ledger].columns:
            if column.name in values:
                row[column.name] = values.pop(column.name)
            elif column.type == "code":
                code = self.code(ledger, column.name)
                row[column.name] = code if column.required else self.maybe(code)
            elif not column.required:
                row[column.name] = None
            elif column.type == "text":
                row[column.name] = f"{column.zh}{len(self.tables[ledger]) + 1}"
            else:
                raise ValueError(f"{ledger}.{column.name} must be given")
        if values:
            raise ValueError(f"{ledger} has no column {', '.join(values)}")
        self.tables[ledger].append(row)

    # --- who is inspected, and when -----------------------------------------------------------------------------------

    def terms(self) -> None:
        start = FIRST_DAY - timedelta(days=self.random.choice((0, 200)))
        for number in (12, 13, 14)[: self.random.choice((1, 2, 2, 3, 3))]:
            end = start + timedelta(days=self.random.choice((300, 500, 700)))
            self.add("terms", term_no=number, started_on=start, ended_on=end, planned_years=5)
            self.pool += [start, end, end + timedelta(days=1)]
            # the next begins the day after, on the very day, or after a gap
            start = end + timedelta(days=self.random.choice((1, 1, 0, 90)))
        if self.chance(0.6):
            self.tables["terms"][-1]["ended_on"] = None

    def rounds(self) -> None:
        for number in range(self.random.choice((1, 3, 6))):
            self.add(
                "rounds",
                round_id=f"R{number}",
                term_no=self.pick("terms", "term_no"),
                seq=number,
                started_on=self.day(),
            )

    def organisations(self) -> None:
        for number in range(self.random.choice((1, 4, 9))):
            since = self.day() - timedelta(days=self.random.choice((0, 900, 1800)))
            self.pool.append(since)
            until = self.maybe(since + timedelta(days=self.random.choice((0, 300, 900, 1500))), 0.6)
            if until:
                self.pool.append(until)
            self.add(
                "organisations",
                org_id=f"O{number}",
                org_class=self.random.choice(("township", "county", "village")),
                parent_id=self.pick_or_none("organisations", "org_id"),
                in_scope_from=since,
                in_scope_to=until,
                predecessor_id=self.pick_or_none("organisations", "org_id", 0.7),
            )
        for row in self.tables["organisations"]:
            if row["in_scope_to"] and self.chance(0.5):
                row["successor_id"] = self.pick("organisations", "org_id")  # merged, into itself now and then

    def inspections(self) -> None:
        for number in range(self.random.choice((0, 5, 12))):
            start = self.day()
            self.add(
                "inspections",
                inspection_id=f"I{number}",
                round_id=self.pick("rounds", "round_id"),
                org_id=self.pick("organisations", "org_id"),
                team=self.random.choice(("一组", "二组", "三组")),
                kind=self.random.choice(("routine", "village", "reinspection", self.code("inspections", "kind"))),
                counts_toward_coverage=self.chance(0.7),
                onsite_start=start,
                onsite_end=self.maybe(start + timedelta(days=45)),
                feedback_on=self.maybe(self.day_since(start)),
                talks=self.maybe(self.random.randrange(200)),
                questionnaires=self.maybe(self.random.randrange(200)),
                documents=self.maybe(self.random.randrange(5000)),
                visits=self.maybe(self.random.randrange(50)),
                petitions=self.maybe(self.random.randrange(9)),
            )

    def meetings(self) -> None:
        for number in range(self.random.choice((0, 2, 5))):
            self.add(
                "meetings",
                meeting_id=f"M{number}",
                held_on=self.day(),
                round_id=self.pick_or_none("rounds", "round_id"),
            )

    # --- what was found -----------------------------------------------------------------------------------------------

    def findings(self) -> None:
        for number in range(self.random.choice((0, 15, 40))):
            found_on = self.day()
            completion = self.random.choice(("done", "done", self.code("findings", "completion")))
            completed_on = self.day_since(found_on)
            self.add(
                "findings",
                finding_id=f"F{number}",
                inspection_id=self.pick("inspections", "inspection_id"),
                found_on=found_on,
                key_focus=self.maybe(self.chance(0.5)),
                livelihood=self.maybe(self.chance(0.5)),
                due_on=self.maybe(self.random.choice((completed_on, self.day()))),
                completion=completion,
                completed_on=completed_on if completion == "done" else self.maybe(completed_on, 0.8),
                closed_off_on=self.maybe(self.day_since(found_on), 0.5),
                reopened_on=self.maybe(self.random.choice((completed_on, self.day())), 0.5),
                repeat_of=self.pick_or_none("findings", "finding_id", 0.8),
            )

    def clues(self) -> None:
        for number in range(self.random.choice((0, 10, 30))):
            transferred_on = self.day()
            outcome = self.code("clues", "outcome")
            concluded_on = self.day_since(transferred_on) + timedelta(days=self.random.choice((0, 0, 1, -1)))
            self.add(
                "clues",
                clue_id=f"C{number}",
                inspection_id=self.pick("inspections", "inspection_id"),
                transferred_on=transferred_on,
                midway=self.maybe(self.chance(0.5)),
                persons=self.maybe(self.random.randrange(4)),
                handler=self.maybe(self.random.choice(("第一室", "第二室"))),
                disposed_on=self.maybe(self.day()),
                outcome=outcome,
                concluded_on=self.maybe(concluded_on, 0.9) if outcome == "pending" else concluded_on,
                case_filed_on=self.maybe(self.day(), 0.6),
            )

    def clue_reviews(self) -> None:
        for number in range(len(self.tables["clues"])):
            self.add(
                "clue_reviews", review_id=f"V{number}", clue_id=self.pick("clues", "clue_id"), reviewed_on=self.day()
            )

    def ballots(self) -> None:
        keys = set()
        for _ in range(self.random.choice((0, 20, 60))):
            grade = self.random.choice(("unknown", self.code("ballots", "grade")))
            key = (self.pick("inspections", "inspection_id"), self.day(), self.code("ballots", "voter_group"), grade)
            if key not in keys:
                keys.add(key)
                self.add(
                    "ballots",
                    **dict(zip(("inspection_id", "held_on", "voter_group", "grade"), key, strict=True)),
                    votes=self.random.choice((0, 0, 1, 7, 30)),
                )

    # --- what came of it ----------------------------------------------------------------------------------------------

    def notices(self) -> None:
        for number in range(self.random.choice((0, 8))):
            self.add(
                "notices",
                notice_id=f"N{number}",
                issued_on=self.day(),
                batch=self.maybe(self.random.choice(("甲批", "乙批"))),
                org_id=self.pick("organisations", "org_id"),
                inspection_id=self.pick_or_none("inspections", "inspection_id"),
                completed_on=self.maybe(self.day()),
                matters_solved=self.maybe(self.random.randrange(5)),
                beneficiaries=self.maybe(self.random.randrange(900)),
            )

    def assigned_matters(self) -> None:
        for number in range(self.random.choice((0, 8)) if self.tables["meetings"] else 0):
            self.add(
                "assigned_matters",
                matter_id=f"T{number}",
                meeting_id=self.pick("meetings", "meeting_id"),
                org_id=self.pick("organisations", "org_id"),
                completed_on=self.maybe(self.day()),
            )

    def accountability(self) -> None:
        issued_on = {row["notice_id"]: row["issued_on"] for row in self.tables["notices"]}
        for number in range(self.random.choice((0, 12))):
            notice_id = self.pick_or_none("notices", "notice_id", 0.6)
            soon = timedelta(days=self.random.choice((-1, 0, 7, 8)))
            self.add(
                "accountability",
                action_id=f"A{number}",
                person_code=f"P{self.random.randrange(5)}",
                org_id=self.pick("organisations", "org_id"),
                inspection_id=self.pick_or_none("inspections", "inspection_id"),
                clue_id=self.pick_or_none("clues", "clue_id", 0.4),
                matter_id=self.pick_or_none("assigned_matters", "matter_id", 0.5),
                notice_id=notice_id,
                decided_on=issued_on[notice_id] + soon if notice_id else self.day(),
            )

    def cases(self) -> None:
        for number in range(self.random.choice((0, 4))):
            self.add(
                "cases",
                case_id=f"K{number}",
                org_id=self.pick("organisations", "org_id"),
                inspection_id=self.pick_or_none("inspections", "inspection_id"),
                occurred_on=self.day(),
            )

    def recoveries(self) -> None:
        for number in range(self.random.choice((0, 8))):
            self.add(
                "recoveries",
                recovery_id=f"G{number}",
                org_id=self.pick("organisations", "org_id"),
                inspection_id=self.pick_or_none("inspections", "inspection_id"),
                case_id=self.pick_or_none("cases", "case_id"),
                recovered_on=self.day(),
                amount_wan=Decimal(self.random.randrange(10**7)) / 10**4,
                returned_wan=self.maybe(Decimal(self.random.randrange(10**5)) / 100),
                returned_people=self.maybe(self.random.randrange(50)),
            )

    def hung_on_inspections(self) -> None:
        for number in range(self.random.choice((0, 6)) if self.tables["inspections"] else 0):
            task = self.pick("inspections", "inspection_id")
            self.add("rules_made", rule_id=f"L{number}", inspection_id=task, issued_on=self.day())
            self.add("publications", publication_id=f"B{number}", inspection_id=task, published_on=self.day())

    def staff(self) -> None:
        for number in range(self.random.choice((0, 6))):
            kind = self.random.choice(("training", self.code("staff_events", "kind")))
            self.add("staff_events", event_id=f"E{number}", kind=kind, held_on=self.day(), persons=number)
            joined_on = self.day()
            self.add(
                "talent_pool", person_code=f"P{number}", joined_on=joined_on,
                left_on=self.maybe(self.day_since(joined_on)),
            )


    # --- drawn last, so that what stands above stays as it was for a seed ---------------------------------------------

    def aspects(self) -> None:
        for row in self.tables["findings"]:
            row["aspect"] = self.maybe(self.random.choice(("甲面", "乙面")))

    def quantities(self) -> None:
        for case in self.tables["cases"]:
            for thing in self.random.choice(((), ("灯",), ("井", "灯"))):
                quantity = Decimal(self.random.randrange(900)) / 4
                self.add("case_quantities", case_id=case["case_id"], thing=thing, quantity=quantity)

    def airing(self) -> None:
        for row in self.tables["publications"]:
            row["spoken_by_head"] = self.maybe(self.chance(0.5))
        for row in self.tables["notices"]:
            row["problem_kind"] = self.maybe(self.random.choice(("吃拿卡要", "政策不落实")))

    def report_scores(self) -> None:
        for task in self.tables["inspections"][:4]:
            for year in {task["onsite_start"].year, self.day().year}:
                for judge in range(self.random.choice((0, 1, 3))):
                    score, awarded = Decimal(self.random.randrange(700, 1000)) / 10, self.chance(0.3)
                    self.add(
                        "report_scores", award_year=year, inspection_id=task["inspection_id"], judge=f"评委{judge}",
                        score=score, awarded=awarded,
                    )

    def explanations(self) -> None:
        for task in self.tables["inspections"][::2]:
            self.add("explanations", inspection_id=task["inspection_id"], held_on=self.day_since(task["onsite_start"]))

    def measures(self) -> None:
        for finding in self.tables["findings"]:
            for number in range(self.random.choice((0, 1, 2))):
                self.add(
                    "measures", measure_id=f"{finding['finding_id']}.{number}", finding_id=finding["finding_id"],
                    due_on=self.maybe(self.day()), done_on=self.maybe(self.day()),
                )
        for row in self.tables["rules_made"]:
            row["finding_id"] = self.pick_or_none("findings", "finding_id")
            row["title"] = self.maybe("某某办法")

    def verifications(self) -> None:
        """Two draws, of findings closed or not yet; most were visited, some later than the days asked about. One of them, mostly,
        has noted the classes of its day and their numbers, of which a row may be lost."""
        for sample in ("甲", "乙"):
            drawn_on = max(self.day() for _ in range(4))
            noted, lost = sample == "甲", self.chance(0.2)
            sizes = {code: (self.random.randrange(9, 60), self.random.randrange(1, 9)) for code in ("township", "village", None)}
            for finding in self.tables["findings"][:: self.random.choice((2, 3))]:
                verified_on = self.maybe(self.day_since(drawn_on), 0.8)
                found = self.random.choice(("held", "held", "partly", "not_held")) if verified_on else None
                code = self.random.choice(tuple(sizes)) if noted else None
                size, of = (None, None) if not noted or (lost and self.chance(0.1)) else sizes[code]
                self.add(
                    "verifications", sample_id=sample, finding_id=finding["finding_id"], drawn_on=drawn_on,
                    verified_on=verified_on, found=found, drawn_class=code, class_closed=size, class_drawn=of,
                )

    def notes(self) -> None:
        """Instructions and remarks, on an organisation, a round, both or neither."""
        for number in range(8):
            self.add(
                "notes", note_id=f"批{number}", noted_on=self.day(), figure=self.maybe("overdue_rate"),
                org_id=self.pick_or_none("organisations", "org_id"), round_id=self.pick_or_none("rounds", "round_id"),
                words="逐件说明", office="县委巡察办",
            )

    def team_reviews(self) -> None:
        """Answers about teams, of those that were in the round and of others; of some groups too few, some counted later."""
        teams = sorted({(task["round_id"], task["team"]) for task in self.tables["inspections"] if task["team"]})
        for round_id, team in teams:
            for question in ("conduct", "method", "help"):
                for grade in ("good", "fair", "poor", "unknown"):
                    if self.random.random() < 0.6:
                        self.add("team_reviews", round_id=round_id, team=team, question=question, grade=grade,
                                 collected_on=self.day(), answers=self.random.choice((0, 1, 2, 3, 5)))

    def unknown_days(self) -> None:
        """Things that have ended on a day nobody knows, and the mark said to be untrue where it is not."""
        for ledger, state, still_open, day, mark in (
            ("clues", "outcome", ("pending",), "concluded_on", "concluded_undated"),
            ("findings", "completion", ("not_started", "in_progress", "mostly_done"), "completed_on", "completed_undated"),
        ):
            for row in self.tables[ledger]:
                unknown = row[state] not in still_open and self.chance(0.15)
                row[mark] = True if unknown else self.maybe(False, 0.9)
                row[day] = None if unknown else row[day]


def random_county(seed: int) -> RandomCounty:
    """The county of a seed. Some have no inspection, no clue, one organisation, or no sector at all."""
    maker = Maker(seed)
    maker.terms()
    maker.rounds()
    maker.organisations()
    maker.inspections()
    maker.meetings()
    if maker.tables["inspections"]:
        maker.findings()
        maker.clues()
        maker.ballots()
    if maker.tables["clues"]:
        maker.clue_reviews()
    maker.notices()
    maker.assigned_matters()
    maker.accountability()
    maker.cases()
    maker.recoveries()
    maker.hung_on_inspections()
    maker.staff()
    maker.aspects()
    maker.quantities()
    maker.report_scores()
    maker.explanations()
    maker.airing()
    maker.unknown_days()
    maker.measures()
    maker.verifications()
    maker.notes()
    maker.team_reviews()
    ledgers = {
        name: [tuple(row[column] for column in columns_of(name)) for row in rows] for name, rows in maker.tables.items()
    }
    days = (*dict.fromkeys(maker.pool), FIRST_DAY - timedelta(days=3000), FIRST_DAY + timedelta(days=4000))
    return RandomCounty(ledgers, days, days[1])
