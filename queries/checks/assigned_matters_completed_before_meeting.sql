/*
level = "warns"
rows = "assigned_matters"
column = "completed_on"
affects = ["assigned_matter_rate"]
title.zh = "交办事项办结早于会议"
title.en = "Matter completed before its session"
wrong.zh = "办结日期 {completed_on} 早于会议召开日期 {held_on}"
wrong.en = "the completion {completed_on} is before the session of {held_on}"
mend.zh = "核对日期和会议编号"
mend.en = "correct the day or the session"
reader.zh = "办结用时不可靠。"
reader.en = "Days to the completion cannot be relied on."
why.zh = "交办以后才有期限和办结"
why.en = "a matter is assigned, then due and completed"

[columns]
held_on = "meetings.held_on"
*/
select a.matter_id as matter_id, a.meeting_id as meeting_id, a.completed_on as completed_on, m.held_on as held_on
from assigned_matters a
join meetings m on m.meeting_id = a.meeting_id
where a.completed_on < m.held_on
order by a.matter_id
