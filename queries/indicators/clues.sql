/*
title.zh = "移交线索件数"
title.en = "Clues transferred"
question.zh = "移交了多少件问题线索？"
question.en = "How many clues were transferred?"
counted.zh = "截至日前移交的线索"
counted.en = "clues transferred by the as-of day"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "件"
unit.en = "clues"
better = "neither"
privacy = "threshold"
rows = "clues"
section = "clues"

[[caveats]]
zh = "件数与人数不同，人数见线索涉及人数。"
en = "Clues are not persons; the persons concerned are another figure."

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
