/*
level = "warns"
rows = "clues"
column = "disposal"
title.zh = "有处置日期而没有处置方式"
title.en = "A date without a disposal"
wrong.zh = "处置日期 {disposed_on} 已填，处置方式是空的"
wrong.en = "disposed on {disposed_on}, without saying how"
mend.zh = "填写处置方式，或删去日期"
mend.en = "give the disposal, or take the date out"
reader.zh = "按处置方式分组时落在空缺一组。"
reader.en = "By disposal it stands in the empty group."
why.zh = "处置意见包括方式和日期"
why.en = "a disposal has its day and its way"
*/
select c.clue_id as clue_id, c.disposal as disposal, c.disposed_on as disposed_on
from clues c
where c.disposal is null and c.disposed_on is not null
order by c.clue_id
