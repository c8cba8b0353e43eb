/*
level = "warns"
rows = "inspections"
column = "onsite_start"
title.zh = "两次巡察时间重叠"
title.en = "Two inspections at one time"
wrong.zh = "{onsite_start} 进驻时，任务 {other_id} 还在同一党组织（{other_start} 至 {other_end}）"
wrong.en = "on site from {onsite_start}, while {other_id} was still there ({other_start} to {other_end})"
mend.zh = "核对两条任务的起止日期，重复登记的删去一条"
mend.en = "correct the days, or delete the one entered twice"
reader.zh = "可能是同一次巡察登记了两次。"
reader.en = "It may be one inspection entered twice."
why.zh = "同一时间一个党组织只接受一次巡察"
why.en = "an organisation has one inspection at a time"

[columns]
other_id = "inspections.inspection_id"
other_start = "inspections.onsite_start"
other_end = "inspections.onsite_end"
*/
select i.inspection_id as inspection_id, i.org_id as org_id, i.onsite_start as onsite_start,
    b.inspection_id as other_id, b.onsite_start as other_start, b.onsite_end as other_end
from inspections i
join inspections b on b.org_id = i.org_id
where (b.onsite_start < i.onsite_start or (b.onsite_start = i.onsite_start and b.inspection_id < i.inspection_id))
    and b.onsite_end > i.onsite_start
order by i.inspection_id, b.inspection_id
