/*
title.zh = "参评单位问题"
title.en = "Findings behind the ranking"
question.zh = "参加排名的单位，有多少问题反馈、完成、到期、按期？"
question.en = "How many findings of each organisation ranked are fed back, done, due, done on time?"
privacy = "internal"
filters = ["term", "round", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[columns]
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
is_settled = { zh = "已满集中整改期", en = "past the intensive period", type = "bool" }
is_done = { zh = "整改完成", en = "done", type = "bool" }
is_due = { zh = "已到期", en = "due before the as-of day", type = "bool" }
is_on_time = { zh = "按期完成", en = "done on time", type = "bool" }
findings = { zh = "问题", en = "findings", type = "int", of = "none" }

[[caveats]]
zh = "只计时段内开展过测评的巡察任务的问题，算到截至日；既未满集中整改期也未到期的不列；完成日期不详的不算已到期，因为不知是否按期。名次区间把每个问题作为一个整体抽样，完成与按期不拆开。"
en = "Findings of inspections with a ballot in the period, as of the as-of day; those neither past the intensive period nor due are left out; one done on an unknown day is not among the due, for nobody knows whether it was on time. The rank interval draws a finding as a whole: done and on time stay together."
*/
with inspections_ranked as (
    select distinct b.inspection_id as inspection_id
    from known_ballots as b
    where b.held_on between $from_date and $to_date
),

findings_settled as (
    select
        c.finding_id as finding_id,
        c.org_id as org_id,
        c.numerator as is_done
    from indicator_completion_rate as c
    join inspections_ranked as n on n.inspection_id = c.inspection_id
    where c.young = 0
),

findings_due as (
    select
        t.finding_id as finding_id,
        t.org_id as org_id,
        t.numerator as is_on_time
    from indicator_on_time_rate as t
    join inspections_ranked as n on n.inspection_id = t.inspection_id
    where t.denominator = 1
),

findings_counted as (
    select
        f.finding_id as finding_id,
        f.org_id as org_id
    from findings_settled as f
    union
    select
        d.finding_id as finding_id,
        d.org_id as org_id
    from findings_due as d
),

findings_marked as (
    select
        n.org_id as org_id,
        case when f.finding_id is not null then 1 else 0 end as settled,
        coalesce(f.is_done, 0) as done,
        case when d.finding_id is not null then 1 else 0 end as due,
        coalesce(d.is_on_time, 0) as on_time
    from findings_counted as n
    left join findings_settled as f on f.finding_id = n.finding_id
    left join findings_due as d on d.finding_id = n.finding_id
)

select
    m.org_id as org_id,
    case when m.settled = 1 then true else false end as is_settled,
    case when m.done = 1 then true else false end as is_done,
    case when m.due = 1 then true else false end as is_due,
    case when m.on_time = 1 then true else false end as is_on_time,
    count(*) as findings
from findings_marked as m
group by m.org_id, m.settled, m.done, m.due, m.on_time
order by coalesce(m.org_id, ''), m.settled, m.done, m.due, m.on_time
