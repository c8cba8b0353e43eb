/*
title.zh = "巡察轮次数"
title.en = "Rounds of inspection"
question.zh = "开展了多少轮巡察？"
question.en = "How many rounds of inspection were held?"
counted.zh = "截至日前已进驻的巡察轮次"
counted.en = "rounds begun by the as-of day"
dated.zh = "轮次进驻日期"
dated.en = "the round's start on site"
unit.zh = "轮"
unit.en = "rounds"
better = "neither"
privacy = "internal"
rows = "rounds"
section = "coverage"

[[caveats]]
zh = "以轮次台账为准，尚无巡察任务的轮次也计入。"
en = "The ledger of rounds decides: one without inspections counts too."

[dimensions]
round_kind = "inspection_kind"
*/
select
    round_id, started_on as dated_on, cast(null as varchar) as org_id, cast(null as varchar) as inspection_id, round_kind,
    1 as numerator
from known_rounds
