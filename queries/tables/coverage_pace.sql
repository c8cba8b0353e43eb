/*
title.zh = "全覆盖进度"
title.en = "Pace of coverage"
question.zh = "各届的全覆盖走到了哪一步，比计划快还是慢？"
question.en = "How far had each term's coverage come by the end of each month, and how far should it have come?"
privacy = "public"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "coverage"

[rows]
pooled = "org_class"

[once]
organisations_to_cover = "org_id"
days = ""

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
on_day = { zh = "截至", en = "by the day", type = "date" }
covered = { zh = "已巡党组织", en = "organisations covered", type = "int", of = "coverage_rate.numerator", running = "on_day" }
in_scope = { zh = "应巡党组织", en = "organisations in scope", type = "int", of = "coverage_rate.denominator", running = "on_day" }
share = { zh = "全覆盖率", en = "coverage rate", type = "percent" }
planned_share = { zh = "计划进度", en = "planned by then", type = "percent" }

[[caveats]]
zh = "每月末一个点，外加届首日和截至日（或届满日）；类别为空的一行是全部类别合并计算。"
en = "One point per month end, plus the term's first day and its last (or the as-of day); an empty class is all classes pooled."

[[caveats]]
zh = "分母与全覆盖率一致，全程取届满日或截至日的应巡数，因此最后一点就是全覆盖率。"
en = "The denominator is that of the coverage rate throughout, so the last point is the coverage rate."

[[caveats]]
zh = "计划进度按规划年数匀速推算，每年按 365 天计，封顶 100%。"
en = "The plan is a straight line over the planned years of 365 days, capped at 100 %."
*/
with first_coverages as (
    select
        r.term_no as term_no,
        i.org_id as org_id,
        min(i.onsite_start) as onsite_start
    from known_inspections as i
    join rounds as r on r.round_id = i.round_id
    where i.counts_toward_coverage
    group by r.term_no, i.org_id
),

organisations_to_cover as (
    -- who counts and who is covered is the indicator's; the day is that of the first inspection that counts, of one held
    -- after the term's end that end
    select
        c.org_id as org_id,
        c.term_no as term_no,
        o.org_class as org_class,
        case
            when c.numerator = 1 and f.onsite_start > t.measured_on then t.measured_on
            when c.numerator = 1 then f.onsite_start
        end as covered_on
    from indicator_coverage_rate as c
    join known_terms as t on t.term_no = c.term_no
    join organisations as o on o.org_id = c.org_id
    left join first_coverages as f on f.term_no = c.term_no and f.org_id = c.org_id
),

organisations_by_level as (
    select
        p.term_no as term_no,
        cast(null as varchar) as org_class,
        p.covered_on as covered_on
    from organisations_to_cover as p
    union all
    select
        c.term_no as term_no,
        c.org_class as org_class,
        c.covered_on as covered_on
    from organisations_to_cover as c
),

-- a calendar without a series function, which not every engine has: twenty years of twelve months
years_on as (
    select 0 as n union all select 1 union all select 2 union all select 3 union all select 4
    union all select 5 union all select 6 union all select 7 union all select 8 union all select 9
    union all select 10 union all select 11 union all select 12 union all select 13 union all select 14
    union all select 15 union all select 16 union all select 17 union all select 18 union all select 19
),

months as (
    select '01' as month_no union all select '02' union all select '03' union all select '04'
    union all select '05' union all select '06' union all select '07' union all select '08'
    union all select '09' union all select '10' union all select '11' union all select '12'
),

month_starts as (
    select
        t.term_no as term_no,
        t.started_on as started_on,
        t.measured_on as measured_on,
        cast(cast(extract(year from t.started_on) + y.n as varchar) || '-' || m.month_no || '-01' as date) as starts_on
    from known_terms as t
    cross join years_on as y
    cross join months as m
),

month_ends as (
    select
        s.term_no as term_no,
        s.started_on as started_on,
        s.measured_on as measured_on,
        cast(s.starts_on + interval '1' month - interval '1' day as date) as ends_on
    from month_starts as s
    where s.starts_on <= s.measured_on
),

days as (
    select
        t.term_no as term_no,
        t.started_on as on_day
    from known_terms as t
    union
    select
        m.term_no as term_no,
        case when m.ends_on < m.measured_on then m.ends_on else m.measured_on end as on_day
    from month_ends as m
    where m.ends_on >= m.started_on
),

points as (
    select
        d.term_no as term_no,
        d.on_day as on_day,
        o.org_class as org_class,
        count(case when o.covered_on <= d.on_day then 1 end) as covered,
        count(*) as in_scope
    from days as d
    join organisations_by_level as o on o.term_no = d.term_no
    group by d.term_no, d.on_day, o.org_class
)

select
    p.term_no as term_no,
    p.org_class as org_class,
    p.on_day as on_day,
    p.covered as covered,
    p.in_scope as in_scope,
    cast(p.covered as double) / nullif(p.in_scope, 0) as share,
    case
        when t.planned_days = 0 then null
        when date_diff('day', t.started_on, p.on_day) >= t.planned_days then cast(1 as double)
        else date_diff('day', t.started_on, p.on_day) / t.planned_days
    end as planned_share
from points as p
join known_terms as t on t.term_no = p.term_no
order by
    p.term_no,
    case
        when p.org_class is null then 0
        when p.org_class = 'township' then 1
        when p.org_class = 'county' then 2
        else 3
    end,
    p.on_day
