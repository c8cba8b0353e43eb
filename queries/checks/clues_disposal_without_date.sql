/*
level = "warns"
rows = "clues"
column = "disposed_on"
title.zh = "有处置方式而没有处置日期"
title.en = "A disposal without a date"
wrong.zh = "处置方式是{disposal}，处置日期是空的"
wrong.en = "the disposal is “{disposal}”, without a date"
mend.zh = "填写处置日期"
mend.en = "give the day it was decided"
reader.zh = "线索时限提醒算不出来。"
reader.en = "Its time limits cannot be counted."
why.zh = "时限从移交、处置日期起算"
why.en = "time limits run from transfer and disposal"
*/
select c.clue_id as clue_id, c.disposal as disposal, c.disposed_on as disposed_on
from clues c
where c.disposal is not null and c.disposed_on is null
order by c.clue_id
