/*
level = "warns"
rows = "accountability"
column = "decided_on"
affects = ["accountable_persons", "accountability_decisions"]
title.zh = "处理早于巡察进驻"
title.en = "Decision before the inspection"
wrong.zh = "处理日期 {decided_on} 早于所填任务的进驻日期 {onsite_start}"
wrong.en = "decided on {decided_on}, before its inspection began on {onsite_start}"
mend.zh = "核对处理日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "不是这次巡察带来的问责，问责人数可能偏多。"
reader.en = "It did not come of this inspection: persons held to account may read too many."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select a.action_id as action_id, a.inspection_id as inspection_id, a.decided_on as decided_on,
    i.onsite_start as onsite_start
from accountability a
join inspections i on i.inspection_id = a.inspection_id
where a.decided_on < i.onsite_start
order by a.action_id
