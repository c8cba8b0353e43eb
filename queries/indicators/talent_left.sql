/*
title.zh = "人才库出库人次"
title.en = "Talent pool departures"
question.zh = "多少人次退出巡察人才库？"
question.en = "How many departures from the talent pool were there?"
counted.zh = "截至日前的出库，可按原因分"
counted.en = "departures from the pool by the as-of day, told apart by reason"
dated.zh = "出库日期"
dated.en = "date of leaving"
unit.zh = "人次"
unit.en = "person-times"
better = "neither"
privacy = "internal"
rows = "talent_pool"
section = "team"

[dimensions]
left_reason = "left_reason"
specialty = "specialty"
*/
select
    person_code, joined_on, left_on as dated_on, org_id, inspection_id, round_id, left_reason, specialty,
    1 as numerator
from known_talent_pool
where left_on is not null
