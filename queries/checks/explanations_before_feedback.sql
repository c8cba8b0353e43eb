/*
level = "warns"
rows = "explanations"
column = "held_on"
affects = ["explanations"]
title.zh = "作说明早于反馈"
title.en = "Explanation before feedback"
wrong.zh = "作说明日期 {held_on} 早于反馈日期 {feedback_on}"
wrong.en = "explained on {held_on}, before the feedback on {feedback_on}"
mend.zh = "核对日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "先后颠倒，有一个日期不对。"
reader.en = "One of the two days is wrong."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
feedback_on = "inspections.feedback_on"
*/
select e.inspection_id as inspection_id, e.kind as kind, e.held_on as held_on, i.feedback_on as feedback_on
from explanations e
join inspections i on i.inspection_id = e.inspection_id
where e.held_on < i.feedback_on
order by e.inspection_id, e.kind
