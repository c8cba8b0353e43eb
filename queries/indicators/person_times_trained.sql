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
    event_id, held_on as dated_on, org_id, inspection_id, round_id,
    persons as numerator
from known_staff_events
where staff_event_kind = 'training'
