/*
title.zh = "反弹率"
title.en = "Reopened rate"
question.zh = "整改完成的问题，又反弹的有多少？"
question.en = "Of the findings rectified, how many came back?"
counted.zh = "完成之后、截至日之前反弹的问题"
counted.en = "findings reopened after their completion, by the as-of day"
out_of.zh = "截至日已完成的问题"
out_of.en = "findings completed by the as-of day"
pending = "none"
dated.zh = "完成日期"
dated.en = "date of completion"
unit.zh = "%"
unit.en = "%"
better = "lower"
privacy = "internal"
rows = "findings"
section = "rectification"
window = { days = 365, reached = "reopened_on" }
undated = "left_out"

[[caveats]]
zh = "反弹多由“回头看”发现，未“回头看”的单位无从得知，比率偏低。"
en = "Mostly found by re-inspections: where there was none, nothing is known, so the rate is low by nature."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, completed_on as dated_on, reopened_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    is_reopened as numerator, 1 - is_undated as denominator, 0 as pending, is_undated as undated
from known_findings
where is_done = 1
