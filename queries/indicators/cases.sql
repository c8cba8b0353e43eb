/*
title.zh = "典型案例数"
title.en = "Cases"
question.zh = "形成了多少个典型案例？"
question.en = "How many cases are on record?"
counted.zh = "截至日前发生的案例"
counted.en = "cases that occurred by the as-of day"
dated.zh = "案例日期"
dated.en = "date of the case"
unit.zh = "个"
unit.en = "cases"
better = "neither"
privacy = "internal"
rows = "cases"
section = "livelihood"

[dimensions]
case_kind = "case_kind"
*/
select
    case_id, occurred_on as dated_on, org_id, inspection_id, round_id, case_kind,
    1 as numerator
from known_cases
