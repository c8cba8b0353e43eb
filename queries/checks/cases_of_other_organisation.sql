/*
level = "warns"
rows = "cases"
column = "org_id"
affects = ["cases"]
title.zh = "案例的党组织和任务不一致"
title.en = "Case of another organisation"
wrong.zh = "党组织是 {org_id}，所填任务 {inspection_id} 巡察的却是 {inspected_org_id}"
wrong.en = "its organisation is {org_id}, yet inspection {inspection_id} was of {inspected_org_id}"
mend.zh = "核对党组织编号和任务编号；案例发生在下属单位的可以接受"
mend.en = "correct one of them, or accept it where it happened in a unit below"
reader.zh = "按党组织和按轮次看，案例归在不同单位。"
reader.en = "By organisation and by round the case stands with different units."
why.zh = "案例写明被巡察党组织"
why.en = "a case names the organisation inspected"

[columns]
inspected_org_id = "inspections.org_id"
*/
select c.case_id as case_id, c.org_id as org_id, c.inspection_id as inspection_id, i.org_id as inspected_org_id
from cases c
join inspections i on i.inspection_id = c.inspection_id
where c.org_id <> i.org_id
order by c.case_id
