/*
title.zh = "人才库入库人数"
title.en = "Persons taken into the talent pool"
question.zh = "选拔了多少人纳入巡察人才库？"
question.en = "How many persons were taken into the talent pool?"
counted.zh = "截至日前入库的人员，各组内去重"
counted.en = "persons with an entry by the as-of day; each once within each group"
dated.zh = "入库日期"
dated.en = "date of joining"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "internal"
rows = "talent_pool"
section = "team"
distinct = "person_code"

[[caveats]]
zh = "按人去重，再次入库的只计一人；分年之和不等于合计。"
en = "Distinct persons: somebody who joins again counts once, and years do not add up to the total."

[dimensions]
specialty = "specialty"
*/
select
    person_code, joined_on, joined_on as dated_on, org_id, inspection_id, round_id, specialty,
    1 as numerator
from known_talent_pool
