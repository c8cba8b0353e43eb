/*
title.zh = "返还群众人数"
title.en = "Persons paid back"
question.zh = "资金返还到多少名群众手中？"
question.en = "To how many persons was money returned?"
counted.zh = "截至日前各笔挽回的返还人数之和"
counted.en = "persons paid back out of sums recovered by the as-of day, added up"
dated.zh = "挽回日期"
dated.en = "date of recovery"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "threshold"
rows = "recoveries"
section = "livelihood"

[[caveats]]
zh = "同一人在两笔中返还计两次。"
en = "A person paid back out of two sums counts twice."

[dimensions]
case_kind = "case_kind"
*/
select
    recovery_id, recovered_on as dated_on, org_id, inspection_id, round_id, case_kind,
    returned_people as numerator
from known_recoveries
