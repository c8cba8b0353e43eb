/*
level = "warns"
rows = "rounds"
column = "started_on"
title.zh = "巡察轮次：日期晚于截至日"
title.en = "Rounds: a date after the as-of day"
wrong.zh = "进驻日期 {started_on}、撤点日期 {ended_on} 中有晚于截至日的"
wrong.en = "one of start on site {started_on}, end on site {ended_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.round_id as round_id, x.started_on as started_on, x.ended_on as ended_on,
    case when x.started_on > $as_of then 'started_on' else 'ended_on' end as at_column
from rounds x
where x.started_on > $as_of or x.ended_on > $as_of
order by x.round_id
