"""The cases that are told as stories: what was done for people, and reforms and drives prompted by a case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from inspection.demonstration.chance import known, workday
from inspection.demonstration.rounds import Inspection


@dataclass(frozen=True)
class Story:
    """One case: found in which round at whom (class and, if it matters, short name), how many days after the start.

    `money` is (ten thousand yuan, persons it went back to, days after the case); `things` are (thing, number, unit).
    """

    kind: str
    round_id: str
    org_class: str
    short_name: str | None
    after_days: int
    title: str
    story: str
    things: tuple[tuple[str, int, str], ...] = ()
    money: tuple[str, int, int] | None = None


@dataclass(frozen=True)
class Restitution:
    """Money recovered in one case and given back to people."""

    case_id: str
    org_id: str
    inspection_id: str
    recovered_on: date
    amount_wan: Decimal
    people: int


STORIES = (
    Story("livelihood", "13-05", "village", None, 16, "追回被侵占的集体售房款",
          "群众反映村干部侵占集体售房款，移交核查属实，追回拆迁补偿款并发还群众。",
          (("补偿款涉及户数", 43, "户"),), ("68.40", 43, 170)),
    Story("reform", "13-06", "county", "县交通运输局", 265, "交通领域专题以案促改",
          "以身边案例开展警示教育，清理工程分包与设备租赁中的廉洁风险。", (("清理合同", 37, "份"),)),
    Story("livelihood", "13-09", "township", None, 21, "拖欠的环卫工资足额发放",
          "走访中发现环卫工资拖欠，督促当月发放到位。", (("补发工资人数", 58, "人"),)),
    Story("livelihood", "13-10", "village", None, 18, "管网改造后自来水通到最后一个村民组",
          "群众反映饮水断续，立行立改完成管网改造。", (("通水农户", 126, "户"),)),
    Story("reform", "14-01", "township", None, 300, "乡镇财务管理专题以案促改",
          "以白条入账案为镜，全县乡镇自查财务审批流程。", (("修订制度", 14, "项"),)),
    Story("livelihood", "14-02", "village", None, 12, "被截留的惠农补贴退还农户",
          "核对补贴花名册时发现截留，追回后逐户发还。",
          (("退还户数", 71, "户"),), ("12.65", 71, 96)),
    Story("livelihood", "14-03", "county", "稻香镇卫生院", 15, "药品目录和收费标准上墙公开",
          "针对“看病贵”，督促基层卫生院公开药品目录和收费标准。", (("公开药品品种", 486, "种"),)),
    Story("livelihood", "14-04", "township", None, 25, "高标准农田停用变压器全部通电",
          "走访发现高标准农田变压器不通电、机井无法灌溉，协调发改、自然资源、电力等部门解决。",
          (("高标准农田涉及村", 9, "个"), ("不通电变压器", 46, "台"), ("已通电变压器", 46, "台"),
           ("恢复灌溉机井", 118, "眼"), ("受益农田", 5200, "亩"))),
    Story("drive", "14-05", "village", None, 165, "党员干部参与集资修庙专项整治",
          "多个村存在同类问题，召集有关党组织集中约谈，限期整改。", (("退还集资款村数", 11, "个"),)),
    Story("livelihood", "14-07", "county", "县自然资源局", 20, "不动产登记实现“交房即发证”",
          "推动不动产信息共享和一网通办，实现掌上办、不见面办理。",
          (("压减办理环节", 5, "个"), ("首批发证", 812, "本"))),
    Story("reform", "14-07", "township", None, 240, "项目招投标专题以案促改",
          "围绕限额以下工程随意发包开展以案促改。", (("清理项目", 52, "个"),)),
    Story("livelihood", "14-08", "village", None, 10, "天然气入户费用多收部分退还",
          "群众反映入户费高于公示标准，核实后退还差额。",
          (("退费户数", 94, "户"),), ("7.05", 94, 60)),
    Story("drive", "14-10", "village", None, 110, "村级资金坐收坐支专项整治",
          "提级巡察中发现多村坐收坐支，开展集中整治。", (("清查账目", 48, "本"),)),
)


def cases(inspected: Sequence[Inspection], as_of: date) -> tuple[list[dict], list[dict], list[Restitution]]:
    """The rows of `cases` and of `case_quantities`, and the money that went back to people. Nothing here is drawn."""
    rows, quantities, restitutions = [], [], []
    for story in STORIES:
        one = _where(story, inspected)
        occurred_on = workday(one.onsite_start + timedelta(days=story.after_days))
        if occurred_on > as_of:
            continue
        case_id = f"AL{len(rows) + 1:02}"
        rows.append(
            {"case_id": case_id, "kind": story.kind, "org_id": one.org_id, "inspection_id": one.inspection_id,
             "occurred_on": occurred_on, "title": story.title, "story": f"{story.story}（演示）"}
        )
        quantities += [
            {"case_id": case_id, "thing": thing, "quantity": Decimal(number), "unit": unit}
            for thing, number, unit in story.things
        ]
        if story.money:
            amount, people, later = story.money
            recovered_on = known(workday(occurred_on + timedelta(days=later)), as_of)
            if recovered_on:
                restitutions.append(
                    Restitution(case_id, one.org_id, one.inspection_id, recovered_on, Decimal(amount), people)
                )
    return rows, quantities, restitutions


def _where(story: Story, inspected: Sequence[Inspection]) -> Inspection:
    """The inspection of the story: the round's first of that class, or of that name."""
    for one in inspected:
        place = one.organisation
        meant = story.short_name in (None, place.short_name)
        if meant and one.round_id == story.round_id and place.org_class == story.org_class:
            return one
    raise LookupError(f"no inspection for the story {story.title} in round {story.round_id}")
