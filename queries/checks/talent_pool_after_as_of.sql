/*
level = "warns"
rows = "talent_pool"
column = "joined_on"
title.zh = "巡察人才库：日期晚于截至日"
title.en = "Talent pool: a date after the as-of day"
wrong.zh = "入库日期 {joined_on}、出库日期 {left_on} 中有晚于截至日的"
wrong.en = "one of joined on {joined_on}, left on {left_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.person_code as person_code, x.joined_on as joined_on, x.left_on as left_on,
    case when x.joined_on > $as_of then 'joined_on' else 'left_on' end as at_column
from talent_pool x
where x.joined_on > $as_of or x.left_on > $as_of
order by x.person_code, x.joined_on
