/*
level = "warns"
rows = "cases"
column = "occurred_on"
title.zh = "典型案例：日期晚于截至日"
title.en = "Cases: a date after the as-of day"
wrong.zh = "日期 {occurred_on} 晚于截至日"
wrong.en = "date {occurred_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.case_id as case_id, x.occurred_on as occurred_on
from cases x
where x.occurred_on > $as_of
order by x.case_id
