/*
title.zh = "走访次数"
title.en = "Visits"
question.zh = "巡察中走访了多少次？"
question.en = "How many visits were made during inspections?"
counted.zh = "已进驻巡察任务登记的走访次数之和"
counted.en = "visits recorded for inspections begun"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "次"
unit.en = "visits"
better = "neither"
privacy = "internal"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    visits as numerator
from known_inspections
