/*
title.zh = "问责干部人数"
title.en = "Persons held accountable"
question.zh = "问责了多少名干部？"
question.en = "How many persons were held accountable?"
counted.zh = "截至日前受到问责处理的人员，各组内去重"
counted.en = "persons with a decision by the as-of day; each once within each group"
dated.zh = "处理日期"
dated.en = "date of the decision"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "internal"
rows = "accountability"
section = "accountability"
distinct = "person_code"

[[caveats]]
zh = "按人去重，分年、分处理方式之和不等于合计。"
en = "Distinct persons: years or measures do not add up to the total."

[[caveats]]
zh = "党纪处分人数与政务处分人数不能相加。"
en = "Party and administrative sanctions must not be added up."

[dimensions]
measure = "sanction"
form = "four_forms"
subject_level = "subject_level"
*/
select
    action_id, decided_on as dated_on, org_id, inspection_id, round_id, measure, form, subject_level, person_code,
    1 as numerator
from known_accountability
