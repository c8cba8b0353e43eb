/*
level = "warns"
rows = "findings"
column = "reopened_on"
affects = ["reopened_rate"]
title.zh = "反弹早于完成"
title.en = "Reopened before completed"
wrong.zh = "反弹日期 {reopened_on} 早于完成日期 {completed_on}"
wrong.en = "the reopening {reopened_on} is before the completion {completed_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "完成之后才谈得上反弹，这样的反弹不计入反弹率。"
reader.en = "Only what was completed can reopen; this is not counted as reopened."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select f.finding_id as finding_id, f.completed_on as completed_on, f.reopened_on as reopened_on
from findings f
where f.reopened_on < f.completed_on
order by f.finding_id
