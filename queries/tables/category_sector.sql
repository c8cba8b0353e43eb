/*
title.zh = "问题分类与领域"
title.en = "Categories of findings by sector"
question.zh = "哪些领域在哪类问题上最集中？"
question.en = "In which sectors does which kind of problem pile up?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"

[columns]
scheme = { zh = "分类方案", en = "category scheme", type = "code", codes = "category_scheme" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
sector = { zh = "领域", en = "sector", type = "code", codes = "sector" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
inspections = { zh = "巡察任务", en = "inspections", type = "int", of = "inspections.numerator", repeated = true }
organisations = { zh = "党组织", en = "organisations", type = "int", of = "organisations_inspected.numerator", repeated = true }
findings_per_inspection = { zh = "每次巡察发现", en = "findings per inspection", type = "decimal" }

[[caveats]]
zh = "时段按进驻日期：取时段内进驻的巡察任务，以及它们截至日前发现的问题；因此与按发现日期统计的问题数可能不同。"
en = "The period is of the start on site: inspections begun in it and their findings by the as-of day, which may differ from findings counted by the day found."

[[caveats]]
zh = "巡察任务、党组织只计所在轮次用这套分类方案的。领域为空（多为村和乡镇）的单列。没有发现问题的格子计 0。"
en = "Inspections and organisations are of rounds that use the scheme. An empty sector (mostly villages and townships) stands by itself. A cell without findings is 0."

[[caveats]]
zh = "巡察的单位类别、巡察类型不同，每次巡察发现数不能直接相比：与应有数之比见“发现问题”页。"
en = "Classes and kinds of inspection differ, so findings per inspection do not compare: the page Findings holds them against what was to be expected."
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
        count(*) as inspections,
        count(distinct i.org_id) as organisations
    from inspections_begun as i
    group by i.scheme, i.sector
),

findings_made as (
    select
        case when f.category like 'four-%' then 'four' else 'three' end as scheme,
        f.category as category,
        i.sector as sector
    from indicator_findings as f
    join inspections_begun as i on i.inspection_id = f.inspection_id
),

counted as (
    select
        f.scheme as scheme,
        f.category as category,
        f.sector as sector,
        count(*) as findings
    from findings_made as f
    group by f.scheme, f.category, f.sector
),

categories as (
    select distinct
        c.scheme as scheme,
        c.category as category
    from counted as c
),

cells as (
    select
        k.scheme as scheme,
        k.category as category,
        s.sector as sector
    from categories as k
    join sectors as s on s.scheme = k.scheme
    union
    -- a finding whose category is not of its round's scheme is shown all the same
    select
        c.scheme as scheme,
        c.category as category,
        c.sector as sector
    from counted as c
)

select
    c.scheme as scheme,
    c.category as category,
    case when c.sector = '' then null else c.sector end as sector,
    coalesce(n.findings, 0) as findings,
    coalesce(s.inspections, 0) as inspections,
    coalesce(s.organisations, 0) as organisations,
    cast(coalesce(n.findings, 0) as double) / nullif(s.inspections, 0) as findings_per_inspection
from cells as c
left join counted as n on n.category = c.category and n.sector = c.sector
left join sectors as s on s.scheme = c.scheme and s.sector = c.sector
order by c.category, case when c.sector = '' then 1 else 0 end, c.sector
