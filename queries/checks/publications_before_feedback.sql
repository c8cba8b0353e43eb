/*
level = "warns"
rows = "publications"
column = "published_on"
affects = ["publications"]
title.zh = "公开早于反馈"
title.en = "Aired before feedback"
wrong.zh = "公开日期 {published_on} 早于反馈日期 {feedback_on}"
wrong.en = "aired on {published_on}, before the feedback on {feedback_on}"
mend.zh = "核对日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "先后颠倒，有一个日期不对。"
reader.en = "One of the two days is wrong."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
feedback_on = "inspections.feedback_on"
*/
select p.publication_id as publication_id, p.inspection_id as inspection_id, p.published_on as published_on,
    i.feedback_on as feedback_on
from publications p
join inspections i on i.inspection_id = p.inspection_id
where p.published_on < i.feedback_on
order by p.publication_id
