/*
title.zh = "分类全覆盖情况"
title.en = "Coverage by class"
question.zh = "各类党组织已巡多少、还剩多少，比计划差几个？"
question.en = "In each class, how many are covered, how many are left, and how many short of plan is that?"
privacy = "public"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "coverage"

[rows]
pooled = "org_class"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
covered = { zh = "已巡党组织", en = "organisations covered", type = "int", of = "coverage_rate.numerator" }
in_scope = { zh = "应巡党组织", en = "organisations in scope", type = "int", of = "coverage_rate.denominator" }
remaining = { zh = "未巡党组织", en = "not yet covered", type = "int", of = "none" }
share = { zh = "全覆盖率", en = "coverage rate", type = "percent" }
planned_share = { zh = "计划进度", en = "planned by now", type = "percent" }
short_of_plan = { zh = "比计划少", en = "short of plan", type = "int", of = "none" }

[[caveats]]
zh = "类别为空的一行是全部类别合并计算，不取各类比率的平均。"
en = "An empty class is all classes pooled, never the mean of their rates."

[[caveats]]
zh = "计划进度按规划年数匀速推算，每年按 365 天计，封顶 100%；应达个数取整时舍去小数。"
en = "The plan is a straight line over the planned years of 365 days, capped at 100 %; planned organisations are rounded down."
*/
with organisations_to_cover as (
    select
        c.term_no as term_no,
        o.org_class as org_class,
        c.numerator as is_covered
    from indicator_coverage_rate as c
    join organisations as o on o.org_id = c.org_id
),

organisations_by_level as (
    select
        p.term_no as term_no,
        cast(null as varchar) as org_class,
        p.is_covered as is_covered
    from organisations_to_cover as p
    union all
    select
        c.term_no as term_no,
        c.org_class as org_class,
        c.is_covered as is_covered
    from organisations_to_cover as c
),

levels as (
    select
        o.term_no as term_no,
        o.org_class as org_class,
        count(case when o.is_covered = 1 then 1 end) as covered,
        count(*) as in_scope
    from organisations_by_level as o
    group by o.term_no, o.org_class
)

select
    l.term_no as term_no,
    l.org_class as org_class,
    l.covered as covered,
    l.in_scope as in_scope,
    l.in_scope - l.covered as remaining,
    cast(l.covered as double) / nullif(l.in_scope, 0) as share,
    p.planned_share as planned_share,
    case
        when p.planned_share is null then null
        when floor(p.planned_share * l.in_scope) > l.covered
            then cast(floor(p.planned_share * l.in_scope) as bigint) - l.covered
        else 0
    end as short_of_plan
from levels as l
join known_terms as p on p.term_no = l.term_no
order by
    l.term_no,
    case
        when l.org_class is null then 0
        when l.org_class = 'township' then 1
        when l.org_class = 'county' then 2
        else 3
    end
