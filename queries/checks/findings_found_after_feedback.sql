/*
level = "warns"
rows = "findings"
column = "found_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "发现晚于反馈"
title.en = "Found after feedback"
wrong.zh = "发现日期 {found_on} 晚于反馈日期 {feedback_on}"
wrong.en = "found on {found_on}, after the feedback on {feedback_on}"
mend.zh = "核对发现日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "反馈时还没有这个问题，整改完成率的分母对不上反馈意见。"
reader.en = "It was not there when findings were fed back: completion does not match the feedback."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
feedback_on = "inspections.feedback_on"
*/
select f.finding_id as finding_id, f.found_on as found_on, i.feedback_on as feedback_on
from findings f
join inspections i on i.inspection_id = f.inspection_id
where f.found_on > i.feedback_on
order by f.finding_id
