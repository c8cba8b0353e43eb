/*
level = "warns"
rows = "clues"
column = "disposed_on"
title.zh = "处置早于移交"
title.en = "Disposal before transfer"
wrong.zh = "处置日期 {disposed_on} 早于移交日期 {transferred_on}"
wrong.en = "the disposal {disposed_on} is before the transfer {transferred_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "提出处置意见的用时不可靠。"
reader.en = "Days to the disposal cannot be relied on."
why.zh = "线索办理各环节的先后：移交、处置、立案或办结"
why.en = "the stages of a clue: transfer, disposal, case or conclusion"
*/
select c.clue_id as clue_id, c.transferred_on as transferred_on, c.disposed_on as disposed_on
from clues c
where c.disposed_on < c.transferred_on
order by c.clue_id
