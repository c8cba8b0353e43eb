/*
level = "warns"
rows = "clues"
column = "disposal"
title.zh = "已办结而没有处置方式"
title.en = "Concluded without a disposal"
wrong.zh = "核查结论是{outcome}，处置方式是空的"
wrong.en = "the outcome is “{outcome}”, without a disposal"
mend.zh = "填写处置方式和处置日期"
mend.en = "give the disposal and its day"
reader.zh = "办理环节图里，办结的比处置的多。"
reader.en = "In the stages, more are concluded than were disposed."
why.zh = "先处置后办结"
why.en = "a clue is disposed before it is concluded"
*/
select c.clue_id as clue_id, c.disposal as disposal, c.outcome as outcome
from clues c
where c.disposal is null and c.outcome <> 'pending'
order by c.clue_id
