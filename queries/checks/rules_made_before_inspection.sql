/*
level = "warns"
rows = "rules_made"
column = "issued_on"
affects = ["rules_made"]
title.zh = "制度印发早于巡察进驻"
title.en = "Rule made before the inspection"
wrong.zh = "印发日期 {issued_on} 早于所填任务的进驻日期 {onsite_start}"
wrong.en = "issued on {issued_on}, before its inspection began on {onsite_start}"
mend.zh = "核对印发日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "不是这次巡察带来的制度，建章立制数可能偏多。"
reader.en = "It did not come of this inspection: rules made may read too many."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select l.rule_id as rule_id, l.inspection_id as inspection_id, l.issued_on as issued_on, i.onsite_start as onsite_start
from rules_made l
join inspections i on i.inspection_id = l.inspection_id
where l.issued_on < i.onsite_start
order by l.rule_id
