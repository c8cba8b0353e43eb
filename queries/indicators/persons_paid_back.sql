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
    r.recovery_id as recovery_id,
    r.recovered_on as dated_on,
    r.org_id as org_id,
    r.inspection_id as inspection_id,
    i.round_id as round_id,
    k.kind as case_kind,
    coalesce(r.returned_people, 0) as numerator
from recoveries as r
left join inspections as i on i.inspection_id = r.inspection_id
left join cases as k on k.case_id = r.case_id
where r.recovered_on <= $as_of
