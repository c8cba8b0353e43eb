/*
title.zh = "巡中移交线索件数"
title.en = "Clues transferred midway"
question.zh = "巡察期间移交了多少件问题线索？"
question.en = "How many clues were transferred while the inspection was running?"
counted.zh = "截至日前巡中移交的线索"
counted.en = "clues transferred during the inspection, by the as-of day"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "件"
unit.en = "clues"
better = "neither"
privacy = "internal"
rows = "clues"
section = "clues"

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
select
    clue_id, transferred_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    1 as numerator
from known_clues
where midway
