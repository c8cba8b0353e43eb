/*
level = "warns"
rows = "inspections"
column = "feedback_on"
affects = ["completion_rate", "closed_off_rate"]
title.zh = "有整改环节而没有反馈日期"
title.en = "Rectification stages without a feedback date"
wrong.zh = "整改方案 {plan_on}、集中整改期限 {intensive_due_on}、整改报告 {progress_report_on} 已有，反馈日期是空的"
wrong.en = "it has a plan ({plan_on}), an intensive period ({intensive_due_on}) or a progress report ({progress_report_on}) but no feedback date"
mend.zh = "补填反馈日期"
mend.en = "give the feedback date"
reader.zh = "没有反馈日期，它的问题不进整改完成率和销号率。"
reader.en = "Without it, its findings are missing from completion and closing-off."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"
*/
select i.inspection_id as inspection_id, i.feedback_on as feedback_on, i.plan_on as plan_on,
    i.intensive_due_on as intensive_due_on, i.progress_report_on as progress_report_on
from inspections i
where i.feedback_on is null
    and (i.plan_on is not null or i.intensive_due_on is not null or i.progress_report_on is not null)
order by i.inspection_id
