/*
level = "warns"
rows = "findings"
column = "due_on"
affects = ["overdue_rate", "on_time_rate"]
title.zh = "已反馈而没有整改期限"
title.en = "Fed back without a due date"
wrong.zh = "{feedback_on} 已反馈，整改期限是空的"
wrong.en = "fed back on {feedback_on} without a due date"
mend.zh = "填写整改期限；长期坚持的改填整改性质"
mend.en = "give the due date, or mark it as long-term"
reader.zh = "没有期限的问题不进逾期率和按期完成率。"
reader.en = "Without it the finding is missing from the overdue and on-time rates."
why.zh = "反馈的问题除长期坚持外都有期限"
why.en = "what is fed back has a due date, unless it is long-term"

[columns]
feedback_on = "inspections.feedback_on"
*/
select f.finding_id as finding_id, f.nature as nature, f.due_on as due_on, i.feedback_on as feedback_on
from findings f
join inspections i on i.inspection_id = f.inspection_id
where f.due_on is null and f.nature <> 'long_term' and i.feedback_on <= $as_of
order by f.finding_id
