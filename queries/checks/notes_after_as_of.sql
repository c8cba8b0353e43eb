/*
level = "warns"
rows = "notes"
column = "noted_on"
title.zh = "批示与备注：日期晚于截至日"
title.en = "Notes: a date after the as-of day"
wrong.zh = "日期 {noted_on} 晚于截至日"
wrong.en = "the date {noted_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的批示和备注还没有，不标在图上，也不列出。"
reader.en = "An instruction or remark dated later is not there yet: it stands on no drawing and in no list."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.note_id as note_id, x.noted_on as noted_on
from notes x
where x.noted_on > $as_of
order by x.note_id
