/*
title.zh = "文书所列问题类别数"
title.en = "Kinds of problem in notices"
question.zh = "文书针对多少类问题？"
question.en = "How many kinds of problem do the notices name?"
counted.zh = "截至日前下发文书所列的问题类别，各组内去重"
counted.en = "kinds of problem named by notices issued by the as-of day; each once within each group"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "类"
unit.en = "kinds"
better = "neither"
privacy = "internal"
rows = "notices"
section = "rectification"
distinct = "problem_kind"

[[caveats]]
zh = "按台账文字去重，写法不同即为两类。"
en = "Told apart by their text: two spellings are two kinds."

[dimensions]
notice_kind = "notice_kind"
batch = ""
*/
select
    notice_id, issued_on as dated_on, org_id, inspection_id, round_id, notice_kind, batch, problem_kind,
    1 as numerator
from known_notices
where problem_kind is not null
