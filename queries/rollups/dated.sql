/*
row.zh = "一个县、一类党组织（没有党组织的为空）、一年、一届的合计：某一指标已有日期的各行相加；只加不除"
row.en = "a county's organisations of one class (empty: what belongs to none) in one year and term: the dated rows of an indicator added up, nothing divided"
*/
with terms_followed as (
    -- each county has terms of its own
    select
        t.region as region,
        t.term_no as term_no,
        t.started_on as started_on,
        t.ended_on as ended_on,
        lead(t.started_on) over (partition by t.region order by t.started_on) as next_started_on
    from terms as t
),

figures_of_rounds as (
    select
        f.region as region,
        o.org_class as org_class,
        r.term_no as term_no,
        -- what has a round meets no term: most rows would be held against every term of their county
        case when r.term_no is null then f.region end as open_region,
        f.dated_on as dated_on,
        f.numerator as numerator,
        f.denominator as denominator,
        f.pending as pending,
        f.undated as undated,
        f.settled as settled
    from figure as f
    left join organisations as o on o.org_id = f.org_id
    left join rounds as r on r.round_id = f.round_id
),

figures_placed as (
    select
        f.region as region,
        f.org_class as org_class,
        cast(extract(year from f.dated_on) as integer) as year,
        coalesce(f.term_no, d.term_no) as term_no,
        f.numerator as numerator,
        f.denominator as denominator,
        f.pending as pending,
        f.undated as undated,
        f.settled as settled
    from figures_of_rounds as f
    left join terms_followed as d
        on d.region = f.open_region
        and f.dated_on >= d.started_on
        and (d.ended_on is null or f.dated_on <= d.ended_on)
        and (d.next_started_on is null or f.dated_on < d.next_started_on)
)

select
    p.region as region,
    p.org_class as org_class,
    p.year as year,
    p.term_no as term_no,
    cast(sum(p.numerator) as bigint) as numerator,
    cast(sum(p.denominator) as bigint) as denominator,
    cast(sum(p.pending) as bigint) as pending,
    cast(sum(p.undated) as bigint) as undated,
    cast(sum(p.numerator * p.settled) as bigint) as settled_numerator,
    cast(sum(p.denominator * p.settled) as bigint) as settled_denominator,
    cast(sum(p.pending * p.settled) as bigint) as settled_pending
from figures_placed as p
group by 1, 2, 3, 4
order by 1, 2, 3, 4
