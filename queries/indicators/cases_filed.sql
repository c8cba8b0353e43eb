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
    clue_id, case_filed_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    1 as numerator
from known_clues
where is_filed = 1
