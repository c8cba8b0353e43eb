/*
title.zh = "巡察单位数"
title.en = "Organisations inspected"
question.zh = "巡察了多少个党组织？"
question.en = "How many organisations were inspected?"
counted.zh = "截至日前接受过巡察的党组织，各组内去重"
counted.en = "organisations with an inspection on site by the as-of day; each once within each group"
dated.zh = "进驻日期"
dated.en = "start on site"
unit.zh = "个"
unit.en = "organisations"
better = "neither"
privacy = "public"
rows = "inspections"
section = "coverage"
distinct = "org_id"

[[caveats]]
zh = "去重计数，分年、分轮之和不等于合计。"
en = "A distinct count: years or rounds do not add up to the total."

[[caveats]]
zh = "包括“回头看”和不计入全覆盖的巡察，不能用来推算覆盖率。"
en = "Re-inspections and others that do not count toward coverage are in: no way to coverage."

[dimensions]
team_level = "team_level"
*/
select
    inspection_id, onsite_start as dated_on, org_id, round_id, team_level,
    1 as numerator
from known_inspections
