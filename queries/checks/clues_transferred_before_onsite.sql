/*
level = "warns"
rows = "clues"
column = "transferred_on"
affects = ["clues", "clue_verification_rate"]
title.zh = "移交早于进驻"
title.en = "Transferred before entering the site"
wrong.zh = "移交日期 {transferred_on} 早于进驻日期 {onsite_start}"
wrong.en = "transferred on {transferred_on}, before the site was entered on {onsite_start}"
mend.zh = "核对移交日期和任务编号"
mend.en = "correct the day or the inspection"
reader.zh = "线索按移交日期归年度，可能归错年度。"
reader.en = "Clues are dated by transfer and may stand in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select c.clue_id as clue_id, c.inspection_id as inspection_id, c.transferred_on as transferred_on,
    i.onsite_start as onsite_start
from clues c
join inspections i on i.inspection_id = c.inspection_id
where c.transferred_on < i.onsite_start
order by c.clue_id
