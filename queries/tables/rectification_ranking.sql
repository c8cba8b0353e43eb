/*
title.zh = "整改成效排名"
title.en = "Ranking of rectification"
question.zh = "同类党组织里，谁的整改排在前面，谁名次靠后？"
question.en = "Within its class, which organisation's rectification ranks first and which last?"
privacy = "internal"
filters = ["term", "round", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[rows]
chosen_by = "ballots.held_on"

[once]
group_scores = "org_id"
organisations_explaining = "org_id"
parts = "org_id"
weighed = "org_id"

[columns]
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
rank_in_class = { zh = "类内名次", en = "rank in class", type = "int", of = "none" }
count_in_class = { zh = "类内参评数", en = "ranked in class", type = "int", of = "none" }
rank_overall = { zh = "总名次", en = "rank overall", type = "int", of = "none" }
composite = { zh = "综合得分", en = "composite score", type = "decimal" }
gap_to_next = { zh = "领先下一名", en = "ahead of the next", type = "decimal" }
is_bottom = { zh = "名次靠后", en = "ranked last", type = "bool" }
explained = { zh = "已作说明", en = "has explained", type = "bool" }
ballots_score = { zh = "测评得分", en = "ballots score", type = "decimal" }
completion_share = { zh = "整改完成率", en = "completion rate", type = "percent" }
on_time_share = { zh = "按期完成率", en = "on-time rate", type = "percent" }
satisfaction = { zh = "测评满意率", en = "satisfaction rate", type = "percent" }
valid_votes = { zh = "有效票", en = "valid votes", type = "int", of = "satisfaction_rate.denominator" }
satisfied_votes = { zh = "好和较好", en = "good and fairly good", type = "int", of = "satisfaction_rate.numerator" }
groups_present = { zh = "到场主体", en = "voter groups present", type = "int", of = "none" }
groups_missing = { zh = "缺席主体", en = "voter groups missing", type = "int", of = "none" }
settled = { zh = "已满集中整改期的问题", en = "findings past the intensive period", type = "int", of = "completion_rate.settled_denominator" }
settled_done = { zh = "其中完成", en = "of these done", type = "int", of = "completion_rate.settled_numerator" }
due = { zh = "已到期", en = "due before the as-of day", type = "int", of = "on_time_rate.denominator" }
on_time = { zh = "按期完成", en = "done on time", type = "int", of = "on_time_rate.numerator" }
inspections = { zh = "测评任务", en = "inspections ranked", type = "int", of = "none" }
last_held_on = { zh = "最近测评日期", en = "last ballot held", type = "date" }

[[caveats]]
zh = "只排时段内开展过现场测评的巡察任务，同一党组织的多次测评合并计算；整改完成率只计其中反馈已满集中整改期的问题，按期完成率只计已到期的，算到截至日。"
en = "Ranked are inspections with a ballot in the period, pooled per organisation; completion is of those of their findings that are past the intensive period, on-time of those past due, as of the as-of day."

[[caveats]]
zh = "综合得分 = 测评得分、整改完成率×100、按期完成率×100 按设置的权重加权；缺哪一部分，权重就在其余部分间重新分配。测评得分同样：缺席主体（本次排名中有别的单位得到其有效票）不按 0 分也不按满分。"
en = "The composite weighs ballots, completion × 100 and on-time × 100 as set; where a part is missing its weight is shared among the rest. So it is with a missing voter group (one that cast valid votes for another organisation ranked here): neither 0 nor 100."

[[caveats]]
zh = "得分相同名次并列。名次靠后按设置在同类内认定（末几名、末百分之几或低于某分），并列的一并认定；按末几名、末百分之几认定时，类内第一名不算。按单位、乡镇等筛选后，名次只在所选范围内排。"
en = "Equal scores share a rank. Last is ruled within the class as set (last k, last per cent, below a score), with all that tie; by place, whoever ranks first is never last. Under a filter ranks are among what is chosen."
[[caveats]]
zh = "排后把握只标在名次靠后的单位旁：按同类单位共同的分布（贝塔—二项，含各单位实际无差别的可能），由其票数和问题数推出真实水平确属末位的概率；得分和名次不变。"
en = "How sure the last places are stands beside these alone: the probability that an organisation truly belongs there, from its votes and findings and what the class has in common (beta-binomial, with the chance that all are alike); score and rank stay."
*/
with part_weights as (
    select
        max(case when s.key = 'ballots' then s.value end) as ballots,
        max(case when s.key = 'completion' then s.value end) as completion,
        max(case when s.key = 'on_time' then s.value end) as on_time
    from setting as s
    where s.name = 'score_weight'
),

bottom_rule as (
    select
        max(case when s.key = 'last_k' then s.value end) as last_k,
        max(case when s.key = 'last_percent' then s.value end) as last_percent,
        max(case when s.key = 'below_score' then s.value end) as below_score
    from setting as s
    where s.name = 'bottom'
),

inspections_ranked as (
    -- a ballot in which nobody had an opinion was held all the same
    select
        b.inspection_id as inspection_id,
        b.org_id as org_id,
        max(b.held_on) as last_held_on
    from known_ballots as b
    where b.held_on between $from_date and $to_date
    group by b.inspection_id, b.org_id
),

organisations_ranked as (
    select
        n.org_id as org_id,
        count(*) as inspections,
        max(n.last_held_on) as last_held_on
    from inspections_ranked as n
    where n.org_id is not null
    group by n.org_id
),

grade_values as (
    -- whole millionths, and whole billionths below: whole numbers add up to the same whatever their order
    select
        v.key as grade,
        cast(floor(v.value * 1000000 + cast(0.5 as double)) as bigint) as millionths
    from setting as v
    where v.name = 'grade_value'
),

group_scores as (
    -- “不了解” is no valid vote; a group with no valid vote has no score and is missing
    select
        s.org_id as org_id,
        s.voter_group as voter_group,
        sum(s.denominator) as valid_votes,
        sum(s.numerator) as satisfied_votes,
        cast(sum(s.denominator * v.millionths) as double) / sum(s.denominator) / 1000000 as score
    from indicator_satisfaction_rate as s
    join grade_values as v on v.grade = s.grade
    where s.dated_on between $from_date and $to_date
    group by s.org_id, s.voter_group
),

groups_voting as (
    select count(distinct g.voter_group) as count_groups
    from group_scores as g
),

groups_weighed as (
    select
        g.org_id as org_id,
        g.valid_votes as valid_votes,
        g.satisfied_votes as satisfied_votes,
        cast(floor(w.value * g.score * 1000000000 + cast(0.5 as double)) as bigint) as points,
        cast(floor(w.value * 1000000000 + cast(0.5 as double)) as bigint) as weight
    from group_scores as g
    join setting as w on w.name = 'voter_weight' and w.key = g.voter_group
),

ballot_scores as (
    select
        g.org_id as org_id,
        cast(sum(g.valid_votes) as bigint) as valid_votes,
        cast(sum(g.satisfied_votes) as bigint) as satisfied_votes,
        count(*) as groups_present,
        cast(sum(g.points) as double) / nullif(sum(g.weight), 0) as score
    from groups_weighed as g
    group by g.org_id
),

completion_by_org as (
    select
        c.org_id as org_id,
        count(*) as settled,
        count(case when c.numerator = 1 then 1 end) as settled_done
    from indicator_completion_rate as c
    join inspections_ranked as n on n.inspection_id = c.inspection_id
    where c.young = 0
    group by c.org_id
),

on_time_by_org as (
    select
        t.org_id as org_id,
        count(*) as due,
        count(case when t.numerator = 1 then 1 end) as on_time
    from indicator_on_time_rate as t
    join inspections_ranked as n on n.inspection_id = t.inspection_id
    where t.denominator = 1
    group by t.org_id
),

organisations_explaining as (
    select distinct e.org_id as org_id
    from indicator_explanations as e
    join inspections_ranked as n on n.inspection_id = e.inspection_id
    where e.explanation_kind = 'explain'
),

parts as (
    select
        r.org_id as org_id,
        r.inspections as inspections,
        r.last_held_on as last_held_on,
        b.score as ballots_score,
        coalesce(b.valid_votes, 0) as valid_votes,
        coalesce(b.satisfied_votes, 0) as satisfied_votes,
        coalesce(b.groups_present, 0) as groups_present,
        coalesce(c.settled, 0) as settled,
        coalesce(c.settled_done, 0) as settled_done,
        coalesce(t.due, 0) as due,
        coalesce(t.on_time, 0) as on_time,
        cast(c.settled_done as double) / nullif(c.settled, 0) as completion_share,
        cast(t.on_time as double) / nullif(t.due, 0) as on_time_share
    from organisations_ranked as r
    left join ballot_scores as b on b.org_id = r.org_id
    left join completion_by_org as c on c.org_id = r.org_id
    left join on_time_by_org as t on t.org_id = r.org_id
),

weighed as (
    select
        p.org_id as org_id,
        case when p.ballots_score is null then 0 else w.ballots * p.ballots_score end
            + case when p.completion_share is null then 0 else w.completion * p.completion_share * 100 end
            + case when p.on_time_share is null then 0 else w.on_time * p.on_time_share * 100 end as points,
        case when p.ballots_score is null then 0 else w.ballots end
            + case when p.completion_share is null then 0 else w.completion end
            + case when p.on_time_share is null then 0 else w.on_time end as weight
    from parts as p
    cross join part_weights as w
),

scores as (
    -- rounded before ranking: the last bit of a sum must not break a tie
    select
        w.org_id as org_id,
        o.name as org_name,
        coalesce(o.org_class, '') as org_class,
        floor(w.points / nullif(w.weight, 0) * 1000000 + cast(0.5 as double)) / 1000000 as composite
    from weighed as w
    left join organisations as o on o.org_id = w.org_id
),

places as (
    -- without any part there is no score: such an organisation stands behind all others and gets no rank
    select
        s.org_id as org_id,
        s.org_name as org_name,
        s.org_class as org_class,
        s.composite as composite,
        rank() over (partition by s.org_class order by coalesce(s.composite, -1) desc) as rank_in_class,
        count(s.composite) over (partition by s.org_class) as count_in_class,
        rank() over (order by coalesce(s.composite, -1) desc) as rank_overall,
        rank() over (
            partition by s.org_class, case when s.composite is null then 1 else 0 end order by coalesce(s.composite, -1)
        ) as rank_from_bottom,
        lead(s.composite) over (
            partition by s.org_class order by coalesce(s.composite, -1) desc, s.org_id
        ) as next_composite
    from scores as s
)

select
    s.org_id as org_id,
    s.org_name as org_name,
    case when s.org_class = '' then null else s.org_class end as org_class,
    case when s.composite is not null then s.rank_in_class end as rank_in_class,
    s.count_in_class as count_in_class,
    case when s.composite is not null then s.rank_overall end as rank_overall,
    s.composite as composite,
    floor((s.composite - s.next_composite) * 1000000 + cast(0.5 as double)) / 1000000 as gap_to_next,
    case
        when s.composite is null then false
        when s.composite < l.below_score then true
        when s.rank_in_class = 1 then false
        when s.rank_from_bottom <= l.last_k then true
        when s.rank_from_bottom * 100 <= l.last_percent * s.count_in_class then true
        else false
    end as is_bottom,
    case when e.org_id is not null then true else false end as explained,
    p.ballots_score as ballots_score,
    p.completion_share as completion_share,
    p.on_time_share as on_time_share,
    cast(p.satisfied_votes as double) / nullif(p.valid_votes, 0) as satisfaction,
    p.valid_votes as valid_votes,
    p.satisfied_votes as satisfied_votes,
    p.groups_present as groups_present,
    g.count_groups - p.groups_present as groups_missing,
    p.settled as settled,
    p.settled_done as settled_done,
    p.due as due,
    p.on_time as on_time,
    p.inspections as inspections,
    p.last_held_on as last_held_on
from places as s
join parts as p on p.org_id = s.org_id
cross join bottom_rule as l
cross join groups_voting as g
left join organisations_explaining as e on e.org_id = s.org_id
order by
    case when s.org_class = 'township' then 1 when s.org_class = 'county' then 2 else 3 end,
    case when s.composite is null then 1 else 0 end,
    s.rank_in_class,
    s.org_id
