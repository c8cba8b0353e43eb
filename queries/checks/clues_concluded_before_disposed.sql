/*
level = "warns"
rows = "clues"
column = "concluded_on"
title.zh = "办结早于处置"
title.en = "Concluded before the disposal"
wrong.zh = "办结日期 {concluded_on} 早于处置日期 {disposed_on}"
wrong.en = "the conclusion {concluded_on} is before the disposal {disposed_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "办理用时不可靠。"
reader.en = "Days between the stages cannot be relied on."
why.zh = "线索办理各环节的先后：移交、处置、立案或办结"
why.en = "the stages of a clue: transfer, disposal, case or conclusion"
*/
select c.clue_id as clue_id, c.disposed_on as disposed_on, c.concluded_on as concluded_on
from clues c
where c.concluded_on < c.disposed_on
order by c.clue_id
