/*
level = "warns"
rows = "findings"
column = "due_on"
affects = ["overdue_rate", "on_time_rate"]
title.zh = "整改期限早于反馈"
title.en = "Due before feedback"
wrong.zh = "整改期限 {due_on} 早于反馈日期 {feedback_on}"
wrong.en = "due on {due_on}, before the feedback on {feedback_on}"
mend.zh = "核对整改期限和反馈日期；立行立改的改填整改性质"
mend.en = "correct the due date or the feedback, or mark it as immediate"
reader.zh = "一反馈就逾期，逾期率偏高。"
reader.en = "It is overdue when it is fed back: the overdue rate reads too high."
why.zh = "反馈之后才有整改期限，立行立改除外"
why.en = "what is not immediate becomes due after feedback"

[columns]
feedback_on = "inspections.feedback_on"
*/
select f.finding_id as finding_id, f.nature as nature, f.due_on as due_on, i.feedback_on as feedback_on
from findings f
join inspections i on i.inspection_id = f.inspection_id
where f.due_on < i.feedback_on and f.nature <> 'immediate'
order by f.finding_id
