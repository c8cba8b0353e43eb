/*
row.zh = "一个县、一类党组织、一届的合计：某一指标按届的各行相加；只加不除"
row.en = "a county's organisations of one class in one term: the rows of an indicator told by term added up, nothing divided"
*/
select
    o.region as region,
    o.org_class as org_class,
    cast(null as integer) as year,
    f.term_no as term_no,
    cast(sum(f.numerator) as bigint) as numerator,
    cast(sum(f.denominator) as bigint) as denominator,
    cast(sum(f.pending) as bigint) as pending,
    cast(0 as bigint) as undated,
    cast(sum(f.numerator) as bigint) as settled_numerator,
    cast(sum(f.denominator) as bigint) as settled_denominator,
    cast(sum(f.pending) as bigint) as settled_pending
from figure as f
join organisations as o on o.org_id = f.org_id
-- a term is its county's alone
join terms as t on t.term_no = f.term_no and t.region = o.region
group by 1, 2, 3, 4
order by 1, 2, 3, 4
