/*
title.zh = "销号率"
title.en = "Closed-off rate"
question.zh = "反馈的问题，经巡察办核实销号了多少？"
question.en = "Of the findings fed back, how many has the office verified and closed off?"
counted.zh = "截至日已销号的问题"
counted.en = "findings closed off by the office by the as-of day"
out_of.zh = "截至日前已反馈的问题"
out_of.en = "findings fed back by the as-of day"
pending = "none"
dated.zh = "反馈日期"
dated.en = "date of feedback"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "findings"
section = "rectification"
window = { limit = "rectification_intensive", reached = "closed_off_on" }

[[caveats]]
zh = "单位报已完成而未经核实的，不算销号。"
en = "What an organisation reports as completed but the office has not verified is not closed off."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, feedback_on as dated_on, closed_off_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    is_closed_off as numerator, 1 as denominator, 0 as pending
from known_findings
where feedback_on is not null
