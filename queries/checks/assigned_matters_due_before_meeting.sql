/*
level = "warns"
rows = "assigned_matters"
column = "due_on"
title.zh = "交办事项期限早于会议"
title.en = "Matter due before its session"
wrong.zh = "期限 {due_on} 早于会议召开日期 {held_on}"
wrong.en = "the due date {due_on} is before the session of {held_on}"
mend.zh = "核对日期和会议编号"
mend.en = "correct the day or the session"
reader.zh = "一交办就逾期，逾期提醒偏多。"
reader.en = "It is overdue when assigned: warnings read too many."
why.zh = "交办以后才有期限和办结"
why.en = "a matter is assigned, then due and completed"

[columns]
held_on = "meetings.held_on"
*/
select a.matter_id as matter_id, a.meeting_id as meeting_id, a.due_on as due_on, m.held_on as held_on
from assigned_matters a
join meetings m on m.meeting_id = a.meeting_id
where a.due_on < m.held_on
order by a.matter_id
