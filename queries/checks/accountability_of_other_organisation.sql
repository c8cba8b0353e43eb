/*
level = "warns"
rows = "accountability"
column = "org_id"
affects = ["accountable_persons"]
title.zh = "处理的党组织和任务不一致"
title.en = "Decision on another organisation"
wrong.zh = "党组织是 {org_id}，所填任务 {inspection_id} 巡察的却是 {inspected_org_id}"
wrong.en = "its organisation is {org_id}, yet inspection {inspection_id} was of {inspected_org_id}"
mend.zh = "核对党组织编号和任务编号；处理上下级单位人员的可以接受"
mend.en = "correct one of them, or accept it where the person is of a unit above or below"
reader.zh = "按党组织和按轮次看，人数归在不同单位。"
reader.en = "By organisation and by round the person stands with different units."
why.zh = "问责处理写明被巡察党组织"
why.en = "a decision names the organisation inspected"

[columns]
inspected_org_id = "inspections.org_id"
*/
select a.action_id as action_id, a.org_id as org_id, a.inspection_id as inspection_id, i.org_id as inspected_org_id
from accountability a
join inspections i on i.inspection_id = a.inspection_id
where a.org_id <> i.org_id
order by a.action_id
