/*
title.zh = "解决群众事项数"
title.en = "Matters solved"
question.zh = "通过文书解决了多少件群众切身利益的事项？"
question.en = "How many matters were solved through notices?"
counted.zh = "截至日前下发文书所解决的事项之和"
counted.en = "matters solved through notices issued by the as-of day, added up"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "件"
unit.en = "matters"
better = "neither"
privacy = "internal"
rows = "notices"
section = "livelihood"

[[caveats]]
zh = "按文书下发日期归期，不是解决日期。"
en = "Dated by the issue of the notice, not by the day it was solved."

[dimensions]
notice_kind = "notice_kind"
*/
select
    notice_id, issued_on as dated_on, org_id, inspection_id, round_id, notice_kind,
    matters_solved as numerator
from known_notices
