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
    f.finding_id as finding_id,
    f.completed_on as dated_on,
    i.org_id as org_id,
    f.inspection_id as inspection_id,
    i.round_id as round_id,
    f.category as category,
    f.scope as finding_scope,
    f.nature as nature,
    f.channel as channel,
    f.responsible as responsible,
    1 as numerator
from findings as f
left join inspections as i on i.inspection_id = f.inspection_id
where f.completion = 'done'
    and f.completed_on <= $as_of
    and f.found_on <= $as_of
