/*
title.zh = "交办事项问责人数"
title.en = "Persons held accountable over assigned matters"
question.zh = "点人点事交办的事项，问责处理了多少人？"
question.en = "How many persons were dealt with over matters assigned at meetings?"
counted.zh = "截至日前因交办事项受到处理的人员，各组内去重"
counted.en = "persons with a decision over an assigned matter by the as-of day; each once within each group"
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

[dimensions]
measure = "sanction"
form = "four_forms"
subject_level = "subject_level"
*/
select
    action_id, decided_on as dated_on, org_id, inspection_id, round_id, measure, form, subject_level, person_code,
    1 as numerator
from known_accountability
where matter_id is not null
