/*
level = "warns"
rows = "team_reviews"
column = "collected_on"
title.zh = "被巡察单位评价：日期晚于截至日"
title.en = "Reviews by the inspected: a date after the as-of day"
wrong.zh = "回收日期 {collected_on} 晚于截至日"
wrong.en = "the date {collected_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "一组收齐之后才整组计入；截至日以后的还没有收齐。"
reader.en = "A group counts as a whole once all of it is collected; what is dated later is not."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.round_id as round_id, x.team as team, x.question as question, x.grade as grade, x.collected_on as collected_on
from team_reviews x
where x.collected_on > $as_of
order by x.round_id, hex(x.team), x.question, x.grade
