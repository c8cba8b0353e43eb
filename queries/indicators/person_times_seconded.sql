/*
title.zh = "上挂锻炼人次"
title.en = "Person-times seconded"
question.zh = "选派了多少人次到省市上挂锻炼？"
question.en = "How many person-times were seconded to province or city?"
counted.zh = "截至日前上挂锻炼的人次之和"
counted.en = "person-times of secondment begun by the as-of day, added up"
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
where staff_event_kind = 'secondment'
