/*
level = "warns"
rows = "verifications"
column = "drawn_on"
title.zh = "销号核验：日期晚于截至日"
title.en = "Verifications: a date after the as-of day"
wrong.zh = "抽样日期 {drawn_on}、核验日期 {verified_on} 中有晚于截至日的"
wrong.en = "one of drawn on {drawn_on}, verified on {verified_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.sample_id as sample_id, x.finding_id as finding_id, x.drawn_on as drawn_on, x.verified_on as verified_on,
    case when x.drawn_on > $as_of then 'drawn_on' else 'verified_on' end as at_column
from verifications x
where x.drawn_on > $as_of or x.verified_on > $as_of
order by x.sample_id, x.finding_id
