/*
title.zh = "下发文书份数"
title.en = "Notices issued"
question.zh = "下发了多少份文书？"
question.en = "How many notices were issued?"
counted.zh = "截至日前下发的文书"
counted.en = "notices issued by the as-of day"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "份"
unit.en = "notices"
better = "neither"
privacy = "internal"
rows = "notices"
section = "rectification"

[dimensions]
notice_kind = "notice_kind"
batch = ""
*/
select
    notice_id, issued_on as dated_on, org_id, inspection_id, round_id, notice_kind, batch,
    1 as numerator
from known_notices
