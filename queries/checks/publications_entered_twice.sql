/*
level = "warns"
rows = "publications"
column = "publication_id"
affects = ["publications"]
title.zh = "同一天同一渠道不止一次公开"
title.en = "More than one publication of a kind on one day"
wrong.zh = "任务 {inspection_id} 在 {published_on} 有 {same} 条{channel}的{kind}"
wrong.en = "inspection {inspection_id} has {same} publications ({kind}, {channel}) on {published_on}"
mend.zh = "确属重复登记的，删去一条；本来就公开了两次的，保留不动"
mend.en = "if it was entered twice, delete one; if it was published twice, keep both"
reader.zh = "公开次数可能偏多，公开的党组织数不受影响。"
reader.en = "Publications may read too many; organisations aired are not affected."
why.zh = "一次公开登记一次"
why.en = "a publication is entered once"

[columns]
same = { zh = "相同条数", en = "of that kind", type = "int" }
*/
with together as (
    select p.inspection_id as inspection_id, p.kind as kind, p.channel as channel, p.published_on as published_on,
        count(*) as same
    from publications p
    group by p.inspection_id, p.kind, p.channel, p.published_on
)
select p.publication_id as publication_id, p.inspection_id as inspection_id, p.kind as kind, p.channel as channel,
    p.published_on as published_on, t.same as same
from publications p
join together t on t.inspection_id = p.inspection_id and t.kind = p.kind and t.channel = p.channel
    and t.published_on = p.published_on
where t.same > 1
order by p.publication_id
