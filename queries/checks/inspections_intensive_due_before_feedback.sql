/*
level = "warns"
rows = "inspections"
column = "intensive_due_on"
title.zh = "集中整改期限早于反馈"
title.en = "Intensive period ends before feedback"
wrong.zh = "集中整改期限 {intensive_due_on} 早于反馈日期 {feedback_on}"
wrong.en = "the end of the intensive period {intensive_due_on} is before the feedback {feedback_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "集中整改期没有一天。"
reader.en = "The intensive period has no day."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.feedback_on as feedback_on, i.intensive_due_on as intensive_due_on
from inspections i
where i.intensive_due_on < i.feedback_on
order by i.inspection_id
