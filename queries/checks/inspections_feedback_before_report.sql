/*
level = "warns"
rows = "inspections"
column = "feedback_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "反馈早于汇报"
title.en = "Feedback before the report"
wrong.zh = "反馈日期 {feedback_on} 早于汇报日期 {reported_on}"
wrong.en = "the feedback {feedback_on} is before the report {reported_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "先汇报后反馈；反馈日期不对，整改完成率会归错年度。"
reader.en = "The report comes first; with a wrong day completion stands in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.reported_on as reported_on, i.feedback_on as feedback_on
from inspections i
where i.feedback_on < i.reported_on
order by i.inspection_id
