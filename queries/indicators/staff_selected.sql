/*
title.zh = "选调人次"
title.en = "Staff selected"
question.zh = "面向全县选调了多少干部？"
question.en = "How many staff were selected from across the county?"
counted.zh = "截至日前选调的人次之和"
counted.en = "persons selected by the as-of day, added up"
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
where staff_event_kind = 'selection'
