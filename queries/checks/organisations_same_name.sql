/*
level = "warns"
rows = "organisations"
column = "name"
affects = ["coverage_rate"]
title.zh = "党组织名称重复"
title.en = "Organisations of one name"
wrong.zh = "应巡范围内有 {same} 个“{name}”"
wrong.en = "{same} organisations in scope are called “{name}”"
mend.zh = "确属同一单位的合并成一个编号，不是的写全称"
mend.en = "make one of them if they are the same, else write the full names"
reader.zh = "同一单位登记两次，应巡数多一个，覆盖率偏低。"
reader.en = "An organisation listed twice makes the denominator of coverage too large."
why.zh = "同一乡镇内名称不重复；已撤并的不比"
why.en = "names differ within a township; what has ended is not compared"

[columns]
same = { zh = "同名个数", en = "of that name", type = "int" }
*/
with present as (
    select o.org_id as org_id, o.name as name, coalesce(o.parent_id, '') as under
    from organisations o
    where o.in_scope_from <= $as_of and (o.in_scope_to is null or o.in_scope_to >= $as_of)
), named as (
    select p.name as name, p.under as under, count(*) as same
    from present p
    group by p.name, p.under
)
select p.org_id as org_id, p.name as name, n.same as same
from present p
join named n on n.name = p.name and n.under = p.under
where n.same > 1
order by p.org_id
