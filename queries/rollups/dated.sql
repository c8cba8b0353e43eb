/*
row.zh = "一个县、一类党组织、一年、一届的合计：某一指标已有日期的各行相加；只加不除"
row.en = "a county's organisations of one class in one year and term: the dated rows of an indicator added up, nothing divided"
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

figures_placed as (
    select
        o.region as region,
        o.org_class as org_class,
        cast(extract(year from f.dated_on) as integer) as year,
        coalesce(r.term_no, d.term_no) as term_no,
        f.numerator as numerator,
        f.denominator as denominator,
        f.pending as pending,
        f.undated as undated,
        f.settled as settled
    from figure as f
    join organisations as o on o.org_id = f.org_id
    left join rounds as r on r.round_id = f.round_id
    left join terms_followed as d
        on r.term_no is null
        and d.region = o.region
        and f.dated_on >= d.started_on
        and (d.ended_on is null or f.dated_on <= d.ended_on)
        and (d.next_started_on is null or f.dated_on < d.next_started_on)
)

select
    region as region,
    org_class as org_class,
    year as year,
    term_no as term_no,
    cast(sum(numerator) as bigint) as numerator,
    cast(sum(denominator) as bigint) as denominator,
    cast(sum(pending) as bigint) as pending,
    cast(sum(undated) as bigint) as undated,
    cast(sum(numerator * settled) as bigint) as settled_numerator,
    cast(sum(denominator * settled) as bigint) as settled_denominator,
    cast(sum(pending * settled) as bigint) as settled_pending
from figures_placed
group by 1, 2, 3, 4
order by 1, 2, 3, 4
