/*
level = "warns"
rows = "ballots"
column = "held_on"
affects = ["satisfaction_rate"]
title.zh = "测评早于反馈"
title.en = "Ballots before feedback"
wrong.zh = "测评日期 {held_on} 早于反馈日期 {feedback_on}"
wrong.en = "held on {held_on}, before the feedback on {feedback_on}"
mend.zh = "核对测评日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "测评的不是这次巡察的整改。"
reader.en = "The ballots are not on the rectification of this inspection."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
feedback_on = "inspections.feedback_on"
*/
select b.inspection_id as inspection_id, b.held_on as held_on, b.voter_group as voter_group, b.grade as grade,
    i.feedback_on as feedback_on
from ballots b
join inspections i on i.inspection_id = b.inspection_id
where b.held_on < i.feedback_on
order by b.inspection_id, b.held_on, b.voter_group, b.grade
