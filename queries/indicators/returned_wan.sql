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
unit.en = "CNY 10,000"
better = "neither"
privacy = "internal"
rows = "recoveries"
section = "livelihood"
decimal = true

[dimensions]
case_kind = "case_kind"
*/
select
    recovery_id, recovered_on as dated_on, org_id, inspection_id, round_id, case_kind,
    returned_wan as numerator
from known_recoveries
