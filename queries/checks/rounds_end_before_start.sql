/*
level = "refuses"
rows = "rounds"
column = "ended_on"
title.zh = "轮次撤点早于进驻"
title.en = "Round ends before it starts"
wrong.zh = "撤点日期 {ended_on} 早于进驻日期 {started_on}"
wrong.en = "the end {ended_on} is before the start {started_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "轮次的先后和进度不可靠。"
reader.en = "The order and pace of rounds cannot be relied on."
why.zh = "起止日期的先后是台账约定"
why.en = "the contract of the ledgers: a span ends on or after its first day"
*/
select r.round_id as round_id, r.started_on as started_on, r.ended_on as ended_on
from rounds r
where r.ended_on < r.started_on
order by r.round_id
