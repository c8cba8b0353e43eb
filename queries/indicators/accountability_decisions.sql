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
    a.action_id as action_id,
    a.decided_on as dated_on,
    a.org_id as org_id,
    a.inspection_id as inspection_id,
    i.round_id as round_id,
    a.measure as measure,
    a.form as form,
    a.subject_level as subject_level,
    1 as numerator
from accountability as a
left join inspections as i on i.inspection_id = a.inspection_id
where a.decided_on <= $as_of
