/*
title.zh = "人才库在库人数"
title.en = "Talent pool size"
question.zh = "巡察人才库现有多少人？"
question.en = "How many persons are in the talent pool?"
counted.zh = "截至日在库的人员"
counted.en = "persons in the pool on the as-of day"
dated.zh = "入库日期"
dated.en = "date of joining"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "internal"
stock = true
rows = "talent_pool"
section = "team"
distinct = "person_code"

[[caveats]]
zh = "存量指标，不宜按期间比较；要看某一天的规模，请改截至日。"
en = "A stock: for its size on another day, change the as-of day; a period only picks who joined in it."

[dimensions]
specialty = "specialty"
*/
select
    person_code, joined_on, joined_on as dated_on, org_id, inspection_id, round_id, specialty,
    1 as numerator
from known_talent_pool
where left_on is null
