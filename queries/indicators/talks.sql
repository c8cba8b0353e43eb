/*
title.zh = "谈话人次"
title.en = "Talks held"
question.zh = "巡察中开展了多少人次谈话？"
question.en = "How many talks were held during inspections?"
counted.zh = "已进驻巡察任务登记的谈话人次之和"
counted.en = "talks recorded for inspections begun"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "人次"
unit.en = "talks"
better = "neither"
privacy = "internal"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    i.inspection_id as inspection_id,
    i.onsite_start as dated_on,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team_level as team_level,
    coalesce(i.talks, 0) as numerator
from inspections as i
where i.onsite_start <= $as_of
