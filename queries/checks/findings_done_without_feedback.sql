/*
level = "warns"
rows = "findings"
column = "completed_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "已完成而任务没有反馈日期"
title.en = "Completed without a feedback date"
wrong.zh = "完成情况是{completion}（完成日期：{completed_on}），所属任务 {inspection_id} 没有反馈日期"
wrong.en = "“{completion}” (on: {completed_on}), while its inspection {inspection_id} has no feedback date"
mend.zh = "在巡察任务里补填反馈日期；确未反馈的可以接受"
mend.en = "give the feedback date of the inspection, or accept it"
reader.zh = "没有反馈日期的问题不进整改完成率和销号率。"
reader.en = "Without it the finding is missing from completion and closing-off."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select f.finding_id as finding_id, f.inspection_id as inspection_id, f.nature as nature,
    f.completion as completion, f.completed_on as completed_on
from findings f
join known_completions d on d.completion = f.completion
join inspections i on i.inspection_id = f.inspection_id
where f.nature <> 'immediate' and i.feedback_on is null
order by f.finding_id
