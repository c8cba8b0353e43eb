/*
level = "warns"
rows = "staff_events"
column = "persons"
affects = ["person_times_trained", "staff_selected"]
title.zh = "队伍建设事件没有人"
title.en = "Staff event of nobody"
wrong.zh = "{held_on} 的{kind}，人次是 0"
wrong.en = "{kind} on {held_on} with no person"
mend.zh = "填写人次，没有发生的删去"
mend.en = "give the persons, or delete what did not happen"
reader.zh = "人次合计可能偏少。"
reader.en = "Person-times may read too few."
why.zh = "一次培训、选调、表彰至少一人"
why.en = "an event has at least one person"
*/
select e.event_id as event_id, e.kind as kind, e.held_on as held_on, e.persons as persons
from staff_events e
where e.persons = 0
order by e.event_id
