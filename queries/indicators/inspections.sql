/*
title.zh = "巡察次数"
title.en = "Inspections"
question.zh = "开展了多少次巡察？"
question.en = "How many inspections were begun?"
counted.zh = "截至日前已进驻的巡察任务，一个单位一轮计一次"
counted.en = "inspections on site by the as-of day: one organisation in one round is one"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "次"
unit.en = "inspections"
better = "neither"
privacy = "public"
rows = "inspections"
section = "coverage"

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    1 as numerator
from known_inspections
