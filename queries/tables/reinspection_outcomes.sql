/*
title.zh = "“回头看”发现了什么"
title.en = "What re-inspections found"
question.zh = "“回头看”发现的问题，多少是改后反弹、多少是未改、多少是新问题？"
question.en = "Of what re-inspections found, how much had come back, how much was never done, how much is new?"
privacy = "internal"
section = "coverage"

[rows]
chosen_by = "inspections.onsite_start"
only = { kind = "reinspection" }

[columns]
inspection_id = { zh = "任务编号", en = "inspection id", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
onsite_start = { zh = "进驻日期", en = "start on site", type = "date" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
came_back = { zh = "改后反弹", en = "came back", type = "int", of = "none" }
never_done = { zh = "未改", en = "never done", type = "int", of = "none" }
new = { zh = "新问题", en = "new", type = "int", of = "none" }
not_recorded = { zh = "没有记载", en = "not recorded", type = "int", of = "none" }

[[caveats]]
zh = "时段按进驻日期。改后反弹、未改、新问题以台账“回头看结果”一栏为准，没有填的单列，不推算。"
en = "The period is of the start on site. Came back, never done and new are as the ledger says; where it says nothing, nothing is inferred and the finding stands by itself."
*/
with re_inspections as (
    select
        n.inspection_id as inspection_id,
        n.round_id as round_id,
        n.org_id as org_id,
        n.dated_on as onsite_start
    from indicator_inspections as n
    join known_inspections as i on i.inspection_id = n.inspection_id
    where i.inspection_kind = 'reinspection'
        and n.dated_on between $from_date and $to_date
),

findings_made as (
    select
        n.inspection_id as inspection_id,
        count(*) as findings,
        sum(case when n.reinspection_outcome = 'reopened' then 1 else 0 end) as came_back,
        sum(case when n.reinspection_outcome = 'not_rectified' then 1 else 0 end) as never_done,
        sum(case when n.reinspection_outcome = 'new' then 1 else 0 end) as new,
        sum(case when n.reinspection_outcome is null then 1 else 0 end) as not_recorded
    from indicator_findings as n
    group by n.inspection_id
)

select
    n.inspection_id as inspection_id,
    n.round_id as round_id,
    n.org_id as org_id,
    o.name as org_name,
    o.org_class as org_class,
    n.onsite_start as onsite_start,
    coalesce(f.findings, 0) as findings,
    coalesce(f.came_back, 0) as came_back,
    coalesce(f.never_done, 0) as never_done,
    coalesce(f.new, 0) as new,
    coalesce(f.not_recorded, 0) as not_recorded
from re_inspections as n
left join organisations as o on o.org_id = n.org_id
left join findings_made as f on f.inspection_id = n.inspection_id
order by n.onsite_start desc, n.inspection_id
