/*
level = "warns"
rows = "inspections"
column = "org_id"
affects = ["inspections", "findings"]
title.zh = "同一轮两次巡察同一党组织"
title.en = "One organisation twice in a round"
wrong.zh = "本轮有 {same} 条任务都是这个党组织"
wrong.en = "its round has {same} inspections of this organisation"
mend.zh = "确属重复登记的，删去一条；本来就巡察了两次的，保留不动"
mend.en = "if it was entered twice, delete one; if it was inspected twice, keep both"
reader.zh = "任务数、发现问题数可能重复计算。"
reader.en = "Inspections and findings may be counted twice."
why.zh = "一轮对一个党组织巡察一次"
why.en = "a round inspects an organisation once"

[columns]
same = { zh = "任务数", en = "inspections", type = "int" }
*/
with together as (
    select i.round_id as round_id, i.org_id as org_id, count(*) as same
    from inspections i
    group by i.round_id, i.org_id
)
select i.inspection_id as inspection_id, i.round_id as round_id, i.org_id as org_id, t.same as same
from inspections i
join together t on t.round_id = i.round_id and t.org_id = i.org_id
where t.same > 1
order by i.inspection_id
