/*
level = "warns"
rows = "clues"
column = "concluded_on"
affects = ["clue_verification_within_year", "clue_verification_by_conclusion"]
title.zh = "办结早于移交"
title.en = "Concluded before transfer"
wrong.zh = "办结日期 {concluded_on} 早于移交日期 {transferred_on}"
wrong.en = "the conclusion {concluded_on} is before the transfer {transferred_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "办理用时为负，一年内查实率可能偏高。"
reader.en = "Days to the conclusion are negative: verification within a year may read too high."
why.zh = "线索办理各环节的先后：移交、处置、立案或办结"
why.en = "the stages of a clue: transfer, disposal, case or conclusion"
*/
select c.clue_id as clue_id, c.transferred_on as transferred_on, c.concluded_on as concluded_on
from clues c
where c.concluded_on < c.transferred_on
order by c.clue_id
