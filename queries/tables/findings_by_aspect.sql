/*
title.zh = "问题方面"
title.en = "Aspects of findings"
question.zh = "哪些方面的问题最普遍，涉及多少家党组织？"
question.en = "Which problems are the most common, and how many organisations have each?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"

[columns]
scheme = { zh = "分类方案", en = "category scheme", type = "code", codes = "category_scheme" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
common = { zh = "其中共性问题", en = "of them common problems", type = "int", of = "none" }
organisations = { zh = "涉及党组织", en = "organisations that have it", type = "int", of = "none" }
organisations_inspected = { zh = "被巡察党组织", en = "organisations inspected", type = "int", of = "none" }
share = { zh = "涉及面", en = "share of the organisations", type = "percent" }
done = { zh = "整改完成", en = "done", type = "int", of = "none" }

[[caveats]]
zh = "时段按进驻日期。被巡察党组织只计所在轮次用这套分类方案的；一个党组织在一个方面有多个问题，只计一家。"
en = "The period is of the start on site. Organisations inspected are of rounds that use the scheme; an organisation with several findings of one aspect counts once."

[[caveats]]
zh = "问题方面是台账里的文字，写法不同就是两个方面。"
en = "The aspect is the ledger's own text: two spellings are two aspects."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.org_id as org_id,
        r.category_scheme as scheme
    from indicator_inspections as i
    join rounds as r on r.round_id = i.round_id
    where i.dated_on between $from_date and $to_date
),

inspected as (
    select
        i.scheme as scheme,
        count(distinct i.org_id) as organisations
    from inspections_begun as i
    group by i.scheme
),

findings_made as (
    select
        case when n.category like 'four-%' then 'four' else 'three' end as scheme,
        n.category as category,
        coalesce(n.aspect, '') as aspect,
        n.finding_id as finding_id,
        n.finding_scope as finding_scope,
        i.org_id as org_id,
        f.is_done as done
    from indicator_findings as n
    join inspections_begun as i on i.inspection_id = n.inspection_id
    join known_findings as f on f.finding_id = n.finding_id
),

counted as (
    select
        m.scheme as scheme,
        m.category as category,
        m.aspect as aspect,
        count(*) as findings,
        sum(case when m.finding_scope = 'common' then 1 else 0 end) as common,
        count(distinct m.org_id) as organisations,
        sum(m.done) as done,
        min(m.finding_id) as first_finding_id
    from findings_made as m
    group by m.scheme, m.category, m.aspect
)

select
    c.scheme as scheme,
    c.category as category,
    case when c.aspect = '' then null else c.aspect end as aspect,
    c.findings as findings,
    c.common as common,
    c.organisations as organisations,
    coalesce(n.organisations, 0) as organisations_inspected,
    cast(c.organisations as double) / nullif(n.organisations, 0) as share,
    c.done as done
from counted as c
left join inspected as n on n.scheme = c.scheme
order by c.organisations desc, c.findings desc, c.first_finding_id
