/*
title.zh = "发现问题数"
title.en = "Findings"
question.zh = "发现了多少个问题？"
question.en = "How many problems were found?"
counted.zh = "截至日前发现的问题"
counted.en = "problems found by the as-of day"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "个"
unit.en = "findings"
better = "neither"
privacy = "internal"
rows = "findings"
section = "findings"

[[caveats]]
zh = "发现问题、反馈问题、清单问题口径不同；反馈数见整改完成率的分母。"
en = "Found is not fed back: the number fed back is the denominator of the completion rate."

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
    1 as numerator
from known_findings
