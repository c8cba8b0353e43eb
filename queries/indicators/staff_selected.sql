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
    e.event_id as event_id,
    e.held_on as dated_on,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    e.persons as numerator
from staff_events as e
where e.kind = 'selection'
    and e.held_on <= $as_of
