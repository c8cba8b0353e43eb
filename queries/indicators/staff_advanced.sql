/*
title.zh = "提拔交流重用人次"
title.en = "Staff promoted, exchanged or entrusted"
question.zh = "提拔、交流、重用了多少人次巡察干部？"
question.en = "How many inspection staff were promoted, exchanged or entrusted with more?"
counted.zh = "截至日前提拔、交流、重用的人次之和"
counted.en = "promotions, exchanges and greater trust by the as-of day, in person-times"
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
where staff_event_kind in ('promotion', 'exchange', 'entrusted')
