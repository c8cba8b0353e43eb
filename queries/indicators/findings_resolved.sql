/*
title.zh = "整改完成问题数"
title.en = "Findings rectified"
question.zh = "当期整改完成了多少个问题？"
question.en = "How many problems were rectified?"
counted.zh = "截至日完成情况为“已完成”且完成日期已到的问题"
counted.en = "findings reported as completed, on or before the as-of day"
dated.zh = "完成日期"
dated.en = "date of completion"
unit.zh = "个"
unit.en = "findings"
better = "neither"
privacy = "internal"
rows = "findings"
section = "rectification"
undated = "left_out"

[[caveats]]
zh = "与整改完成率的分子不同：此处按完成日期计，且不以反馈为前提。"
en = "Not the numerator of the completion rate: dated by completion, and feedback is not required."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
select
    finding_id, completed_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    1 - is_undated as numerator, is_undated as undated
from known_findings
where is_done = 1
