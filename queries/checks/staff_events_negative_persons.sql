/*
level = "refuses"
rows = "staff_events"
column = "persons"
affects = ["person_times_trained", "person_times_seconded"]
title.zh = "队伍建设人次小于零"
title.en = "Negative person-times"
wrong.zh = "人次填的是 {persons}"
wrong.en = "the person-times are {persons}"
mend.zh = "改成实际人次"
mend.en = "give the true number"
reader.zh = "培训、上挂等人次合计偏小。"
reader.en = "Person-times read too few."
why.zh = "件数、人数、票数、金额不会小于零"
why.en = "counts and sums are never below nought"
*/
select e.event_id as event_id, e.kind as kind, e.persons as persons
from staff_events e
where e.persons < 0
order by e.event_id
