/*
level = "refuses"
rows = "organisations"
column = "in_scope_to"
affects = ["coverage_rate"]
title.zh = "应巡截止早于起始"
title.en = "Leaves scope before it enters"
wrong.zh = "应巡截止日期 {in_scope_to} 早于起始日期 {in_scope_from}"
wrong.en = "in scope to {in_scope_to}, before in scope from {in_scope_from}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "这个党组织没有一天在应巡范围，覆盖率的分母少一个。"
reader.en = "It is in scope on no day and missing from coverage."
why.zh = "起止日期的先后是台账约定"
why.en = "the contract of the ledgers: a span ends on or after its first day"
*/
select o.org_id as org_id, o.name as name, o.in_scope_from as in_scope_from, o.in_scope_to as in_scope_to
from organisations o
where o.in_scope_to < o.in_scope_from
order by o.org_id
