/*
title.zh = "巡察“回头看”"
title.en = "Re-inspections"
question.zh = "“回头看”看了哪些党组织，又发现多少问题，多少是老问题反弹？"
question.en = "Which organisations were re-inspected, what was found, and how much of it was found before?"
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
repeated = { zh = "重复问题", en = "of them found before", type = "int", of = "none" }
reopened = { zh = "反弹问题", en = "earlier findings reopened", type = "int", of = "none" }

[[caveats]]
zh = "时段按进驻日期。重复问题：本次问题在台账里注明是以前某个问题的重复。"
en = "The period is of the start on site. Found before: the ledger names the earlier finding it repeats."

[[caveats]]
zh = "反弹问题：该党组织以前发现的问题，反弹日期在本次驻点期间；按轮次、届次、类型或巡察组筛选时，范围外的以前问题不计。"
en = "Reopened: an earlier finding of the organisation whose reopening falls into this stay; under a filter by round, term, kind or team earlier findings outside it are not seen."
*/
with re_inspections as (
    select
        n.inspection_id as inspection_id,
        n.round_id as round_id,
        n.org_id as org_id,
        n.dated_on as onsite_start,
        coalesce(i.onsite_end, $as_of) as stayed_until
    from indicator_inspections as n
    join known_inspections as i on i.inspection_id = n.inspection_id
    where i.inspection_kind = 'reinspection'
        and n.dated_on between $from_date and $to_date
),

findings_made as (
    select
        n.inspection_id as inspection_id,
        count(*) as findings,
        count(f.repeat_of) as repeated
    from indicator_findings as n
    join known_findings as f on f.finding_id = n.finding_id
    group by n.inspection_id
),

findings_reopened as (
    select
        n.inspection_id as inspection_id,
        count(*) as reopened
    from re_inspections as n
    join known_inspections as i on i.org_id = n.org_id
    join known_findings as f on f.inspection_id = i.inspection_id
    where i.onsite_start < n.onsite_start
        and f.reopened_on between n.onsite_start and n.stayed_until
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
    coalesce(f.repeated, 0) as repeated,
    coalesce(b.reopened, 0) as reopened
from re_inspections as n
left join organisations as o on o.org_id = n.org_id
left join findings_made as f on f.inspection_id = n.inspection_id
left join findings_reopened as b on b.inspection_id = n.inspection_id
order by n.onsite_start desc, n.inspection_id
