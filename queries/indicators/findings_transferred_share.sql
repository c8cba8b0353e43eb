/*
title.zh = "移交线索问题占比"
title.en = "Share of findings passed on as clues"
question.zh = "发现的问题里，作为线索移交的占多少？"
question.en = "Of the problems found, what share was passed on as a clue?"
counted.zh = "截至日前发现、处置渠道为移交线索的问题"
counted.en = "problems found by the as-of day whose disposition is the transfer as a clue"
out_of.zh = "截至日前发现的问题"
out_of.en = "problems found by the as-of day"
pending = "none"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "neither"
privacy = "internal"
rows = "findings"
section = "findings"

[[caveats]]
zh = "按问题的处置渠道计；一件线索可出自几个问题，与线索件数不是一回事。"
en = "By the finding's disposition; a clue may come of several findings, so this is not the number of clues."

[dimensions]
category = "category"
aspect = ""
finding_scope = "finding_scope"
nature = "rectify_nature"
responsible = "responsible"
finding_source = "finding_source"
reinspection_outcome = "reinspection_outcome"
*/
select
    finding_id, found_on as dated_on, org_id, inspection_id, round_id,
    category, aspect, finding_scope, nature, responsible, finding_source, reinspection_outcome,
    case when channel = 'transfer' then 1 else 0 end as numerator, 1 as denominator, 0 as pending
from known_findings
