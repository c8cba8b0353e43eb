/*
title.zh = "文书下发一周内问责人数"
title.en = "Persons held accountable within a week of a notice"
question.zh = "文书下发一周内问责了多少人？"
question.en = "How many persons were held accountable within a week of a notice?"
counted.zh = "文书下发后七日内因该文书受到处理的人员，各组内去重"
counted.en = "persons dealt with over a notice within seven days of its issue; each once within each group"
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
notice_kind = "notice_kind"
batch = ""
*/
select
    a.action_id as action_id,
    a.decided_on as dated_on,
    a.org_id as org_id,
    a.inspection_id as inspection_id,
    a.round_id as round_id,
    a.measure as measure,
    a.form as form,
    a.subject_level as subject_level,
    n.notice_kind as notice_kind,
    n.batch as batch,
    a.person_code as person_code,
    1 as numerator
from known_accountability as a
join known_notices as n on n.notice_id = a.notice_id
where date_diff('day', n.issued_on, a.decided_on) between 0 and 7
