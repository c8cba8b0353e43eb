/*
level = "warns"
rows = "publications"
column = "publication_id"
affects = ["publications"]
title.zh = "同一公开登记两次"
title.en = "One publication entered twice"
wrong.zh = "任务 {inspection_id} 在 {published_on} 有 {same} 条{channel}的{kind}"
wrong.en = "inspection {inspection_id} has {same} publications ({kind}, {channel}) on {published_on}"
mend.zh = "重复登记的删去一条"
mend.en = "delete the one entered twice"
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
