/*
level = "warns"
rows = "recoveries"
column = "returned_wan"
affects = ["returned_wan", "persons_paid_back"]
title.zh = "有返还人数而没有返还金额"
title.en = "Persons paid back without a sum"
wrong.zh = "返还 {returned_people} 人，返还金额是{returned_wan}"
wrong.en = "{returned_people} persons paid back, the sum is {returned_wan}"
mend.zh = "填写返还金额，或删去返还人数"
mend.en = "give the sum, or take the persons out"
reader.zh = "返还金额合计可能偏小。"
reader.en = "The total returned may read too low."
why.zh = "有返还人数就有返还金额"
why.en = "who is paid back got a sum"
*/
select x.recovery_id as recovery_id, x.returned_people as returned_people, x.returned_wan as returned_wan
from recoveries x
where x.returned_people > 0 and coalesce(x.returned_wan, 0) = 0
order by x.recovery_id
