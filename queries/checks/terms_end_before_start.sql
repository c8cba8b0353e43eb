/*
level = "refuses"
rows = "terms"
column = "ended_on"
affects = ["coverage_rate"]
title.zh = "届次届满早于起始"
title.en = "Term ends before it starts"
wrong.zh = "届满日期 {ended_on} 早于起始日期 {started_on}"
wrong.en = "the end {ended_on} is before the start {started_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "这一届没有一天在任，落在届内的数字无处可归。"
reader.en = "The term has no day, so figures of that time belong to no term."
why.zh = "起止日期的先后是台账约定"
why.en = "the contract of the ledgers: a span ends on or after its first day"
*/
select t.term_no as term_no, t.started_on as started_on, t.ended_on as ended_on
from terms t
where t.ended_on < t.started_on
order by t.term_no
