/*
title.zh = "查实率逐年对比"
title.en = "Verification year over year"
question.zh = "历年移交的线索，查实率是升是降，还没办结的会带来多大变化？"
question.en = "Does the verification rate rise over the years of transfer, and what may the open clues still change?"
privacy = "internal"
section = "clues"

[columns]
year = { zh = "移交年度", en = "year of transfer", type = "int", of = "none" }
transferred = { zh = "移交", en = "transferred", type = "int", of = "clues.numerator" }
concluded = { zh = "满一年的办结", en = "a year old, concluded", type = "int", of = "clue_verification_rate.settled_denominator" }
substantiated = { zh = "其中查实", en = "of them verified", type = "int", of = "clue_verification_rate.settled_numerator" }
pending = { zh = "满一年未办结", en = "a year old, pending", type = "int", of = "clue_verification_rate.settled_pending" }
rate = { zh = "查实率", en = "verification rate", type = "percent" }
low_bound = { zh = "未办结的全部查否", en = "if none of the pending is verified", type = "percent" }
high_bound = { zh = "未办结的全部查实", en = "if all of the pending are", type = "percent" }
within_year_verified = { zh = "一年内查实", en = "verified within a year", type = "int", of = "clue_verification_within_year.numerator" }
within_year_of = { zh = "移交满一年", en = "transferred a year ago or more", type = "int", of = "clue_verification_within_year.denominator" }
within_year_pending = { zh = "移交未满一年", en = "younger than a year", type = "int", of = "clue_verification_within_year.pending" }
within_year_undated = { zh = "办结日期不详", en = "conclusion date unknown", type = "int", of = "clue_verification_within_year.undated" }
within_year_rate = { zh = "一年内查实率", en = "rate within a year", type = "percent" }
is_partial = { zh = "年度不完整", en = "partial year", type = "bool" }
is_immature = { zh = "尚未满一年", en = "immature", type = "bool" }
is_break = { zh = "口径变化", en = "series break", type = "bool" }

[[caveats]]
zh = "部分查实是否算查实，按本单位的规定；查实率只计移交已满365天的线索，分母是其中已办结的，未满的另列一栏。不受所选时段限制：逐年对比总是列出全部年度。"
en = "Whether partly substantiated is verified is the office's ruling; the rate is of clues transferred at least 365 days ago, out of those concluded; younger ones stand in a column of their own. The chosen period does not narrow it: all years are listed."

[[caveats]]
zh = "年度不完整：没有完全落在首届起始日与截至日之间；尚未满一年：年末距截至日不足 365 天。这两种年度不作升降判断。"
en = "A partial year does not lie wholly between the first term's start and the as-of day; an immature one ended less than 365 days before it. Neither is compared."

[[caveats]]
zh = "口径变化：设置中的“口径变化年份”，线索的定义或来源从这一年起不同，与之前的年度不比较，折线在此断开。"
en = "Series break: the year from which clues are defined or recorded differently (settings). It is not compared with the years before; the line breaks there."
*/
with years as (
    select
        cast(date_trunc('year', v.dated_on) as date) as year_start,
        cast(cast(date_trunc('year', v.dated_on) as date) + interval '12' month - interval '1' day as date) as year_end,
        count(*) as transferred,
        count(case when v.denominator = 1 and v.young = 0 then 1 end) as concluded,
        count(case when v.numerator = 1 and v.young = 0 then 1 end) as substantiated,
        count(case when v.pending = 1 and v.young = 0 then 1 end) as pending,
        count(case when w.numerator = 1 then 1 end) as within_year_verified,
        count(case when w.denominator = 1 then 1 end) as within_year_of,
        count(case when w.pending = 1 then 1 end) as within_year_pending,
        count(case when w.undated = 1 then 1 end) as within_year_undated
    from indicator_clue_verification_rate as v
    join indicator_clue_verification_within_year as w on w.clue_id = v.clue_id
    group by
        cast(date_trunc('year', v.dated_on) as date),
        cast(cast(date_trunc('year', v.dated_on) as date) + interval '12' month - interval '1' day as date)
),

first_term as (
    select min(t.started_on) as started_on
    from known_terms as t
),

series_break as (
    select s.value as first_year
    from setting as s
    where s.name = 'base'
        and s.key = 'break_year'
)

select
    cast(extract(year from y.year_start) as integer) as year,
    y.transferred as transferred,
    y.concluded as concluded,
    y.substantiated as substantiated,
    y.pending as pending,
    cast(y.substantiated as double) / nullif(y.concluded, 0) as rate,
    cast(y.substantiated as double) / nullif(y.concluded + y.pending, 0) as low_bound,
    cast(y.substantiated + y.pending as double) / nullif(y.concluded + y.pending, 0) as high_bound,
    y.within_year_verified as within_year_verified,
    y.within_year_of as within_year_of,
    y.within_year_pending as within_year_pending,
    y.within_year_undated as within_year_undated,
    cast(y.within_year_verified as double) / nullif(y.within_year_of, 0) as within_year_rate,
    case when y.year_start >= f.started_on and y.year_end <= $as_of then false else true end as is_partial,
    case when date_diff('day', y.year_end, $as_of) < 365 then true else false end as is_immature,
    case
        when cast(extract(year from y.year_start) as double) in (select b.first_year as first_year from series_break as b)
            then true
        else false
    end as is_break
from years as y
cross join first_term as f
order by y.year_start
