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
    t.person_code as person_code,
    t.joined_on as joined_on,
    t.left_on as dated_on,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    t.left_reason as left_reason,
    t.specialty as specialty,
    1 as numerator
from talent_pool as t
where t.left_on <= $as_of
