/*
title.zh = "收到文书单位数"
title.en = "Organisations notified"
question.zh = "文书下发到多少个单位？"
question.en = "How many organisations received a notice?"
counted.zh = "截至日前收到文书的党组织，各组内去重"
counted.en = "organisations that received a notice by the as-of day; each once within each group"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "个"
unit.en = "organisations"
better = "neither"
privacy = "internal"
rows = "notices"
section = "rectification"
distinct = "org_id"

[[caveats]]
zh = "去重计数，各组之和不等于合计。"
en = "A distinct count: groups do not add up to the total."

[dimensions]
notice_kind = "notice_kind"
batch = ""
*/
select
    notice_id, issued_on as dated_on, org_id, inspection_id, round_id, notice_kind, batch,
    1 as numerator
from known_notices
