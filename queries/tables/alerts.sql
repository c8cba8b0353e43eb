/*
title.zh = "需要关注"
title.en = "What needs attention"
question.zh = "眼下最该盯的是哪些事、哪些单位？"
question.en = "What, and whose, needs attention now?"
privacy = "internal"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "rectification"

[once]
inspections_not_aired = "org_id"
organisations_to_cover = "org_id"
alerts_of_organisations = "org_id"

[columns]
alert = { zh = "事项", en = "what", type = "text" }
level = { zh = "预警", en = "level", type = "text" }
weight = { zh = "权重", en = "weight", type = "int", of = "none" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
term_no = { zh = "届次", en = "term", type = "term" }
round_id = { zh = "轮次", en = "round", type = "round" }
items = { zh = "数量", en = "how many", type = "int", of = { alert = { rectification_overdue = "overdue_rate.numerator" } } }
oldest_days = { zh = "最长超期天数", en = "longest over the limit, days", type = "int", of = "none" }

[[caveats]]
zh = "事项：整改逾期（有超过 90 天的为红，否则为黄）；即将到期（蓝）；线索预警（红黄蓝，算法同“在办线索时长”）；某类全覆盖落后于计划（落后超过半年的计划量为红，否则为黄）；本届反馈后超过时限未向社会公开（蓝，按轮次和类别）；文书逾期（黄）；会议交办事项逾期（红）。"
en = "What: rectification overdue (red with any over 90 days, else yellow); rectification due soon (blue); clue warning (as in the age of the open clues); coverage behind, a class short of plan (red by more than half a year's share, else yellow); publication due, the running term's inspections not aired to the public in time (blue, by round and class); notice overdue (yellow); matter overdue, assigned at a session (red)."

[[caveats]]
zh = "权重 = 数量 × 100（红）、10（黄）或 1（蓝），只用来排序。时限见设置。名次靠后而未作说明的见“整改成效排名”，不在此列。"
en = "The weight is the number times 100 (red), 10 (yellow) or 1 (blue) and only orders the list. Limits are settings. Those ranked last without an explanation stand in the ranking, not here."

[[caveats]]
zh = "一律是截至日的现状，不受所选时段限制。除全覆盖（按类别）和社会公开（按轮次、类别）外，每个单位每轮一行；没有轮次的（如文书未挂任务）轮次为空。"
en = "All as of the as-of day, whatever the period. But for coverage (by class) and airing (by round and class) there is one row per organisation and round; the round is empty where there is none."
*/
with limits as (
    select
        cast(max(case when s.key = 'rectification_due_soon' then s.value end) as bigint) as due_soon,
        cast(max(case when s.key = 'publication' then s.value end) as bigint) as publication
    from setting as s
    where s.name = 'limit'
),

rectification_overdue as (
    select
        'rectification_overdue' as alert,
        case when max(date_diff('day', d.dated_on, $as_of)) > 90 then 'red' else 'yellow' end as level,
        d.org_id as org_id,
        d.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(max(date_diff('day', d.dated_on, $as_of)) as bigint) as oldest_days
    from indicator_overdue_rate as d
    where d.numerator = 1
    group by d.org_id, d.round_id
),

rectification_due_soon as (
    select
        'rectification_due_soon' as alert,
        'blue' as level,
        f.org_id as org_id,
        f.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(null as bigint) as oldest_days
    from known_findings as f
    cross join limits as l
    where f.is_done = 0
        and f.due_on >= $as_of
        and date_diff('day', $as_of, f.due_on) <= l.due_soon
    group by f.org_id, f.round_id
),

clue_warning as (
    select
        'clue_warning' as alert,
        c.warning as level,
        c.org_id as org_id,
        c.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(max(c.over_days) as bigint) as oldest_days
    from known_open_clues as c
    where c.warning is not null
    group by c.warning, c.org_id, c.round_id
),

running_term as (
    select max(t.term_no) as term_no
    from known_terms as t
),

inspections_aired as (
    select distinct p.inspection_id as inspection_id
    from indicator_publications as p
    where p.publication_kind = 'society'
),

inspections_not_aired as (
    -- what earlier terms never aired is no longer news
    select
        i.org_id as org_id,
        r.term_no as term_no,
        i.round_id as round_id,
        date_diff('day', i.feedback_on, $as_of) - l.publication as days_over
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    join running_term as n on n.term_no = r.term_no
    cross join limits as l
    left join inspections_aired as a on a.inspection_id = i.inspection_id
    where a.inspection_id is null
        and date_diff('day', i.feedback_on, $as_of) > l.publication
),

publication_due as (
    -- a round is aired together
    select
        'publication_due' as alert,
        'blue' as level,
        o.org_class as org_class,
        i.term_no as term_no,
        i.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(max(i.days_over) as bigint) as oldest_days
    from inspections_not_aired as i
    left join organisations as o on o.org_id = i.org_id
    group by o.org_class, i.term_no, i.round_id
),

notice_overdue as (
    select
        'notice_overdue' as alert,
        'yellow' as level,
        n.org_id as org_id,
        n.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(max(date_diff('day', n.due_on, $as_of)) as bigint) as oldest_days
    from known_notices as n
    where n.is_done = 0 and n.due_on < $as_of
    group by n.org_id, n.round_id
),

matter_overdue as (
    select
        'matter_overdue' as alert,
        'red' as level,
        m.org_id as org_id,
        m.round_id as round_id,
        cast(count(*) as bigint) as items,
        cast(max(date_diff('day', m.due_on, $as_of)) as bigint) as oldest_days
    from known_assigned_matters as m
    where m.is_done = 0 and m.due_on < $as_of
    group by m.org_id, m.round_id
),

organisations_to_cover as (
    select
        c.org_id as org_id,
        c.term_no as term_no,
        c.numerator as is_covered,
        p.planned_share as planned_share,
        cast(0.5 as double) / p.planned_years as half_year_share
    from indicator_coverage_rate as c
    join running_term as n on n.term_no = c.term_no
    join known_terms as p on p.term_no = c.term_no
    where p.planned_years > 0
),

classes as (
    select
        c.term_no as term_no,
        o.org_class as org_class,
        max(c.planned_share) as planned_share,
        max(c.half_year_share) as half_year_share,
        count(case when c.is_covered = 1 then 1 end) as covered,
        count(*) as in_scope
    from organisations_to_cover as c
    join organisations as o on o.org_id = c.org_id
    group by c.term_no, o.org_class
),

coverage_behind as (
    select
        'coverage_behind' as alert,
        case
            when k.planned_share - cast(k.covered as double) / k.in_scope > k.half_year_share then 'red'
            else 'yellow'
        end as level,
        k.org_class as org_class,
        k.term_no as term_no,
        cast(floor(k.planned_share * k.in_scope) as bigint) - cast(k.covered as bigint) as items
    from classes as k
    where floor(k.planned_share * k.in_scope) > k.covered
),

alerts_of_organisations as (
    select
        a.alert as alert,
        a.level as level,
        a.org_id as org_id,
        a.round_id as round_id,
        a.items as items,
        a.oldest_days as oldest_days
    from rectification_overdue as a
    union all
    select
        b.alert as alert,
        b.level as level,
        b.org_id as org_id,
        b.round_id as round_id,
        b.items as items,
        b.oldest_days as oldest_days
    from rectification_due_soon as b
    union all
    select
        c.alert as alert,
        c.level as level,
        c.org_id as org_id,
        c.round_id as round_id,
        c.items as items,
        c.oldest_days as oldest_days
    from clue_warning as c
    union all
    select
        e.alert as alert,
        e.level as level,
        e.org_id as org_id,
        e.round_id as round_id,
        e.items as items,
        e.oldest_days as oldest_days
    from notice_overdue as e
    union all
    select
        f.alert as alert,
        f.level as level,
        f.org_id as org_id,
        f.round_id as round_id,
        f.items as items,
        f.oldest_days as oldest_days
    from matter_overdue as f
),

all_alerts as (
    select
        a.alert as alert,
        a.level as level,
        a.org_id as org_id,
        o.name as org_name,
        o.org_class as org_class,
        r.term_no as term_no,
        a.round_id as round_id,
        a.items as items,
        a.oldest_days as oldest_days
    from alerts_of_organisations as a
    left join organisations as o on o.org_id = a.org_id
    left join rounds as r on r.round_id = a.round_id
    union all
    select
        d.alert as alert,
        d.level as level,
        cast(null as varchar) as org_id,
        cast(null as varchar) as org_name,
        d.org_class as org_class,
        d.term_no as term_no,
        d.round_id as round_id,
        d.items as items,
        d.oldest_days as oldest_days
    from publication_due as d
    union all
    select
        b.alert as alert,
        b.level as level,
        cast(null as varchar) as org_id,
        cast(null as varchar) as org_name,
        b.org_class as org_class,
        b.term_no as term_no,
        cast(null as varchar) as round_id,
        b.items as items,
        cast(null as bigint) as oldest_days
    from coverage_behind as b
),

weighed as (
    select
        a.alert as alert,
        a.level as level,
        a.items * case when a.level = 'red' then 100 when a.level = 'yellow' then 10 else 1 end as weight,
        a.org_id as org_id,
        a.org_name as org_name,
        a.org_class as org_class,
        a.term_no as term_no,
        a.round_id as round_id,
        a.items as items,
        a.oldest_days as oldest_days
    from all_alerts as a
)

select
    w.alert as alert,
    w.level as level,
    w.weight as weight,
    w.org_id as org_id,
    w.org_name as org_name,
    w.org_class as org_class,
    w.term_no as term_no,
    w.round_id as round_id,
    w.items as items,
    w.oldest_days as oldest_days
from weighed as w
order by
    w.weight desc,
    coalesce(w.oldest_days, 0) desc,
    w.alert,
    w.level,
    coalesce(w.org_class, ''),
    coalesce(w.org_id, ''),
    coalesce(w.round_id, '')
