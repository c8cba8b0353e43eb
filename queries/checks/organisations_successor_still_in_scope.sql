/*
level = "warns"
rows = "organisations"
column = "in_scope_to"
affects = ["coverage_rate"]
title.zh = "已有后继却仍在应巡范围"
title.en = "Succeeded but still in scope"
wrong.zh = "后继编号是 {successor_id}，应巡截止日期却是空的"
wrong.en = "its successor is {successor_id}, yet it has no end of scope"
mend.zh = "填写并入后继的日期"
mend.en = "give the day on which it was merged"
reader.zh = "撤并的党组织还在应巡数里，覆盖率偏低。"
reader.en = "A merged organisation still counts as to be covered: coverage reads too low."
why.zh = "有后继的党组织已经撤并"
why.en = "what has a successor has ended"
*/
select o.org_id as org_id, o.name as name, o.successor_id as successor_id, o.in_scope_to as in_scope_to
from organisations o
where o.successor_id is not null and o.in_scope_to is null
order by o.org_id
