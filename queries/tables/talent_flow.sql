/*
title.zh = "人才库进出"
title.en = "Talent pool, in and out"
question.zh = "人才库每年进多少、出多少、为什么出，年底还有多少人？"
question.en = "How many joined and left the pool each year, why did they leave, and how many were in it at the end?"
privacy = "internal"
section = "team"
filters = []

[columns]
year = { zh = "年度", en = "year", type = "int", of = "none" }
joined = { zh = "入库", en = "joined", type = "int", of = "talent_joined.numerator" }
left_pool = { zh = "出库", en = "left", type = "int", of = "talent_left.numerator" }
left_job = { zh = "岗位变动", en = "change of post", type = "int", of = "none" }
left_unfit = { zh = "不胜任", en = "unfit", type = "int", of = "none" }
left_health = { zh = "身体原因", en = "health", type = "int", of = "none" }
left_violation = { zh = "违纪", en = "violation", type = "int", of = "none" }
left_other = { zh = "其他或未注明", en = "other or not stated", type = "int", of = "none" }
in_pool = { zh = "年底在库", en = "in the pool at the end", type = "int", of = "talent_in_pool.numerator", running = "year" }

[[caveats]]
zh = "截至日所在的一年，“年底在库”是截至日在库人数。没有进出的年度不列。"
en = "In the year of the as-of day the last column is the number on that day. Years without any movement are left out."
*/
with movements as (
    select
        cast(extract(year from j.dated_on) as integer) as year,
        j.numerator as joined,
        0 as gone,
        cast(null as varchar) as reason
    from indicator_talent_joined as j
    union all
    select
        cast(extract(year from g.dated_on) as integer) as year,
        0 as joined,
        g.numerator as gone,
        g.left_reason as reason
    from indicator_talent_left as g
),

counted as (
    select
        m.year as year,
        cast(sum(m.joined) as bigint) as joined,
        cast(sum(m.gone) as bigint) as left_pool,
        count(case when m.reason = 'job' then 1 end) as left_job,
        count(case when m.reason = 'unfit' then 1 end) as left_unfit,
        count(case when m.reason = 'health' then 1 end) as left_health,
        count(case when m.reason = 'violation' then 1 end) as left_violation
    from movements as m
    group by m.year
),

with_stock as (
    select
        c.year as year,
        c.joined as joined,
        c.left_pool as left_pool,
        c.left_job as left_job,
        c.left_unfit as left_unfit,
        c.left_health as left_health,
        c.left_violation as left_violation,
        sum(c.joined - c.left_pool) over (order by c.year rows between unbounded preceding and current row) as in_pool
    from counted as c
)

select
    s.year as year,
    s.joined as joined,
    s.left_pool as left_pool,
    s.left_job as left_job,
    s.left_unfit as left_unfit,
    s.left_health as left_health,
    s.left_violation as left_violation,
    s.left_pool - s.left_job - s.left_unfit - s.left_health - s.left_violation as left_other,
    cast(s.in_pool as bigint) as in_pool
from with_stock as s
where s.year between extract(year from $from_date) and extract(year from $to_date)
order by s.year
