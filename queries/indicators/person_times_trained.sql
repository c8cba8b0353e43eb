/*
title.zh = "业务培训人次"
title.en = "Person-times trained"
question.zh = "培训了多少人次？"
question.en = "How many person-times were trained?"
counted.zh = "截至日前业务培训的人次之和"
counted.en = "person-times of training held by the as-of day, added up"
dated.zh = "日期"
dated.en = "date of the event"
unit.zh = "人次"
unit.en = "person-times"
better = "neither"
privacy = "internal"
rows = "staff_events"
section = "team"
*/
select
    e.event_id as event_id,
    e.held_on as dated_on,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    e.persons as numerator
from staff_events as e
where e.kind = 'training'
    and e.held_on <= $as_of
