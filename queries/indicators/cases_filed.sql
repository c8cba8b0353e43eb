/*
title.zh = "立案件数"
title.en = "Cases filed"
question.zh = "巡察移交线索立案多少件？"
question.en = "On how many of the clues was a case filed?"
counted.zh = "截至日前立案的线索"
counted.en = "clues on which a case was filed by the as-of day"
dated.zh = "立案日期"
dated.en = "date of filing"
unit.zh = "件"
unit.en = "cases"
better = "neither"
privacy = "internal"
rows = "clues"
section = "clues"

[[caveats]]
zh = "按件计，不按人计。"
en = "Counted in clues, not in persons."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
select
    c.clue_id as clue_id,
    c.case_filed_on as dated_on,
    i.org_id as org_id,
    c.inspection_id as inspection_id,
    i.round_id as round_id,
    c.handler as handler,
    c.subject_level as subject_level,
    c.discipline as discipline,
    case when c.disposed_on > $as_of then null else c.disposal end as disposal,
    1 as numerator
from clues as c
left join inspections as i on i.inspection_id = c.inspection_id
where c.case_filed_on <= $as_of
    and c.transferred_on <= $as_of
