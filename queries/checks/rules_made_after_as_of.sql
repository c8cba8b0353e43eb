/*
level = "warns"
rows = "rules_made"
column = "issued_on"
title.zh = "建章立制：日期晚于截至日"
title.en = "Rules made: a date after the as-of day"
wrong.zh = "印发日期 {issued_on} 晚于截至日"
wrong.en = "issued on {issued_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.rule_id as rule_id, x.issued_on as issued_on
from rules_made x
where x.issued_on > $as_of
order by x.rule_id
