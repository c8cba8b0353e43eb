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
    i.inspection_id as inspection_id,
    i.onsite_start as dated_on,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team_level as team_level,
    coalesce(i.petitions, 0) as numerator
from inspections as i
where i.onsite_start <= $as_of
