/*
level = "warns"
rows = "staff_events"
column = "held_on"
title.zh = "队伍建设：日期晚于截至日"
title.en = "Staff events: a date after the as-of day"
wrong.zh = "日期 {held_on} 晚于截至日"
wrong.en = "date {held_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.event_id as event_id, x.held_on as held_on
from staff_events x
where x.held_on > $as_of
order by x.event_id
