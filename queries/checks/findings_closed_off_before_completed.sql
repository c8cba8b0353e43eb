/*
level = "warns"
rows = "findings"
column = "closed_off_on"
affects = ["closed_off_rate"]
title.zh = "销号早于完成"
title.en = "Closed off before completed"
wrong.zh = "销号日期 {closed_off_on} 早于完成日期 {completed_on}"
wrong.en = "the closing-off {closed_off_on} is before the completion {completed_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "先完成后核实销号；日期颠倒说明有一个不对。"
reader.en = "Completion comes before its verification: one of the two days is wrong."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select f.finding_id as finding_id, f.completed_on as completed_on, f.closed_off_on as closed_off_on
from findings f
where f.closed_off_on < f.completed_on
order by f.finding_id
