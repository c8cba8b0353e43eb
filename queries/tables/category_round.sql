/*
title.zh = "问题分类与轮次"
title.en = "Categories of findings by round"
question.zh = "各轮巡察发现的问题，类别构成有什么变化？"
question.en = "How does the mix of findings change from round to round?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"

[columns]
scheme = { zh = "分类方案", en = "category scheme", type = "code", codes = "category_scheme" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
term_no = { zh = "届次", en = "term", type = "term" }
seq = { zh = "轮次序号", en = "number in the term", type = "int", of = "none" }
round_id = { zh = "轮次", en = "round", type = "round" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
inspections = { zh = "巡察任务", en = "inspections", type = "int", of = "inspections.numerator", repeated = true }
organisations = { zh = "党组织", en = "organisations", type = "int", of = "organisations_inspected.numerator", repeated = true }
findings_per_inspection = { zh = "每次巡察发现", en = "findings per inspection", type = "decimal" }
share = { zh = "占本轮问题", en = "share of the round's findings", type = "percent" }

[[caveats]]
zh = "时段按进驻日期：取时段内进驻的巡察任务，以及它们截至日前发现的问题；因此与按发现日期统计的问题数可能不同。"
en = "The period is of the start on site: inspections begun in it and their findings by the as-of day, which may differ from findings counted by the day found."

[[caveats]]
zh = "各轮只列本轮所用分类方案的类别，没有发现问题的格子计 0；两套方案之间不比较。"
en = "A round lists the categories of its own scheme, 0 where nothing was found; the two schemes are not compared."

[[caveats]]
zh = "巡察的单位类别、巡察类型不同，每次巡察发现数不能直接相比：与应有数之比见“发现问题”页。"
en = "Classes and kinds of inspection differ, so findings per inspection do not compare: the page Findings holds them against what was to be expected."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.org_id as org_id,
        i.round_id as round_id,
        r.category_scheme as scheme
    from indicator_inspections as i
    join rounds as r on r.round_id = i.round_id
    where i.dated_on between $from_date and $to_date
),

rounds_inspecting as (
    select
        i.round_id as round_id,
        i.scheme as scheme,
        count(*) as inspections,
        count(distinct i.org_id) as organisations
    from inspections_begun as i
    group by i.round_id, i.scheme
),

findings_made as (
    select
        case when f.category like 'four-%' then 'four' else 'three' end as scheme,
        f.category as category,
        i.round_id as round_id
    from indicator_findings as f
    join inspections_begun as i on i.inspection_id = f.inspection_id
),

counted as (
    select
        f.scheme as scheme,
        f.category as category,
        f.round_id as round_id,
        count(*) as findings
    from findings_made as f
    group by f.scheme, f.category, f.round_id
),

totals as (
    select
        c.round_id as round_id,
        count(*) as findings
    from findings_made as c
    group by c.round_id
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
        r.round_id as round_id
    from categories as k
    join rounds_inspecting as r on r.scheme = k.scheme
    union
    -- a finding whose category is not of its round's scheme is shown all the same
    select
        c.scheme as scheme,
        c.category as category,
        c.round_id as round_id
    from counted as c
)

select
    c.scheme as scheme,
    c.category as category,
    r.term_no as term_no,
    r.seq as seq,
    c.round_id as round_id,
    coalesce(n.findings, 0) as findings,
    i.inspections as inspections,
    i.organisations as organisations,
    cast(coalesce(n.findings, 0) as double) / nullif(i.inspections, 0) as findings_per_inspection,
    cast(coalesce(n.findings, 0) as double) / nullif(t.findings, 0) as share
from cells as c
join rounds as r on r.round_id = c.round_id
join rounds_inspecting as i on i.round_id = c.round_id
left join counted as n on n.category = c.category and n.round_id = c.round_id
left join totals as t on t.round_id = c.round_id
order by c.category, r.term_no, r.seq, c.round_id
