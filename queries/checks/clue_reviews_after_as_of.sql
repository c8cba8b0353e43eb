/*
level = "warns"
rows = "clue_reviews"
column = "reviewed_on"
title.zh = "查否线索评查：日期晚于截至日"
title.en = "Reviews of unsubstantiated clues: a date after the as-of day"
wrong.zh = "评查日期 {reviewed_on} 晚于截至日"
wrong.en = "reviewed on {reviewed_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.review_id as review_id, x.reviewed_on as reviewed_on
from clue_reviews x
where x.reviewed_on > $as_of
order by x.review_id
