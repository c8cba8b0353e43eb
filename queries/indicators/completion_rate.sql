/*
title.zh = "整改完成率"
title.en = "Completion rate"
question.zh = "反馈的问题，整改完成了多少？"
question.en = "Of the findings fed back, how many have been rectified?"
counted.zh = "截至日已报完成的问题"
counted.en = "findings reported as completed by the as-of day"
out_of.zh = "截至日前已反馈的问题"
out_of.en = "findings fed back by the as-of day"
pending = "inside"
pending_words.zh = "未完成的问题，含在分母内"
pending_words.en = "findings not completed, part of the denominator"
dated.zh = "反馈日期"
dated.en = "date of feedback"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "findings"
section = "rectification"
window = { limit = "rectification_intensive", reached = "completed_on" }
undated = "pending"

[[caveats]]
zh = "“基本完成”是否算完成，按本单位的规定；长期坚持的问题同样以报完成为准。"
en = "Whether basically completed counts as completed is the office's ruling; a long-term finding too counts only once reported completed."

[[caveats]]
zh = "完成情况为单位自报，经巡察办核销的见销号率。"
en = "Completion is what the organisation reports; what the office has verified is the closed-off rate."

[[caveats]]
zh = "完成后又反弹的，仍按已完成统计，另见反弹率。"
en = "A finding reopened after completion still counts as completed; see the reopened rate."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, feedback_on as dated_on, completed_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    is_done as numerator, 1 as denominator, 1 - is_done as pending,
    is_undated * (1 - is_done) as undated
from known_findings
where feedback_on is not null
