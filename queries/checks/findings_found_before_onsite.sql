/*
level = "warns"
rows = "findings"
column = "found_on"
affects = ["findings", "immediate_rate"]
title.zh = "发现早于进驻"
title.en = "Found before entering the site"
wrong.zh = "发现日期 {found_on} 早于进驻日期 {onsite_start}"
wrong.en = "found on {found_on}, before the site was entered on {onsite_start}"
mend.zh = "核对发现日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "发现问题按发现日期归年度，可能归错年度。"
reader.en = "Findings are dated by it and may stand in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select f.finding_id as finding_id, f.found_on as found_on, i.onsite_start as onsite_start
from findings f
join inspections i on i.inspection_id = f.inspection_id
where f.found_on < i.onsite_start
order by f.finding_id
