/*
level = "warns"
rows = "findings"
column = "description"
reads = "full"
affects = ["findings"]
title.zh = "同一天的问题描述一字不差"
title.en = "Findings of one day with the same text"
wrong.zh = "任务 {inspection_id} 在 {found_on} 有 {same} 条问题，描述一字不差"
wrong.en = "inspection {inspection_id} has {same} findings of {found_on} with the same text"
mend.zh = "确属重复登记的，删去一条；本来就是两个问题的，保留不动，描述写明区别"
mend.en = "if it was entered twice, delete one; if they are two findings, keep both and let the texts say how they differ"
reader.zh = "发现问题数可能重复计算。"
reader.en = "Findings may be counted twice."
why.zh = "一个问题登记一次；问题描述不公开，只在导入时检查"
why.en = "a finding is entered once; descriptions are secret, so this is looked at on import only"

[columns]
same = { zh = "相同条数", en = "of that text", type = "int" }
*/
with described as (
    select f.inspection_id as inspection_id, f.found_on as found_on, f.description as description, count(*) as same
    from findings f
    where f.description is not null
    group by f.inspection_id, f.found_on, f.description
)
select f.finding_id as finding_id, f.inspection_id as inspection_id, f.found_on as found_on, d.same as same
from findings f
join described d on d.inspection_id = f.inspection_id and d.found_on = f.found_on and d.description = f.description
where d.same > 1
order by f.finding_id
