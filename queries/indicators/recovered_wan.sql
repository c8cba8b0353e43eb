/*
title.zh = "挽回经济损失"
title.en = "Losses recovered"
question.zh = "挽回了多少经济损失？"
question.en = "How much money was recovered?"
counted.zh = "截至日前挽回的金额之和"
counted.en = "sums recovered by the as-of day, added up"
dated.zh = "挽回日期"
dated.en = "date of recovery"
unit.zh = "万元"
unit.en = "CNY 10,000"
better = "neither"
privacy = "internal"
rows = "recoveries"
section = "accountability"
decimal = true

[[caveats]]
zh = "挽回金额含返还群众的部分，不要与返还金额相加。"
en = "What was returned to residents is part of what was recovered: do not add the two up."

[dimensions]
case_kind = "case_kind"
*/
select
    recovery_id, recovered_on as dated_on, org_id, inspection_id, round_id, case_kind,
    amount_wan as numerator
from known_recoveries
