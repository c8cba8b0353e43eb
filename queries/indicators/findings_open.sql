/*
title.zh = "未完成问题数"
title.en = "Findings not rectified"
question.zh = "反馈的问题，截至日还有多少个未完成？"
question.en = "How many findings fed back are not rectified yet?"
counted.zh = "截至日前已反馈、截至日未报完成的问题"
counted.en = "findings fed back by the as-of day and not reported as completed by then"
dated.zh = "反馈日期"
dated.en = "date of feedback"
unit.zh = "个"
unit.en = "findings"
better = "neither"
privacy = "internal"
rows = "findings"
section = "rectification"

[[caveats]]
zh = "不论期限到没到：刚反馈的也在内，与整改完成率只计满期的不同。"
en = "Whether or not they have had their time: what was fed back lately is in, unlike in the completion rate."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, feedback_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    1 as numerator
from known_findings
where feedback_on is not null and is_done = 0
