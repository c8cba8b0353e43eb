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
    t.person_code as person_code,
    t.joined_on as joined_on,
    t.joined_on as dated_on,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    t.specialty as specialty,
    1 as numerator
from talent_pool as t
where t.joined_on <= $as_of
    and (t.left_on is null or t.left_on > $as_of)
