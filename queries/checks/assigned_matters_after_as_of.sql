/*
level = "warns"
rows = "assigned_matters"
column = "completed_on"
title.zh = "交办事项：日期晚于截至日"
title.en = "Assigned matters: a date after the as-of day"
wrong.zh = "办结日期 {completed_on} 晚于截至日"
wrong.en = "completed on {completed_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.matter_id as matter_id, x.completed_on as completed_on
from assigned_matters x
where x.completed_on > $as_of
order by x.matter_id
