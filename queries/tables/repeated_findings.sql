/*
title.zh = "重复问题清单"
title.en = "Findings found before"
question.zh = "哪些问题以前就发现过，改了之后又出现？"
question.en = "Which findings were found before and have come again?"
privacy = "internal"
section = "findings"

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
found_on = { zh = "发现日期", en = "found on", type = "date" }
earlier_id = { zh = "原问题编号", en = "earlier finding", type = "text" }
earlier_found_on = { zh = "原发现日期", en = "first found on", type = "date" }
earlier_done = { zh = "再次发现前已报完成", en = "reported done before it came again", type = "bool" }
days_between = { zh = "相隔天数", en = "days between", type = "int", of = "none" }

[[caveats]]
zh = "以台账“重复问题”一栏为准。时段按本次发现日期。按届次、轮次筛选时，原问题不在范围内的，原发现日期为空。原问题完成日期不详的，是否先报完成为空。"
en = "By the ledger's own mark. The period is of the day found this time. Under a filter by term or round the day first found is empty where the earlier finding lies outside. Of an earlier finding done on an unknown day nobody can say whether it was done before."
*/
select
    n.finding_id as finding_id,
    n.org_id as org_id,
    o.name as org_name,
    n.round_id as round_id,
    n.category as category,
    n.aspect as aspect,
    n.dated_on as found_on,
    f.repeat_of as earlier_id,
    e.found_on as earlier_found_on,
    case
        when e.finding_id is null or e.is_undated = 1 then null
        when e.completed_on < n.dated_on then true
        else false
    end as earlier_done,
    case when e.finding_id is null then null else date_diff('day', e.found_on, n.dated_on) end as days_between
from indicator_findings as n
join known_findings as f on f.finding_id = n.finding_id
left join organisations as o on o.org_id = n.org_id
left join known_findings as e on e.finding_id = f.repeat_of
where f.repeat_of is not null
    and n.dated_on between $from_date and $to_date
order by n.dated_on desc, n.finding_id
