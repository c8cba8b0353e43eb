/*
level = "warns"
rows = "terms"
column = "started_on"
affects = ["coverage_rate"]
title.zh = "届次没有轮次"
title.en = "Term without rounds"
wrong.zh = "{started_on} 起始，至今没有一个巡察轮次"
wrong.en = "it began on {started_on} and has no round yet"
mend.zh = "补报该届的轮次，或核对轮次填的届次"
mend.en = "add its rounds, or correct the term the rounds name"
reader.zh = "这一届的覆盖率会是零。"
reader.en = "Coverage of this term will be nought."
why.zh = "界限是设置 check.round_missing，默认起始满一年"
why.en = "the threshold is the setting check.round_missing, one year by default"
*/
with threshold as (
    select max(s.value) as days from setting s where s.name = 'check' and s.key = 'round_missing'
)
select t.term_no as term_no, t.started_on as started_on
from terms t
cross join threshold h
left join rounds r on r.term_no = t.term_no
where r.round_id is null and date_diff('day', t.started_on, $as_of) >= h.days
order by t.term_no
