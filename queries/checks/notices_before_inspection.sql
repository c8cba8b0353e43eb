/*
level = "warns"
rows = "notices"
column = "issued_on"
affects = ["notices", "notice_rate"]
title.zh = "文书下发早于巡察进驻"
title.en = "Notice before the inspection"
wrong.zh = "下发日期 {issued_on} 早于所填任务的进驻日期 {onsite_start}"
wrong.en = "issued on {issued_on}, before its inspection began on {onsite_start}"
mend.zh = "核对下发日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "文书按下发日期归年度，可能归错年度。"
reader.en = "Notices are dated by issue and may stand in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select n.notice_id as notice_id, n.inspection_id as inspection_id, n.issued_on as issued_on,
    i.onsite_start as onsite_start
from notices n
join inspections i on i.inspection_id = n.inspection_id
where n.issued_on < i.onsite_start
order by n.notice_id
