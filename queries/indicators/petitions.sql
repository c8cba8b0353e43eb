/*
title.zh = "受理信访件数"
title.en = "Petitions received"
question.zh = "巡察中受理了多少件信访？"
question.en = "How many petitions were received during inspections?"
counted.zh = "已进驻巡察任务登记的受理信访件数之和"
counted.en = "petitions recorded for inspections begun"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "件"
unit.en = "petitions"
better = "neither"
privacy = "internal"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    petitions as numerator
from known_inspections
