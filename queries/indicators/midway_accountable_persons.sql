/*
title.zh = "巡中移交线索处理人数"
title.en = "Persons held accountable on clues transferred midway"
question.zh = "巡中移交并查实的线索，处理了多少人？"
question.en = "How many persons were dealt with on verified clues transferred midway?"
counted.zh = "因巡中移交并查实的线索受到处理的人员，各组内去重"
counted.en = "persons dealt with on verified clues transferred midway; each once within each group"
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
zh = "包括各种处理方式；只看处分的，按处理方式筛选。"
en = "All measures are in; for sanctions alone, filter by measure."

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
    a.round_id as round_id,
    a.measure as measure,
    a.form as form,
    a.subject_level as subject_level,
    a.person_code as person_code,
    1 as numerator
from known_accountability as a
join known_clues as c on c.clue_id = a.clue_id
where c.midway and c.is_verified = 1
