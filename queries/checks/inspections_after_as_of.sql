/*
level = "warns"
rows = "inspections"
column = "onsite_start"
title.zh = "巡察任务：日期晚于截至日"
title.en = "Inspections: a date after the as-of day"
wrong.zh = "进驻日期 {onsite_start}、撤点日期 {onsite_end}、汇报日期 {reported_on}、反馈日期 {feedback_on}、整改方案日期 {plan_on}、整改报告日期 {progress_report_on} 中有晚于截至日的"
wrong.en = "one of start on site {onsite_start}, end on site {onsite_end}, reported to the secretary's session {reported_on}, feedback date {feedback_on}, rectification plan date {plan_on}, progress report date {progress_report_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.inspection_id as inspection_id, x.onsite_start as onsite_start, x.onsite_end as onsite_end,
    x.reported_on as reported_on, x.feedback_on as feedback_on, x.plan_on as plan_on,
    x.progress_report_on as progress_report_on,
    case when x.onsite_start > $as_of then 'onsite_start' when x.onsite_end > $as_of then 'onsite_end'
        when x.reported_on > $as_of then 'reported_on' when x.feedback_on > $as_of then 'feedback_on'
        when x.plan_on > $as_of then 'plan_on' else 'progress_report_on' end as at_column
from inspections x
where x.onsite_start > $as_of or x.onsite_end > $as_of or x.reported_on > $as_of or x.feedback_on > $as_of
    or x.plan_on > $as_of or x.progress_report_on > $as_of
order by x.inspection_id
