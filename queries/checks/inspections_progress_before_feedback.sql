/*
level = "warns"
rows = "inspections"
column = "progress_report_on"
title.zh = "整改报告早于反馈"
title.en = "Progress report before feedback"
wrong.zh = "整改报告日期 {progress_report_on} 早于反馈日期 {feedback_on}"
wrong.en = "the progress report {progress_report_on} is before the feedback {feedback_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "报送整改报告用时不可靠。"
reader.en = "Days to the progress report cannot be relied on."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.feedback_on as feedback_on, i.progress_report_on as progress_report_on
from inspections i
where i.progress_report_on < i.feedback_on
order by i.inspection_id
