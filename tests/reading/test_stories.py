"""The cases of the livelihood page: each told once, in the order that is said, with what came back as noted under it."""

from dataclasses import replace
from datetime import date

from inspection.reading.stories import money_words, stories, summed_up
from inspection.reading.view import View
from tests import small

LEDGERS = {
    "organisations": """
        org_id | name       | org_class | parent_id | in_scope_from
        T      | 鹤泉镇党委 | township  |           | 2016-01-01
        V      | 柳村党支部 | village   | T         | 2016-01-01
    """,
    "cases": """
        case_id | kind       | org_id | occurred_on | title
        K1      | reform     | T      | 2025-09-30  | 专题以案促改
        K2      | livelihood | T      | 2025-01-01  | 变压器通电
        K3      | livelihood | V      | 2024-01-01  | 补贴退还农户
        K4      | livelihood | V      | 2024-02-01  | 收费退还
        K5      | livelihood | V      | 2025-10-01  | 次日的案例
    """,
    "case_quantities": """
        case_id | thing      | quantity | unit
        K2      | 受益农田   | 5200     | 亩
        K2      | 通电变压器 | 46       | 台
        K3      | 退还户数   | 71       | 户
    """,
    "recoveries": """
        recovery_id | org_id | case_id | recovered_on | amount_wan | returned_wan | returned_people
        M1          | V      | K3      | 2024-03-01   | 12.6      | 12.6        | 71
        M2          | V      | K4      | 2024-03-01   | 7          | 6            | 90
        M3          | T      | K1      | 2025-09-30   | 3          |              |
        M4          | V      | K4      | 2025-10-01   | 50         | 50           | 500
    """,
}


def test_cases_with_money_given_back_come_first_by_persons_then_those_with_something_counted():
    view, source = View("zh", small.AS_OF), small.source(**LEDGERS)
    told = stories(view, source)
    assert [(s.id, s.people, s.returned) for s in told] == [("K4", 90, 6.0), ("K3", 71, 12.6), ("K2", 0, 0.0), ("K1", 0, 0.0)]
    assert told[1].place == "柳村党支部（鹤泉镇党委）" and told[2].place == "鹤泉镇党委"
    assert told[2].gained == (("受益农田", "5,200 亩"), ("通电变压器", "46 台")) and told[0].gained == ()
    assert [money_words(s, "zh") for s in told] == ["退还群众 6.0 万元，90 人", "退还群众 12.6 万元，71 人", "", "挽回 3.0 万元"]
    assert summed_up(told, "zh").endswith("；2 个有钱款退还群众，共 18.6 万元，退给 161 人。")
    assert summed_up(told, "zh").startswith("共 4 个案例（")
    early = stories(replace(view, as_of=date(2024, 2, 1)), source)
    assert [(s.id, s.people) for s in early] == [("K3", 0), ("K4", 0)]  # something is counted in K3
    assert stories(replace(view, as_of=date(2023, 1, 1)), source) == ()
