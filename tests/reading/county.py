"""A county of ten organisations over two terms, small enough to know every figure of it by heart.

Term 13 covered C1, C2 and V1; term 14 so far C1, C2, C3, C4, T1, T2 and V1. Two rounds of term 14 were assessed.
"""

COUNTY = {
    "organisations": """
        org_id | name         | org_class | parent_id | sector      | village_class | in_scope_from | in_scope_to | predecessor_id | successor_id | sort_order
        T1     | 甲镇党委     | township  |           |             |               | 2016-07-01    |             |                |              | 1
        T2     | 乙镇党委     | township  |           |             |               | 2016-07-01    |             |                |              | 2
        C1     | 教育局党组   | county    |           | education   |               | 2016-07-01    |             |                |              | 3
        C2     | 卫健局党组   | county    |           | health      |               | 2016-07-01    |             |                |              | 4
        C3     | 财政局党组   | county    |           | economy     |               | 2021-01-01    |             | X1             |              | 5
        C4     | 水利局党组   | county    |           | agriculture |               | 2016-07-01    |             |                |              | 6
        X1     | 国资局党组   | county    |           | economy     |               | 2016-07-01    | 2020-12-31  |                | C3           | 7
        V1     | 甲村党支部   | village   | T1        |             | weak          | 2016-07-01    |             |                |              | 8
        V2     | 丙村党支部   | village   | T1        |             | general       | 2016-07-01    |             |                |              | 9
        V3     | 丁村党支部   | village   | T2        |             |               | 2016-07-01    |             |                |              | 10
    """,
    "rounds": """
        round_id | term_no | seq | name         | kind    | category_scheme | started_on
        13-01    | 13      | 1   | 十三届第一轮 | routine | four            | 2017-03-01
        14-01    | 14      | 1   | 十四届第一轮 | routine | four            | 2022-03-01
        14-02    | 14      | 2   | 十四届第二轮 | special | four            | 2024-03-01
    """,
    "inspections": """
        inspection_id | round_id | org_id | team | team_level | kind    | counts_toward_coverage | onsite_start | feedback_on
        A1            | 13-01    | C1     | 一组 | county     | routine | true                   | 2017-03-01   | 2017-06-01
        A2            | 13-01    | C2     | 一组 | county     | routine | true                   | 2017-03-01   | 2017-06-01
        A3            | 13-01    | V1     | 二组 | village    | routine | true                   | 2017-03-01   | 2017-06-01
        B1            | 14-01    | C1     | 一组 | county     | routine | true                   | 2022-03-01   | 2022-06-01
        B2            | 14-01    | C2     | 二组 | county     | routine | true                   | 2022-03-01   | 2022-06-01
        B4            | 14-01    | C4     | 二组 | county     | routine | true                   | 2022-03-01   | 2022-06-01
        BT1           | 14-01    | T1     | 三组 | county     | routine | true                   | 2022-03-01   | 2022-06-01
        BT2           | 14-01    | T2     | 三组 | county     | routine | true                   | 2022-03-01   | 2022-06-01
        BV1           | 14-01    | V1     | 四组 | village    | routine | true                   | 2022-03-01   | 2022-06-01
        D2            | 14-02    | C2     | 一组 | county     | special | false                  | 2024-03-01   | 2024-06-01
        D3            | 14-02    | C3     | 一组 | county     | special | true                   | 2024-03-01   | 2024-06-01
    """,
    "findings": """
        finding_id | inspection_id | category | aspect | scope      | found_on   | channel  | nature    | due_on     | completion  | completed_on | closed_off_on | reopened_on
        F01        | A1            | four-1   | 学习   | common     | 2017-03-10 | deadline | intensive | 2017-09-01 | done        | 2017-08-01   | 2017-10-01    |
        F02        | A2            | four-2   | 财务   | common     | 2017-03-10 | deadline | intensive | 2017-09-01 | in_progress |              |               |
        F11        | B1            | four-1   | 学习   | common     | 2022-03-10 | deadline | intensive | 2022-09-01 | done        | 2022-08-01   | 2022-10-01    |
        F12        | B1            | four-2   | 财务   | common     | 2022-03-11 | deadline | intensive | 2022-09-01 | done        | 2022-08-15   |               |
        F13        | B1            | four-1   | 制度   | common     | 2022-03-12 | reform   | long_term |            | done        | 2022-12-01   |               |
        F21        | B4            | four-2   | 财务   | common     | 2022-03-10 | deadline | intensive | 2022-09-01 | done        | 2022-09-20   |               |
        F22        | B4            | four-2   | 采购   | individual | 2022-03-10 | deadline | intensive | 2022-09-01 | in_progress |              |               |
        F23        | BT1           | four-1   | 学习   | common     | 2022-03-12 | deadline | immediate | 2022-09-01 | mostly_done |              |               |
    """,
    "ballots": """
        inspection_id | held_on    | voter_group | grade   | votes
        B1            | 2022-12-01 | public      | good    | 80
        B1            | 2022-12-01 | public      | average | 20
        B2            | 2022-12-02 | public      | fair    | 50
        B2            | 2022-12-02 | public      | poor    | 50
        B4            | 2022-12-02 | public      | average | 100
        BT1           | 2022-12-03 | public      | average | 100
        BT2           | 2022-12-03 | public      | fair    | 100
        D2            | 2024-12-05 | public      | good    | 900
        D3            | 2024-12-06 | public      | poor    | 100
    """,
    "explanations": """
        inspection_id | kind    | held_on
        B4            | explain | 2023-02-01
        D3            | list    | 2025-02-01
    """,
    "clues": """
        clue_id | inspection_id | transferred_on | subject_level | handler | disposal     | disposed_on | outcome         | concluded_on | case_filed_on
        1       | A1            | 2018-03-01     | general       | 一室    | verification | 2018-03-10  | substantiated   | 2018-06-01   | 2018-07-01
        2       | A2            | 2018-03-01     | general       | 一室    | verification | 2018-03-10  | unsubstantiated | 2018-06-01   |
        3       | B1            | 2022-05-01     | general       | 一室    | verification | 2022-05-10  | substantiated   | 2022-08-01   | 2022-09-01
        4       | B2            | 2022-05-02     | general       | 一室    | verification | 2022-05-10  | unsubstantiated | 2022-08-01   |
        5       | BV1           | 2022-05-03     | village_cadre | 二室    | verification | 2022-05-10  | partly          | 2022-08-01   |
        6       | D2            | 2024-05-01     | general       | 二室    | verification | 2024-05-10  | substantiated   | 2024-08-01   |
        7       | D3            | 2024-05-02     | general       |         |              |             | pending         |              |
    """,
    "notices": """
        notice_id | kind        | issued_on  | org_id | inspection_id | due_on     | completed_on
        N1        | supervision | 2025-01-10 | C2     |               | 2025-03-01 |
        N2        | immediate   | 2022-04-01 | T1     | BT1           | 2022-05-01 |
        N3        | immediate   | 2017-04-01 | C1     | A1            | 2017-05-01 |
    """,
    "meetings": """
        meeting_id | kind          | held_on    | round_id
        M1         | secretary     | 2022-05-20 | 14-01
        M2         | standing      | 2024-05-20 | 14-02
        M3         | leading_group | 2025-12-01 |
    """,
    "report_scores": """
        award_year | inspection_id | judge | score | awarded
        2022       | B1            | 1     | 90    | true
        2022       | B1            | 2     | 94    | true
        2022       | B2            | 1     | 80    | false
        2022       | B2            | 2     | 82    | false
        2022       | BT1           | 1     | 96    | true
        2022       | BT1           | 2     | 97    | true
        2024       | D3            | 1     | 70    | false
        2024       | D3            | 2     | 72    | false
    """,
}


def clues(*groups: tuple) -> str:
    """A ledger of clues: (year of transfer, handler, verified, unverified, pending); each is transferred on 1 March to
    the handler, concluded sixty days later where it is not pending, and belongs to the inspection B1 unless a sixth
    entry names another."""
    lines = ["clue_id|inspection_id|transferred_on|subject_level|handler|disposal|disposed_on|outcome|concluded_on"]
    number = 0
    for year, handler, *counts, inspection in ((*g, "B1")[:6] for g in groups):
        for outcome, count in zip(("substantiated", "unsubstantiated", "pending"), counts, strict=True):
            ended = "" if outcome == "pending" else f"{year}-04-30"
            for _ in range(count):
                number += 1
                lines.append(f"{number}|{inspection}|{year}-03-01|general|{handler}|verification|{year}-03-02|{outcome}|{ended}")
    return "\n".join(lines)
