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
    i.inspection_id as inspection_id,
    i.onsite_start as dated_on,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team_level as team_level,
    coalesce(i.visits, 0) as numerator
from inspections as i
where i.onsite_start <= $as_of
