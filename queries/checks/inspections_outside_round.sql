/*
level = "warns"
rows = "inspections"
column = "onsite_start"
title.zh = "进驻不在轮次时间内"
title.en = "On site outside its round"
wrong.zh = "{onsite_start} 进驻，所属轮次是 {round_started_on} 至 {round_ended_on}"
wrong.en = "on site from {onsite_start}; its round ran from {round_started_on} to {round_ended_on}"
mend.zh = "核对轮次编号和进驻日期"
mend.en = "correct the round or the day"
reader.zh = "按轮次和按年度看，这条任务可能不在一处。"
reader.en = "By round and by year it may stand in different places."
why.zh = "任务在所属轮次内进驻"
why.en = "an inspection enters within its round"

[columns]
round_started_on = "rounds.started_on"
round_ended_on = "rounds.ended_on"
*/
select i.inspection_id as inspection_id, i.round_id as round_id, i.onsite_start as onsite_start,
    r.started_on as round_started_on, r.ended_on as round_ended_on
from inspections i
join rounds r on r.round_id = i.round_id
where i.onsite_start < r.started_on or i.onsite_start > r.ended_on
order by i.inspection_id
