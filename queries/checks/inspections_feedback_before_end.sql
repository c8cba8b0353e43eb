/*
level = "warns"
rows = "inspections"
column = "feedback_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "反馈早于撤点"
title.en = "Feedback before leaving the site"
wrong.zh = "反馈日期 {feedback_on} 早于撤点日期 {onsite_end}"
wrong.en = "the feedback {feedback_on} is before the end on site {onsite_end}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "整改完成率按反馈日期归年度，日期不对会归错年度。"
reader.en = "Completion is dated by feedback: with a wrong day it stands in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.onsite_end as onsite_end, i.feedback_on as feedback_on
from inspections i
where i.feedback_on < i.onsite_end
order by i.inspection_id
