/*
title.zh = "重点关注问题占比"
title.en = "Share of findings in key areas"
question.zh = "发现的问题里，属重点关注的占多少？"
question.en = "Of the problems found, what share is of key focus?"
counted.zh = "截至日前发现、标注重点关注的问题"
counted.en = "problems found by the as-of day and marked as of key focus"
out_of.zh = "截至日前发现的问题"
out_of.en = "problems found by the as-of day"
pending = "none"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "neither"
privacy = "internal"
rows = "findings"
section = "findings"

[[caveats]]
zh = "看比例，不看件数：发现多少与巡察了谁、几家有关。"
en = "A share in place of a number: how much is found depends on who was inspected, and how many."

[dimensions]
category = "category"
aspect = ""
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
finding_source = "finding_source"
reinspection_outcome = "reinspection_outcome"
*/
select
    finding_id, found_on as dated_on, org_id, inspection_id, round_id,
    category, aspect, finding_scope, nature, channel, responsible, finding_source, reinspection_outcome,
    case when key_focus then 1 else 0 end as numerator, 1 as denominator, 0 as pending
from known_findings
