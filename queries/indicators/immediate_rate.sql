/*
title.zh = "立行立改完成率"
title.en = "Immediate rectification rate"
question.zh = "要求立行立改的问题，完成了多少？"
question.en = "Of the findings to be rectified at once, how many have been?"
counted.zh = "截至日已完成的立行立改问题"
counted.en = "immediate findings completed by the as-of day"
out_of.zh = "截至日前发现的立行立改问题"
out_of.en = "findings of nature immediate found by the as-of day"
pending = "none"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "findings"
section = "rectification"
window = { due = "due_on", days = 30, reached = "completed_on" }
undated = "pending"

[[caveats]]
zh = "不以反馈为前提。"
en = "Feedback is not required."

[[caveats]]
zh = "按问题清单的整改性质计，与立行立改通知书不是一回事。"
en = "By the nature of the finding; immediate-rectification notices are counted elsewhere."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, found_on as dated_on, due_on, completed_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    is_done as numerator, 1 as denominator, 0 as pending,
    is_undated * (1 - is_done) as undated
from known_findings
where nature = 'immediate'
