/*
level = "warns"
rows = "findings"
column = "completed_on"
affects = ["completion_rate", "on_time_rate"]
title.zh = "完成早于发现"
title.en = "Completed before found"
wrong.zh = "完成日期 {completed_on} 早于发现日期 {found_on}"
wrong.en = "the completion {completed_on} is before the finding {found_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "完成日期不对，按期完成率不可靠。"
reader.en = "With a wrong day the on-time rate cannot be relied on."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select f.finding_id as finding_id, f.found_on as found_on, f.completed_on as completed_on
from findings f
where f.completed_on < f.found_on
order by f.finding_id
