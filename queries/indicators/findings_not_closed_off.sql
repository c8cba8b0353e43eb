/*
title.zh = "未销号问题数"
title.en = "Findings not closed off"
question.zh = "反馈的问题，截至日还有多少个未销号？"
question.en = "How many findings fed back are not verified and closed off yet?"
counted.zh = "截至日前已反馈、截至日未销号的问题"
counted.en = "findings fed back by the as-of day and not closed off by the office by then"
dated.zh = "反馈日期"
dated.en = "date of feedback"
unit.zh = "个"
unit.en = "findings"
better = "neither"
privacy = "internal"
rows = "findings"
section = "rectification"

[[caveats]]
zh = "单位已报完成而未经核实的也在内；不论期限到没到。"
en = "What the organisation reports as completed but the office has not verified is in, whether or not it has had its time."

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
where feedback_on is not null and is_closed_off = 0
