/*
title.zh = "重复发现占比"
title.en = "Share of findings found before"
question.zh = "发现的问题里，以前就发现过的占多少？"
question.en = "Of the problems found, what share had been found before?"
counted.zh = "截至日前发现、台账标明是重复问题的"
counted.en = "problems found by the as-of day that the ledger marks as a repeat of an earlier one"
out_of.zh = "截至日前发现的问题"
out_of.en = "problems found by the as-of day"
pending = "none"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "lower"
privacy = "internal"
rows = "findings"
section = "findings"

[[caveats]]
zh = "以台账“重复问题”一栏为准；首次被巡察的单位没有重复。"
en = "By the ledger's own mark; an organisation inspected for the first time has none."

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
    case when repeat_of is not null then 1 else 0 end as numerator, 1 as denominator, 0 as pending
from known_findings
