/*
title.zh = "按期完成率"
title.en = "On-time rate"
question.zh = "整改期限已过的问题，按期完成的有多少？"
question.en = "Of the findings past their due date, how many were rectified on time?"
counted.zh = "完成日期不晚于整改期限的问题"
counted.en = "findings completed on or before their due date"
out_of.zh = "整改期限早于截至日的问题"
out_of.en = "findings due before the as-of day"
pending = "none"
dated.zh = "整改期限"
dated.en = "due date"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "findings"
section = "rectification"
window = { due = "dated_on", final = true }
undated = "left_out"

[[caveats]]
zh = "整改期限空缺的问题不计；期限为截至日当天的尚未到期。"
en = "A finding without a due date is left out; one due on the as-of day itself is not yet past due."

[[caveats]]
zh = "不以反馈为前提。"
en = "Feedback is not required."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, due_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    case when completed_on <= due_on then 1 else 0 end as numerator, 1 - is_undated as denominator, 0 as pending,
    is_undated as undated
from known_findings
where is_past_due = 1
