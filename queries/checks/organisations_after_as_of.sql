/*
level = "warns"
rows = "organisations"
column = "in_scope_from"
title.zh = "被巡察党组织库：日期晚于截至日"
title.en = "Organisations: a date after the as-of day"
wrong.zh = "应巡起始日期 {in_scope_from} 晚于截至日"
wrong.en = "in scope from {in_scope_from} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.org_id as org_id, x.in_scope_from as in_scope_from
from organisations x
where x.in_scope_from > $as_of
order by x.org_id
