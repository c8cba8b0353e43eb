/*
level = "warns"
rows = "publications"
column = "published_on"
title.zh = "公开晾晒：日期晚于截至日"
title.en = "Public airing: a date after the as-of day"
wrong.zh = "公开日期 {published_on} 晚于截至日"
wrong.en = "published on {published_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.publication_id as publication_id, x.published_on as published_on
from publications x
where x.published_on > $as_of
order by x.publication_id
