/*
title.zh = "销号核验"
title.en = "Closing-off verified"
question.zh = "抽中的已销号问题，上门核验属实的有多少？"
question.en = "Of the closed findings drawn for a visit, how many were found truly rectified?"
privacy = "internal"
filters = ["term", "round", "org", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[columns]
sample_id = { zh = "抽样批次", en = "sample", type = "text" }
drawn_on = { zh = "抽样日期", en = "drawn on", type = "date" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
closed = { zh = "当日已销号", en = "closed off by then", type = "int", of = "none" }
drawn = { zh = "抽中", en = "drawn", type = "int", of = "none" }
visited = { zh = "已核验", en = "visited", type = "int", of = "none" }
held = { zh = "整改属实", en = "true", type = "int", of = "none" }
partly = { zh = "部分属实", en = "partly true", type = "int", of = "none" }
not_held = { zh = "不属实", en = "not true", type = "int", of = "none" }

[[caveats]]
zh = "按销号核验台账中的各批抽样计；用本系统抽取的，种子在上门之前登记，按党组织类别分层，谁也不能挑选。核验率按各类别已销号问题数加权推算到全部已销号问题，属实才计入，部分属实另列。"
en = "By the samples of the ledger of verifications; of one drawn here the seed is registered before the visits, by class, so that nobody can choose. The verified rate is carried over to all closed findings by the number of each class; only what is true counts, what is partly true stands beside."
*/
with samples as (
    select
        v.sample_id as sample_id,
        min(v.drawn_on) as drawn_on
    from known_verifications as v
    group by v.sample_id
),

closed_findings as (
    select
        f.finding_id as finding_id,
        f.closed_off_on as closed_off_on,
        coalesce(o.org_class, '') as org_class
    from known_findings as f
    left join organisations as o on o.org_id = f.org_id
    where f.closed_off_on is not null and f.feedback_on is not null
),

closed_by_class as (
    select
        s.sample_id as sample_id,
        s.drawn_on as drawn_on,
        c.org_class as org_class,
        count(*) as closed
    from samples as s
    cross join closed_findings as c
    where c.closed_off_on <= s.drawn_on
    group by s.sample_id, s.drawn_on, c.org_class
),

visits_by_class as (
    select
        v.sample_id as sample_id,
        coalesce(o.org_class, '') as org_class,
        count(*) as drawn,
        count(case when v.found is not null then 1 end) as visited,
        count(case when v.found = 'held' then 1 end) as held,
        count(case when v.found = 'partly' then 1 end) as partly,
        count(case when v.found = 'not_held' then 1 end) as not_held
    from known_verifications as v
    left join organisations as o on o.org_id = v.org_id
    group by v.sample_id, coalesce(o.org_class, '')
)

select
    c.sample_id as sample_id,
    c.drawn_on as drawn_on,
    case when c.org_class = '' then null else c.org_class end as org_class,
    c.closed as closed,
    coalesce(v.drawn, 0) as drawn,
    coalesce(v.visited, 0) as visited,
    coalesce(v.held, 0) as held,
    coalesce(v.partly, 0) as partly,
    coalesce(v.not_held, 0) as not_held
from closed_by_class as c
left join visits_by_class as v on v.sample_id = c.sample_id and v.org_class = c.org_class
order by
    c.drawn_on,
    c.sample_id,
    case when c.org_class = 'township' then 1 when c.org_class = 'county' then 2 else 3 end,
    c.org_class
