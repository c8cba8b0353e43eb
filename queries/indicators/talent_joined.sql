/*
title.zh = "人才库入库人次"
title.en = "Talent pool entries"
question.zh = "选拔了多少人次进入巡察人才库？"
question.en = "How many entries into the talent pool were there?"
counted.zh = "截至日前的入库"
counted.en = "entries into the pool by the as-of day"
dated.zh = "入库日期"
dated.en = "date of joining"
unit.zh = "人次"
unit.en = "person-times"
better = "neither"
privacy = "internal"
rows = "talent_pool"
section = "team"

[dimensions]
specialty = "specialty"
*/
select
    person_code, joined_on, joined_on as dated_on, org_id, inspection_id, round_id, specialty,
    1 as numerator
from known_talent_pool
