/*
title.zh = "返还群众金额"
title.en = "Money returned to residents"
question.zh = "返还给群众多少资金？"
question.en = "How much of it was returned to residents?"
counted.zh = "截至日前挽回金额中返还群众的部分之和"
counted.en = "the parts returned to residents of sums recovered by the as-of day"
dated.zh = "挽回日期"
dated.en = "date of recovery"
unit.zh = "万元"
unit.en = "10,000 yuan"
better = "neither"
privacy = "internal"
rows = "recoveries"
section = "livelihood"
decimal = true

[dimensions]
case_kind = "case_kind"
*/
select
    r.recovery_id as recovery_id,
    r.recovered_on as dated_on,
    r.org_id as org_id,
    r.inspection_id as inspection_id,
    i.round_id as round_id,
    k.kind as case_kind,
    coalesce(r.returned_wan, cast(0 as decimal(18, 6))) as numerator
from recoveries as r
left join inspections as i on i.inspection_id = r.inspection_id
left join cases as k on k.case_id = r.case_id
where r.recovered_on <= $as_of
