"""What leaders instructed and the office remarked: dated, on a figure, an organisation or a round."""

from datetime import date

LEADER, GROUP, OFFICE = "县委主要领导", "县委巡察工作领导小组", "县委巡察办"

NOTES = (
    # (dated, kind, figure, organisation, round, words, by whose office)
    (date(2023, 4, 14), "instruction", "clue_verification_rate", None, None, "线索移交前先过筛，重量更要重质。", GROUP),
    (date(2024, 1, 9), "instruction", "coverage_rate", None, None, "村（社区）巡察排期前移，确保届内全覆盖。", LEADER),
    (date(2024, 7, 2), "remark", "findings", None, "14-08", "本轮村级问题较多，与轮次对象有关，不宜直接与镇级轮次对比。", OFFICE),
    (date(2025, 1, 15), "instruction", "clue_verification_rate", None, None, "超过一年未办结的线索逐件说明原因。", LEADER),
    (date(2025, 4, 9), "remark", "completion_rate", None, None, "整改情况开始向社会公开，完成以佐证材料为准。", OFFICE),
    (date(2025, 5, 12), "instruction", "overdue_rate", "T05", None, "逾期问题由镇党委书记包案，每半月报一次进度。", LEADER),
    (date(2025, 9, 18), "instruction", None, "T02", None, "云栖镇反复出现的问题要从制度上找原因，专题报告一次。", GROUP),
    (date(2025, 9, 22), "instruction", "overdue_rate", None, None, "逾期问题逐家约谈，第四季度清零。", LEADER),
    (date(2025, 9, 24), "remark", "accountability_decisions", None, None, "三季度处理决定正在送达，部分尚未入账。", OFFICE),
)


def notes() -> list[dict]:
    """The instructions and remarks, oldest first."""
    names = ("noted_on", "kind", "figure", "org_id", "round_id", "words", "office")
    return [{"note_id": f"PS{n:02}", **dict(zip(names, note, strict=True))} for n, note in enumerate(NOTES, 1)]
