/*
level = "warns"
rows = "publications"
column = "published_on"
affects = ["publications"]
title.zh = "已公开而任务没有反馈日期"
title.en = "Aired without a feedback date"
wrong.zh = "{published_on} 已公开，所属任务 {inspection_id} 没有反馈日期"
wrong.en = "aired on {published_on}, while inspection {inspection_id} has no feedback date"
mend.zh = "在巡察任务里补填反馈日期；确未反馈的可以接受"
mend.en = "give the feedback date of the inspection, or accept it"
reader.zh = "反馈以后的环节缺了起点。"
reader.en = "The stages after feedback lack their start."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select p.publication_id as publication_id, p.inspection_id as inspection_id, p.published_on as published_on
from publications p
join inspections i on i.inspection_id = p.inspection_id
where i.feedback_on is null
order by p.publication_id
