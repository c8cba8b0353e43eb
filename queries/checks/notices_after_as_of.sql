/*
level = "warns"
rows = "notices"
column = "issued_on"
title.zh = "文书：日期晚于截至日"
title.en = "Notices: a date after the as-of day"
wrong.zh = "下发日期 {issued_on}、办结日期 {completed_on} 中有晚于截至日的"
wrong.en = "one of issued on {issued_on}, completed on {completed_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.notice_id as notice_id, x.issued_on as issued_on, x.completed_on as completed_on,
    case when x.issued_on > $as_of then 'issued_on' else 'completed_on' end as at_column
from notices x
where x.issued_on > $as_of or x.completed_on > $as_of
order by x.notice_id
