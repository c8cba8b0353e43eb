/*
title.zh = "单位大事记"
title.en = "History of an organisation"
question.zh = "这个单位哪天被巡察、反馈、测评、公开、问责，各是多少？"
question.en = "On which day was the organisation inspected, fed back to, assessed, aired, held to account, and how much of each?"
privacy = "internal"
section = "coverage"

[rows]
own_day = true

[columns]
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
on_day = { zh = "日期", en = "day", type = "date" }
event = { zh = "事项", en = "event", type = "text" }
inspection_id = { zh = "任务编号", en = "inspection id", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
[columns.counted]
zh = "数量"
en = "number"
type = "int"

[columns.counted.of.event]
inspected = "findings.numerator"
fed_back = "completion_rate.denominator"
done = "completion_rate.numerator"
closed_off = "closed_off_rate.numerator"
clues_transferred = "clues.numerator"
clues_concluded = "clue_verification_rate.numerator"
assessed = "satisfaction_rate.numerator"
aired = "publications.numerator"
explained = "explanations.numerator"
notified = "notices.numerator"
held_accountable = "accountability_decisions.numerator"
rules_made = "rules_made.numerator"

[columns.out_of]
zh = "其中总数"
en = "out of"
type = "int"

[columns.out_of.of.event]
clues_concluded = "clue_verification_rate.denominator"
assessed = "satisfaction_rate.denominator"

[[caveats]]
zh = "一次巡察的整改完成、销号各列一行，日期是其中最晚的一天；完成、办结日期不详的另列一行，没有日期，任何时段都列在最后；测评的数量是好和较好的票，总数是有效票。"
en = "Done and closed off have one row per inspection, on their latest day; what was done or concluded on an unknown day has a row without a date, last in whatever period; of a ballot the number is good and fairly good votes, out of the valid ones."
*/
with findings_by_inspection as (
    select
        n.inspection_id as inspection_id,
        cast(sum(n.numerator) as bigint) as findings,
        count(c.finding_id) as fed_back,
        count(case when c.numerator = 1 and f.is_undated = 0 then 1 end) as done,
        count(case when c.numerator = 1 and f.is_undated = 1 then 1 end) as done_undated,
        count(case when k.numerator = 1 then 1 end) as closed,
        max(c.dated_on) as fed_back_on,
        max(case when c.numerator = 1 then f.completed_on end) as done_on,
        max(case when k.numerator = 1 then f.closed_off_on end) as closed_off_on
    from indicator_findings as n
    join known_findings as f on f.finding_id = n.finding_id
    left join indicator_completion_rate as c on c.finding_id = n.finding_id
    left join indicator_closed_off_rate as k on k.finding_id = n.finding_id
    group by n.inspection_id
),

inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.org_id as org_id,
        i.round_id as round_id,
        i.dated_on as onsite_start,
        coalesce(f.findings, 0) as findings,
        f.fed_back as fed_back,
        f.done as done,
        f.done_undated as done_undated,
        f.closed as closed,
        f.fed_back_on as fed_back_on,
        f.done_on as done_on,
        f.closed_off_on as closed_off_on
    from indicator_inspections as i
    left join findings_by_inspection as f on f.inspection_id = i.inspection_id
),

happened as (
    select
        o.org_id as org_id,
        o.in_scope_from as on_day,
        'entered_scope' as event,
        cast(null as varchar) as inspection_id,
        cast(null as varchar) as round_id,
        cast(null as bigint) as counted,
        cast(null as bigint) as out_of
    from organisations as o
    union all
    select o.org_id, o.in_scope_to, 'left_scope', null, null, null, null
    from organisations as o
    where o.in_scope_to is not null
    union all
    select i.org_id, i.onsite_start, 'inspected', i.inspection_id, i.round_id, i.findings, null
    from inspections_begun as i
    union all
    select i.org_id, i.fed_back_on, 'fed_back', i.inspection_id, i.round_id, i.fed_back, null
    from inspections_begun as i
    where i.fed_back_on is not null
    union all
    select i.org_id, i.done_on, 'done', i.inspection_id, i.round_id, i.done, i.fed_back
    from inspections_begun as i
    where i.done_on is not null
    union all
    select i.org_id, null, 'done', i.inspection_id, i.round_id, i.done_undated, i.fed_back
    from inspections_begun as i
    where i.done_undated > 0
    union all
    select i.org_id, i.closed_off_on, 'closed_off', i.inspection_id, i.round_id, i.closed, i.fed_back
    from inspections_begun as i
    where i.closed_off_on is not null
    union all
    select c.org_id, c.dated_on, 'clues_transferred', c.inspection_id, c.round_id, count(*), null
    from indicator_clues as c
    group by c.org_id, c.dated_on, c.inspection_id, c.round_id
    union all
    select v.org_id, c.concluded_on, 'clues_concluded', v.inspection_id, v.round_id, cast(sum(v.numerator) as bigint), count(*)
    from indicator_clue_verification_rate as v
    join known_clues as c on c.clue_id = v.clue_id
    where v.denominator = 1
    group by v.org_id, c.concluded_on, v.inspection_id, v.round_id
    union all
    -- a ballot in which nobody had an opinion was held all the same: it has no number and no whole
    select
        b.org_id, b.held_on, 'assessed', b.inspection_id, b.round_id,
        case when sum(b.valid_votes) > 0 then cast(sum(b.satisfied_votes) as bigint) end,
        cast(nullif(sum(b.valid_votes), 0) as bigint)
    from known_ballots as b
    group by b.org_id, b.held_on, b.inspection_id, b.round_id
    union all
    select p.org_id, p.dated_on, 'aired', p.inspection_id, p.round_id, count(*), null
    from indicator_publications as p
    group by p.org_id, p.dated_on, p.inspection_id, p.round_id
    union all
    select e.org_id, e.dated_on, 'explained', e.inspection_id, e.round_id, count(*), null
    from indicator_explanations as e
    group by e.org_id, e.dated_on, e.inspection_id, e.round_id
    union all
    select n.org_id, n.dated_on, 'notified', n.inspection_id, n.round_id, count(*), null
    from indicator_notices as n
    group by n.org_id, n.dated_on, n.inspection_id, n.round_id
    union all
    select a.org_id, a.dated_on, 'held_accountable', a.inspection_id, a.round_id, count(*), null
    from indicator_accountability_decisions as a
    group by a.org_id, a.dated_on, a.inspection_id, a.round_id
    union all
    select m.org_id, m.dated_on, 'rules_made', m.inspection_id, m.round_id, count(*), null
    from indicator_rules_made as m
    group by m.org_id, m.dated_on, m.inspection_id, m.round_id
    union all
    select w.org_id, w.dated_on, 'report_awarded', w.inspection_id, w.round_id, count(distinct w.inspection_id), null
    from indicator_reports_awarded as w
    group by w.org_id, w.dated_on, w.inspection_id, w.round_id
)

select
    h.org_id as org_id,
    o.name as org_name,
    h.on_day as on_day,
    h.event as event,
    h.inspection_id as inspection_id,
    h.round_id as round_id,
    h.counted as counted,
    h.out_of as out_of
from happened as h
join organisations as o on o.org_id = h.org_id
where h.on_day between $from_date and $to_date
    or h.on_day is null
order by case when h.on_day is null then 1 else 0 end, h.on_day desc, h.org_id, h.event, h.inspection_id
