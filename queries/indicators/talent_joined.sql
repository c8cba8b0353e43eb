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
