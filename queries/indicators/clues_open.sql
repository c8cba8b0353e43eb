/*
title.zh = "未办结线索件数"
title.en = "Clues not concluded"
question.zh = "移交的问题线索，截至日还有多少件未办结？"
question.en = "How many clues transferred are not concluded yet?"
counted.zh = "截至日前移交、截至日未办结的线索"
counted.en = "clues transferred by the as-of day and not concluded by then"
dated.zh = "移交日期"
dated.en = "date of transfer"
unit.zh = "件"
unit.en = "clues"
better = "neither"
privacy = "internal"
rows = "clues"
section = "clues"

[[caveats]]
zh = "移交不满一年的也在内，与线索办结率只计满一年的不同；暂存待查的同样未办结。"
en = "Those transferred within the last year are in, unlike in the conclusion rate; a clue that is shelved is not concluded either."

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
where is_concluded = 0
