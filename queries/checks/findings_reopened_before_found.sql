/*
level = "warns"
rows = "findings"
column = "reopened_on"
affects = ["reopened_rate"]
title.zh = "反弹早于发现"
title.en = "Reopened before found"
wrong.zh = "反弹日期 {reopened_on} 早于发现日期 {found_on}"
wrong.en = "the reopening {reopened_on} is before the day found {found_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "反弹率按反弹日期与完成日期的先后计算，日期填错会算错。"
reader.en = "Reopened is told by the day against that of completion: a wrong day tells it wrongly."
why.zh = "先发现问题，才谈得上反弹；早于完成的反弹是反弹后又完成，不是差错"
why.en = "what is not found yet cannot come back; a reopening before the completion came back and was done again, and is no fault"
*/
select f.finding_id as finding_id, f.found_on as found_on, f.reopened_on as reopened_on
from findings f
where f.reopened_on < f.found_on
order by f.finding_id
