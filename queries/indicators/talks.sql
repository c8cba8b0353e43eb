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
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    talks as numerator
from known_inspections
