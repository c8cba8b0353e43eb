/*
level = "warns"
rows = "inspections"
column = "onsite_start"
title.zh = "两次巡察时间重叠"
title.en = "Two inspections at one time"
wrong.zh = "{onsite_start} 进驻时，对同一党组织的另一次巡察还没有撤点（{before_end}）"
wrong.en = "on site from {onsite_start}, while another inspection of the organisation had not left (until {before_end})"
mend.zh = "核对两条任务的起止日期；确属重复登记的，删去一条，本来就是两次的保留"
mend.en = "check the days of both; if it was entered twice, delete one, if they are two, keep both"
reader.zh = "可能是同一次巡察登记了两次。"
reader.en = "It may be one inspection entered twice."
why.zh = "同一时间一个党组织只接受一次巡察"
why.en = "an organisation has one inspection at a time"

[columns]
before_end = { zh = "另一次的撤点日期", en = "end of the other", type = "date" }
*/
with following as (
    select i.inspection_id as inspection_id, i.org_id as org_id, i.onsite_start as onsite_start,
        max(i.onsite_end) over (
            partition by i.org_id order by i.onsite_start, i.inspection_id
            rows between unbounded preceding and 1 preceding
        ) as before_end
    from inspections i
)
select f.inspection_id as inspection_id, f.org_id as org_id, f.onsite_start as onsite_start, f.before_end as before_end
from following f
where f.before_end > f.onsite_start
order by f.inspection_id
