/*
title.zh = "同类问题与领域"
title.en = "Aspects of findings by sector"
question.zh = "同一类问题在一个领域的几家党组织里都有，别的领域呢？"
question.en = "Which problems do several organisations of one sector share, and how is it in the others?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"

[columns]
scheme = { zh = "分类方案", en = "category scheme", type = "code", codes = "category_scheme" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
sector = { zh = "领域", en = "sector", type = "code", codes = "sector" }
organisations = { zh = "涉及党组织", en = "how many have it", type = "int", of = "none" }
organisations_inspected = { zh = "被巡察党组织", en = "organisations inspected", type = "int", of = "none", repeated = true }
share = { zh = "涉及面", en = "share that has it", type = "percent" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "none" }
again = { zh = "其中以前发现过", en = "of them found before", type = "int", of = "none" }
done = { zh = "整改完成", en = "done", type = "int", of = "none" }

[[caveats]]
zh = "时段按进驻日期。被巡察党组织只计所在轮次用这套分类方案的；一个党组织在一个方面有多个问题，只计一家。没有这类问题的领域计 0。"
en = "The period is of the start on site. Organisations inspected are of rounds that use the scheme; an organisation with several findings of one aspect counts once. A sector without any is 0."

[[caveats]]
zh = "问题方面是台账里的文字，写法不同就是两个方面；没有写方面的问题不在表里。“以前发现过”以台账“重复问题”一栏为准。"
en = "The aspect is the ledger's own text: two spellings are two aspects; findings without one are not in the table. Found before is by the ledger's own mark."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.org_id as org_id,
        coalesce(o.sector, '') as sector,
        r.category_scheme as scheme
    from indicator_inspections as i
    join rounds as r on r.round_id = i.round_id
    left join organisations as o on o.org_id = i.org_id
    where i.dated_on between $from_date and $to_date
),

sectors as (
    select
        i.scheme as scheme,
        i.sector as sector,
        count(distinct i.org_id) as organisations
    from inspections_begun as i
    group by i.scheme, i.sector
),

findings_made as (
    select
        case when n.category like 'four-%' then 'four' else 'three' end as scheme,
        n.category as category,
        n.aspect as aspect,
        i.sector as sector,
        i.org_id as org_id,
        f.is_done as done,
        case when f.repeat_of is null then 0 else 1 end as again
    from indicator_findings as n
    join inspections_begun as i on i.inspection_id = n.inspection_id
    join known_findings as f on f.finding_id = n.finding_id
    where n.aspect is not null
),

counted as (
    select
        m.scheme as scheme,
        m.category as category,
        m.aspect as aspect,
        m.sector as sector,
        count(distinct m.org_id) as organisations,
        count(*) as findings,
        sum(m.again) as again,
        sum(m.done) as done
    from findings_made as m
    group by m.scheme, m.category, m.aspect, m.sector
),

aspects as (
    select distinct
        c.scheme as scheme,
        c.category as category,
        c.aspect as aspect
    from counted as c
),

cells as (
    select
        a.scheme as scheme,
        a.category as category,
        a.aspect as aspect,
        s.sector as sector
    from aspects as a
    join sectors as s on s.scheme = a.scheme
    union
    -- a finding whose category is not of its round's scheme is shown all the same
    select
        c.scheme as scheme,
        c.category as category,
        c.aspect as aspect,
        c.sector as sector
    from counted as c
)

select
    c.scheme as scheme,
    c.category as category,
    c.aspect as aspect,
    case when c.sector = '' then null else c.sector end as sector,
    coalesce(n.organisations, 0) as organisations,
    coalesce(s.organisations, 0) as organisations_inspected,
    cast(coalesce(n.organisations, 0) as double) / nullif(s.organisations, 0) as share,
    coalesce(n.findings, 0) as findings,
    coalesce(n.again, 0) as again,
    coalesce(n.done, 0) as done
from cells as c
left join counted as n
    on n.scheme = c.scheme and n.category = c.category and n.aspect = c.aspect and n.sector = c.sector
left join sectors as s on s.scheme = c.scheme and s.sector = c.sector
order by c.category, case when c.sector = '' then 1 else 0 end, c.sector, coalesce(n.organisations, 0) desc, hex(c.aspect)
