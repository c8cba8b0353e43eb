/*
level = "warns"
rows = "accountability"
column = "decided_on"
title.zh = "处理早于线索移交"
title.en = "Decision before its clue"
wrong.zh = "处理日期 {decided_on} 早于所填线索的移交日期 {transferred_on}"
wrong.en = "decided on {decided_on}, before its clue was transferred on {transferred_on}"
mend.zh = "核对处理日期和线索编号"
mend.en = "correct the day or the clue"
reader.zh = "不是这条线索带来的处理，线索成效可能偏高。"
reader.en = "It did not come of this clue: what clues led to may read too high."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
transferred_on = "clues.transferred_on"
*/
select a.action_id as action_id, a.clue_id as clue_id, a.decided_on as decided_on, c.transferred_on as transferred_on
from accountability a
join clues c on c.clue_id = a.clue_id
where a.decided_on < c.transferred_on
order by a.action_id
