/*
title.zh = "受益群众人数"
title.en = "Beneficiaries"
question.zh = "文书解决的事项惠及多少群众？"
question.en = "How many residents benefited from what the notices solved?"
counted.zh = "截至日前下发文书的受益群众之和"
counted.en = "beneficiaries of notices issued by the as-of day, added up"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "threshold"
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
    beneficiaries as numerator
from known_notices
