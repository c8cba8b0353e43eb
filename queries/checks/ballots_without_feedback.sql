/*
level = "warns"
rows = "ballots"
column = "held_on"
affects = ["satisfaction_rate"]
title.zh = "有测评而任务没有反馈日期"
title.en = "Ballots without a feedback date"
wrong.zh = "{held_on} 已测评，所属任务 {inspection_id} 没有反馈日期"
wrong.en = "ballots were held on {held_on}, while inspection {inspection_id} has no feedback date"
mend.zh = "在巡察任务里补填反馈日期；确未反馈的可以接受"
mend.en = "give the feedback date of the inspection, or accept it"
reader.zh = "有测评得分而没有整改完成率，综合得分缺一部分。"
reader.en = "There is a ballot score without completion: the composite lacks a part."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select b.inspection_id as inspection_id, b.held_on as held_on, b.voter_group as voter_group, b.grade as grade,
    b.votes as votes
from ballots b
join inspections i on i.inspection_id = b.inspection_id
where i.feedback_on is null and b.votes > 0
order by b.inspection_id, b.held_on, b.voter_group, b.grade
