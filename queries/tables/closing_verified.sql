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
closed = { zh = "抽样时已销号", en = "closed off at the draw", type = "int", of = "none" }
closed_now = { zh = "按现在台账", en = "by today's ledger", type = "int", of = "none" }
class_drawn = { zh = "该类共抽", en = "drawn of the class", type = "int", of = "none" }
drawn = { zh = "抽中", en = "drawn", type = "int", of = "none" }
visited = { zh = "已核验", en = "visited", type = "int", of = "none" }
held = { zh = "整改属实", en = "true", type = "int", of = "none" }
partly = { zh = "部分属实", en = "partly true", type = "int", of = "none" }
not_held = { zh = "不属实", en = "not true", type = "int", of = "none" }

[[caveats]]
zh = "各类别在抽样时有多少已销号，随抽样记入台账，此后改类别、补销号都不再影响推算；只看一部分时，按抽中的各代表多少计。台账没有记这些的（旧格式），按现在的类别和销号计。“按现在台账”是同日已销号的，供对照。"
en = "How many of each class were closed off at the draw is noted with it in the ledger, so that neither a change of class nor a later closing-off moves the estimate; of a part, each finding drawn stands for as many as it does of its class. Where the ledger does not have it (an older shape), classes and closings are today's. By today's ledger: what was closed off by that day, to compare."

[[caveats]]
zh = "按销号核验台账中的各批抽样计；用本系统抽取的，种子在上门之前登记，按党组织类别分层，谁也不能挑选。核验率按各类别已销号问题数加权推算到全部已销号问题，属实才计入，部分属实另列。"
en = "By the samples of the ledger of verifications; of one drawn here the seed is registered before the visits, by class, so that nobody can choose. The verified rate is carried over to all closed findings by the number of each class; only what is true counts, what is partly true stands beside."
*/
with samples as (
    select
        v.sample_id as sample_id,
        min(v.drawn_on) as drawn_on,
        min(case when v.class_closed >= v.class_drawn and v.class_drawn > 0 then 1 else 0 end) as is_noted
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
        c.org_class as org_class,
        count(*) as closed
    from samples as s
    cross join closed_findings as c
    where c.closed_off_on <= s.drawn_on
    group by s.sample_id, c.org_class
),

drawn as (
    select
        s.sample_id as sample_id,
        case when s.is_noted = 1 then coalesce(v.drawn_class, '') else coalesce(o.org_class, '') end as org_class,
        case when s.is_noted = 1 then v.class_closed end as class_closed,
        case when s.is_noted = 1 then v.class_drawn end as class_drawn,
        v.found as found
    from known_verifications as v
    join samples as s on s.sample_id = v.sample_id
    left join organisations as o on o.org_id = v.org_id
),

drawn_by_class as (
    select
        d.sample_id as sample_id,
        d.org_class as org_class,
        max(d.class_closed) as class_closed,
        max(d.class_drawn) as class_drawn,
        count(*) as drawn,
        count(case when d.found is not null then 1 end) as visited,
        count(case when d.found = 'held' then 1 end) as held,
        count(case when d.found = 'partly' then 1 end) as partly,
        count(case when d.found = 'not_held' then 1 end) as not_held
    from drawn as d
    group by d.sample_id, d.org_class
),

-- the classes that have something closed off today, and of a draw that noted its classes these
found_classes as (
    select
        c.sample_id as sample_id,
        c.org_class as org_class
    from closed_by_class as c
    union all
    select
        d.sample_id as sample_id,
        d.org_class as org_class
    from drawn_by_class as d
    join samples as s on s.sample_id = d.sample_id
    where s.is_noted = 1
),

classes as (
    select
        e.sample_id as sample_id,
        e.org_class as org_class
    from found_classes as e
    group by e.sample_id, e.org_class
)

select
    k.sample_id as sample_id,
    s.drawn_on as drawn_on,
    case when k.org_class = '' then null else k.org_class end as org_class,
    case
        when s.is_noted = 0 then c.closed
        -- of a part of the class each of its findings stands for class_closed / class_drawn, to the nearest whole
        else coalesce(cast(floor((2.0 * d.class_closed * d.drawn + d.class_drawn) / (2.0 * d.class_drawn)) as bigint), 0)
    end as closed,
    coalesce(c.closed, 0) as closed_now,
    d.class_drawn as class_drawn,
    coalesce(d.drawn, 0) as drawn,
    coalesce(d.visited, 0) as visited,
    coalesce(d.held, 0) as held,
    coalesce(d.partly, 0) as partly,
    coalesce(d.not_held, 0) as not_held
from classes as k
join samples as s on s.sample_id = k.sample_id
left join closed_by_class as c on c.sample_id = k.sample_id and c.org_class = k.org_class
left join drawn_by_class as d on d.sample_id = k.sample_id and d.org_class = k.org_class
order by
    s.drawn_on,
    k.sample_id,
    case when k.org_class = 'township' then 1 when k.org_class = 'county' then 2 else 3 end,
    k.org_class
