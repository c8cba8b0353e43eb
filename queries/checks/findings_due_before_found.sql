/*
level = "warns"
rows = "findings"
column = "due_on"
affects = ["overdue_rate", "on_time_rate"]
title.zh = "整改期限早于发现"
title.en = "Due before found"
wrong.zh = "整改期限 {due_on} 早于发现日期 {found_on}"
wrong.en = "the due date {due_on} is before the finding {found_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "一发现就逾期，逾期率偏高。"
reader.en = "It is overdue from the start: the overdue rate reads too high."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select f.finding_id as finding_id, f.found_on as found_on, f.due_on as due_on
from findings f
where f.due_on < f.found_on
order by f.finding_id
