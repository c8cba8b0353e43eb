/*
level = "warns"
rows = "findings"
column = "description"
reads = "full"
affects = ["findings"]
title.zh = "同一任务里问题描述相同"
title.en = "One text twice in an inspection"
wrong.zh = "任务 {inspection_id} 有 {same} 条问题的描述一字不差"
wrong.en = "inspection {inspection_id} has {same} findings of the same text"
mend.zh = "重复登记的删去一条"
mend.en = "delete the one entered twice"
reader.zh = "发现问题数可能重复计算。"
reader.en = "Findings may be counted twice."
why.zh = "一个问题登记一次；问题描述不公开，只在导入时检查"
why.en = "a finding is entered once; descriptions are secret, so this is looked at on import only"

[columns]
same = { zh = "相同条数", en = "of that text", type = "int" }
*/
with described as (
    select f.inspection_id as inspection_id, f.description as description, count(*) as same
    from findings f
    where f.description is not null
    group by f.inspection_id, f.description
)
select f.finding_id as finding_id, f.inspection_id as inspection_id, d.same as same
from findings f
join described d on d.inspection_id = f.inspection_id and d.description = f.description
where d.same > 1
order by f.finding_id
