/*
title.zh = "调阅资料份数"
title.en = "Documents read"
question.zh = "巡察中调阅了多少份资料？"
question.en = "How many documents were read during inspections?"
counted.zh = "已进驻巡察任务登记的调阅资料份数之和"
counted.en = "documents recorded as read for inspections begun"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "份"
unit.en = "documents"
better = "neither"
privacy = "internal"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    documents as numerator
from known_inspections
