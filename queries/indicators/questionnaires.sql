/*
title.zh = "问卷份数"
title.en = "Questionnaires"
question.zh = "巡察中收回了多少份问卷？"
question.en = "How many questionnaires were collected during inspections?"
counted.zh = "已进驻巡察任务登记的问卷份数之和"
counted.en = "questionnaires recorded for inspections begun"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "份"
unit.en = "questionnaires"
better = "neither"
privacy = "internal"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    questionnaires as numerator
from known_inspections
