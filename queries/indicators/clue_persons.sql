/*
title.zh = "线索涉及人数"
title.en = "Persons concerned by clues"
question.zh = "移交的问题线索涉及多少人？"
question.en = "How many persons do the clues transferred concern?"
counted.zh = "截至日前移交线索的涉及人数之和"
counted.en = "persons concerned by the clues transferred by the as-of day, added up"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "人"
unit.en = "persons"
better = "neither"
privacy = "threshold"
rows = "clues"
section = "clues"

[[caveats]]
zh = "各线索涉及人数相加，同一人涉及两件线索计两次。"
en = "Added up over clues: a person concerned by two clues counts twice."

[dimensions]
handler = ""
subject_level = "subject_level"
discipline = "discipline"
disposal = "disposal"
*/
select
    clue_id, transferred_on as dated_on, org_id, inspection_id, round_id, handler, subject_level, discipline, disposal,
    persons as numerator
from known_clues
