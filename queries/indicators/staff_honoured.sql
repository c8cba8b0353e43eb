/*
title.zh = "受表彰人次"
title.en = "Staff honoured"
question.zh = "多少人次巡察干部受到表彰？"
question.en = "How many inspection staff were honoured?"
counted.zh = "截至日前干部之星和综合表彰的人次之和"
counted.en = "star honours and commendations by the as-of day, in person-times"
dated.zh = "日期"
dated.en = "date of the event"
unit.zh = "人次"
unit.en = "person-times"
better = "neither"
privacy = "internal"
rows = "staff_events"
section = "team"

[[caveats]]
zh = "同一人两次计两人次。"
en = "A person named twice counts twice."

[dimensions]
staff_event_kind = "staff_event_kind"
*/
select
    event_id, held_on as dated_on, org_id, inspection_id, round_id, staff_event_kind,
    persons as numerator
from known_staff_events
where staff_event_kind in ('star', 'commendation')
