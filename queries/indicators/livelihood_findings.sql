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
    finding_id, found_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    1 as numerator
from known_findings
where livelihood
