/*
title.zh = "人才库出库人数"
title.en = "Persons who left the talent pool"
question.zh = "多少人退出了巡察人才库？"
question.en = "How many persons left the talent pool?"
counted.zh = "截至日前出库的人员，各组内去重，可按原因分"
counted.en = "persons with a departure by the as-of day, each once within each group, told apart by reason"
dated.zh = "出库日期"
dated.en = "date of leaving"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "internal"
rows = "talent_pool"
section = "team"
distinct = "person_code"

[[caveats]]
zh = "按人去重，再次出库的只计一人；分年之和不等于合计。"
en = "Distinct persons: somebody who leaves again counts once, and years do not add up to the total."

[dimensions]
left_reason = "left_reason"
specialty = "specialty"
*/
select
    person_code, joined_on, left_on as dated_on, org_id, inspection_id, round_id, left_reason, specialty,
    1 as numerator
from known_talent_pool
where left_on is not null
