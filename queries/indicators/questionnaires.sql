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
    i.inspection_id as inspection_id,
    i.onsite_start as dated_on,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team_level as team_level,
    coalesce(i.questionnaires, 0) as numerator
from inspections as i
where i.onsite_start <= $as_of
