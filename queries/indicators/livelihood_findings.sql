/*
title.zh = "民生问题数"
title.en = "Livelihood findings"
question.zh = "发现了多少个涉及民生的问题？"
question.en = "How many of the problems found touch livelihood?"
counted.zh = "截至日前发现、标注涉及民生的问题"
counted.en = "problems found by the as-of day and marked as touching livelihood"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "个"
unit.en = "findings"
better = "neither"
privacy = "internal"
rows = "findings"
section = "livelihood"

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    f.finding_id as finding_id,
    f.found_on as dated_on,
    i.org_id as org_id,
    f.inspection_id as inspection_id,
    i.round_id as round_id,
    f.category as category,
    f.scope as finding_scope,
    f.nature as nature,
    f.channel as channel,
    f.responsible as responsible,
    1 as numerator
from findings as f
left join inspections as i on i.inspection_id = f.inspection_id
where f.found_on <= $as_of
    and f.livelihood
