"""Every one of the 69 figures of a county's yearly report can be answered from the demonstration county."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from inspection.demonstration import COUNTY, PUBLIC_ACCOUNT
from inspection.demonstration.words import SUMMONS_KINDS

VERIFIED = ("substantiated", "partly")


@dataclass(frozen=True)
class Report:
    """The ledgers, and the few things of them that several blanks ask for."""

    of: dict[str, list[dict]]
    org: dict[str, dict] = field(init=False)
    inspection: dict[str, dict] = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "org", {row["org_id"]: row for row in self.of["organisations"]})
        object.__setattr__(self, "inspection", {row["inspection_id"]: row for row in self.of["inspections"]})

    def rows(self, ledger: str, **equal) -> list[dict]:
        return [row for row in self.of[ledger] if all(row[name] == value for name, value in equal.items())]

    def inspected(self, **equal) -> set[str]:
        """Organisations inspected whose row has these values."""
        return {
            row["org_id"] for row in self.of["inspections"]
            if all(self.org[row["org_id"]][name] == value for name, value in equal.items())
        }

    def covered_in(self, term_no: int) -> tuple[int, int]:
        """Organisations covered in the term, and those in scope at its end."""
        term = self.rows("terms", term_no=term_no)[0]
        covered = {row["org_id"] for row in self.of["inspections"]
                   if row["round_id"].startswith(f"{term_no}-") and row["counts_toward_coverage"]}
        last = term["ended_on"] or max(row["started_on"] for row in self.of["rounds"])
        in_scope = {key for key, row in self.org.items()
                    if row["in_scope_from"] <= last and (row["in_scope_to"] is None or row["in_scope_to"] >= last)}
        return len(covered), len(covered | in_scope)

    def years_to_full_coverage(self) -> float:
        begun = self.rows("terms", term_no=13)[0]["started_on"]
        last = max(row["onsite_start"] for row in self.of["inspections"]
                   if row["round_id"].startswith("13-") and row["counts_toward_coverage"])
        return (last - begun).days / 365.25

    def reinspected(self, term_no: int) -> list[dict]:
        return [row for row in self.rows("inspections", kind="reinspection")
                if row["round_id"].startswith(f"{term_no}-")]

    def verification_rate(self, year: int) -> float:
        concluded = [row for row in self.of["clues"] if row["transferred_on"].year == year and row["concluded_on"]]
        return sum(row["outcome"] in VERIFIED for row in concluded) / len(concluded)

    def summons(self) -> list[dict]:
        return [row for row in self.of["notices"] if row["batch"]]

    def within_a_week_of_the_summons(self) -> set[str]:
        issued = {row["notice_id"]: row["issued_on"] for row in self.summons()}
        return {row["person_code"] for row in self.of["accountability"]
                if row["notice_id"] in issued
                and row["decided_on"] - issued[row["notice_id"]] <= timedelta(days=7)}

    def midway_village(self) -> dict:
        """The village inspection with the most clues transferred while the team was still there."""
        midway = Counter(row["inspection_id"] for row in self.rows("clues", midway=True)
                         if self.org[self.inspection[row["inspection_id"]]["org_id"]]["org_class"] == "village")
        return self.inspection[midway.most_common(1)[0][0]]

    def village_cadres_punished(self) -> set[str]:
        clues = {row["clue_id"] for row in self.rows("clues", inspection_id=self.midway_village()["inspection_id"])
                 if row["outcome"] in VERIFIED}
        return {row["person_code"] for row in self.rows("accountability", subject_level="village_cadre")
                if row["clue_id"] in clues and row["measure"] in ("party", "admin")}

    def special(self) -> dict:
        return self.rows("rounds", kind="special", theme="学校和乡镇卫生院")[0]

    def in_special(self, ledger: str) -> list[dict]:
        return [row for row in self.of[ledger]
                if self.inspection[row["inspection_id"]]["round_id"] == self.special()["round_id"]]

    def case(self, words: str) -> dict:
        return next(row for row in self.of["cases"] if words in row["title"])

    def of_case(self, ledger: str, words: str) -> list[dict]:
        return self.rows(ledger, case_id=self.case(words)["case_id"])

    def quantity(self, thing: str) -> int:
        return next(row["quantity"] for row in self.of_case("case_quantities", "变压器") if thing in row["thing"])

    def staff(self, *kinds: str) -> int:
        return sum(row["persons"] for row in self.of["staff_events"] if row["kind"] in kinds)


MONTHS = range(1, 13)
# The number of the blank, its words, and how it is answered: true when the ledgers hold a sensible answer.
BLANKS = {
    1: ("*县", lambda r: COUNTY.endswith("县")),
    2: ("*轮", lambda r: len(r.of["rounds"]) >= 22),
    3: ("巡察*个乡镇党委", lambda r: len(r.inspected(org_class="township")) == 14),
    4: ("*个县直党组织", lambda r: len(r.inspected(org_class="county")) >= 60),
    5: ("*个村级党组织", lambda r: len(r.inspected(org_class="village")) >= 170),
    6: ("发现问题*个", lambda r: len(r.of["findings"]) > 4000),
    7: ("移交线索*条", lambda r: len(r.of["clues"]) > 250),
    8: ("问责干部*人", lambda r: len({row["person_code"] for row in r.of["accountability"]}) > 200),
    9: ("挽回经济损失*余万元", lambda r: sum(row["amount_wan"] for row in r.of["recoveries"]) > 1000),
    10: ("*届县委全覆盖", lambda r: r.covered_in(13)[0] == r.covered_in(13)[1] > r.covered_in(14)[0]),
    11: ("*届县委良好开局", lambda r: [row["term_no"] for row in r.rows("terms", ended_on=None)] == [14]),
    12: ("*年任务", lambda r: r.rows("terms", term_no=13)[0]["planned_years"] == 5),
    13: ("*年完成", lambda r: 3 < r.years_to_full_coverage() <= 4),
    14: ("第*年抽取", lambda r: {row["onsite_start"].year for row in r.reinspected(13)} <= {2020, 2021}),
    15: ("*%的单位“回头看”", lambda r: 0.15 < len(r.reinspected(13)) / r.covered_in(13)[0] < 0.25),
    16: ("领导小组*次听取汇报", lambda r: len(r.rows("meetings", kind="leading_group")) > 20),
    17: ("书记专题会*次听取汇报", lambda r: len(r.rows("meetings", kind="secretary")) > 20),
    18: ("点人点事交办*项", lambda r: len(r.of["assigned_matters"]) > 80),
    19: ("问责处理干部*人", lambda r: sum(row["matter_id"] is not None for row in r.of["accountability"]) > 10),
    20: ("*名纳入人才库", lambda r: len({row["person_code"] for row in r.of["talent_pool"]}) > 100),
    21: ("清退人才库*人", lambda r: len(r.rows("talent_pool", left_reason="unfit")) >= 3),
    22: ("业务培训*人次", lambda r: r.staff("training") > 500),
    23: ("上挂省市锻炼*余人次", lambda r: r.staff("secondment") > 20),
    24: ("选调干部*人", lambda r: r.staff("selection") > 5),
    25: ("提拔、交流、重用*人", lambda r: all(r.staff(kind) for kind in ("promotion", "exchange", "entrusted"))),
    26: ("*个贫困村", lambda r: len(r.inspected(village_class="poor")) > 20),
    27: ("*个非贫困重点村", lambda r: len(r.inspected(village_class="key")) > 20),
    28: ("今年*月份", lambda r: min(row["published_on"] for row in r.rows("publications", kind="society")).year == 2025),
    29: ("“清廉*”", lambda r: PUBLIC_ACCOUNT.startswith("清廉")),
    30: ("*个单位公开“晾晒”", lambda r: len({r.inspection[row["inspection_id"]]["org_id"]
                                      for row in r.rows("publications", spoken_by_head=True)}) > 10),
    31: ("*年度", lambda r: min(row["award_year"] for row in r.of["report_scores"]) == 2023),
    32: ("和*年度", lambda r: max(row["award_year"] for row in r.of["report_scores"]) == 2024),
    33: ("优秀巡察报告*篇", lambda r: len({row["inspection_id"] for row in r.rows("report_scores", awarded=True)}) > 5),
    34: ("*人当选“干部之星”", lambda r: r.staff("star") > 3),
    35: ("*人受到综合表彰", lambda r: r.staff("commendation") > 3),
    36: ("由*年", lambda r: any(row["transferred_on"].year == 2017 for row in r.of["clues"])),
    37: ("*%", lambda r: abs(r.verification_rate(2017) - 0.38) < 0.04),
    38: ("提升至*年", lambda r: any(row["transferred_on"].year == 2024 for row in r.of["clues"])),
    39: ("*%", lambda r: abs(r.verification_rate(2024) - 0.57) < 0.04),
    40: ("*年", lambda r: len({row["issued_on"].year for row in r.summons()}) == 1),
    41: ("*月", lambda r: len({row["issued_on"] for row in r.summons()}) == 1),
    42: ("召集*个被巡察单位", lambda r: len({row["org_id"] for row in r.summons()}) > 10),
    43: ("*类重点问题", lambda r: {row["problem_kind"] for row in r.summons()} == set(SUMMONS_KINDS)),
    44: ("一周时间问责干部*名", lambda r: len(r.within_a_week_of_the_summons()) > 5),
    45: ("*年", lambda r: r.midway_village()["onsite_start"].year > 2016),
    46: ("*月", lambda r: r.midway_village()["onsite_start"].month in MONTHS),
    47: ("巡中移交问题线索*条", lambda r: len(
        r.rows("clues", inspection_id=r.midway_village()["inspection_id"], midway=True)) >= 4),
    48: ("查实并处分村干部*名", lambda r: len(r.village_cadres_punished()) >= 2),
    49: ("*年、", lambda r: len(r.rows("cases", kind="reform")) >= 2),
    50: ("*年，", lambda r: len({row["occurred_on"].year for row in r.rows("cases", kind="reform")}) >= 2),
    51: ("为*经济社会", lambda r: COUNTY.endswith("县")),
    52: ("*年", lambda r: r.special()["started_on"].year == 2022),
    53: ("*月", lambda r: r.special()["started_on"].month == 9),
    54: ("发现问题*个", lambda r: len(r.in_special("findings")) > 80),
    55: ("完善制度*项", lambda r: len(r.in_special("rules_made")) > 5),
    56: ("有效解决问题*个", lambda r: sum(row["completion"] == "done" for row in r.in_special("findings")) > 60),
    57: ("立行立改通知书*份", lambda r: len(r.rows("notices", kind="immediate")) > 100),
    58: ("解决切身利益的问题*余件", lambda r: sum(row["matters_solved"] or 0 for row in r.of["notices"]) > 100),
    59: ("*年", lambda r: r.case("售房款")["occurred_on"].year > 2016),
    60: ("*月", lambda r: r.case("售房款")["occurred_on"].month in MONTHS),
    61: ("追回拆迁补偿款*万元", lambda r: sum(row["amount_wan"] for row in r.of_case("recoveries", "售房款")) > 0),
    62: ("发还到*名群众", lambda r: sum(row["returned_people"] for row in r.of_case("recoveries", "售房款")) > 0),
    63: ("*年", lambda r: r.case("变压器")["occurred_on"].year > 2016),
    64: ("*月", lambda r: r.case("变压器")["occurred_on"].month in MONTHS),
    65: ("高标准农田*个村", lambda r: r.quantity("涉及村") > 0),
    66: ("*台变压器不通电", lambda r: r.quantity("不通电") > 0),
    67: ("*台变压器全部通电", lambda r: r.quantity("已通电") == r.quantity("不通电")),
    68: ("*年", lambda r: r.case("交房即发证")["occurred_on"].year > 2016),
    69: ("*月", lambda r: r.case("交房即发证")["occurred_on"].month in MONTHS),
}


def test_there_is_an_answer_for_each_of_the_69_blanks():
    assert list(BLANKS) == list(range(1, 70))


@pytest.fixture(scope="module")
def report(ledgers) -> Report:
    return Report(ledgers)


@pytest.mark.parametrize("number", BLANKS)
def test_a_blank_of_the_report_is_answered(report, number):
    words, answered = BLANKS[number]
    assert answered(report), f"{number}: {words}"
