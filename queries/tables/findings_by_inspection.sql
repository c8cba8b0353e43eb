/*
title.zh = "各次巡察发现问题"
title.en = "Findings by inspection"
question.zh = "每次巡察各类问题发现了多少？"
question.en = "How many problems of each kind did each inspection find?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"

[columns]
inspection_id = { zh = "任务编号", en = "inspection", type = "text" }
scheme = { zh = "分类方案", en = "category scheme", type = "code", codes = "category_scheme" }
round_id = { zh = "轮次", en = "round", type = "round" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
sector = { zh = "领域", en = "sector", type = "code", codes = "sector" }
kind = { zh = "巡察类型", en = "kind of inspection", type = "code", codes = "inspection_kind" }
team_level = { zh = "组别", en = "team level", type = "code", codes = "team_level" }
team = { zh = "巡察组", en = "team", type = "text" }
has_ended = { zh = "已撤点或已反馈", en = "left the site or fed back", type = "bool" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }

[[caveats]]
zh = "时段按进驻日期。每次巡察列出它那一轮分类方案下的各类问题，没有的计 0；另列分类不属于该方案的问题。"
en = "The period is of the start on site. An inspection lists the categories of its round's scheme, 0 where nothing was found, and what was found outside that scheme."

[[caveats]]
zh = "还没有撤点、反馈的，问题还在发现，不能与已结束的比较。"
en = "While a team is on site it goes on finding: such an inspection is not comparable with one that has ended."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.org_id as org_id,
        i.round_id as round_id,
        i.inspection_kind as kind,
        i.team_level as team_level,
        i.team as team,
        case when i.onsite_end is not null or i.feedback_on is not null then true else false end as has_ended,
        o.org_class as org_class,
        o.sector as sector,
        r.category_scheme as scheme
    from indicator_inspections as n
    join known_inspections as i on i.inspection_id = n.inspection_id
    join rounds as r on r.round_id = i.round_id
    left join organisations as o on o.org_id = i.org_id
    where n.dated_on between $from_date and $to_date
),

counted as (
    select
        f.inspection_id as inspection_id,
        f.category as category,
        count(*) as findings
    from indicator_findings as f
    join inspections_begun as i on i.inspection_id = f.inspection_id
    group by f.inspection_id, f.category
),

categories as (
    select distinct
        case when c.category like 'four-%' then 'four' else 'three' end as scheme,
        c.category as category
    from counted as c
),

cells as (
    -- without any finding of its scheme an inspection has one row, without a category
    select
        i.inspection_id as inspection_id,
        k.category as category
    from inspections_begun as i
    left join categories as k on k.scheme = i.scheme
    union
    -- a finding whose category is not of its round's scheme is shown all the same
    select
        c.inspection_id as inspection_id,
        c.category as category
    from counted as c
)

select
    i.inspection_id as inspection_id,
    i.scheme as scheme,
    i.round_id as round_id,
    i.org_class as org_class,
    i.sector as sector,
    i.kind as kind,
    i.team_level as team_level,
    i.team as team,
    i.has_ended as has_ended,
    c.category as category,
    coalesce(n.findings, 0) as findings
from cells as c
join inspections_begun as i on i.inspection_id = c.inspection_id
left join counted as n on n.inspection_id = c.inspection_id and n.category = c.category
order by i.inspection_id, c.category
