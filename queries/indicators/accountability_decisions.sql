/*
title.zh = "问责处理人次"
title.en = "Accountability decisions"
question.zh = "作出了多少人次问责处理？"
question.en = "How many accountability decisions were made?"
counted.zh = "截至日前作出的问责处理决定"
counted.en = "decisions made by the as-of day"
dated.zh = "处理日期"
dated.en = "date of the decision"
unit.zh = "人次"
unit.en = "decisions"
better = "neither"
privacy = "threshold"
rows = "accountability"
section = "accountability"

[[caveats]]
zh = "一人受两种处分计两人次；人数见问责干部人数。"
en = "One person with two sanctions is two decisions; persons are another figure."

[dimensions]
measure = "sanction"
form = "four_forms"
subject_level = "subject_level"
*/
select
    action_id, decided_on as dated_on, org_id, inspection_id, round_id, measure, form, subject_level,
    1 as numerator
from known_accountability
