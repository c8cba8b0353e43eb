/*
level = "warns"
rows = "clues"
column = "midway"
affects = ["clues_midway"]
title.zh = "巡中移交而日期在撤点以后"
title.en = "Midway, but after leaving the site"
wrong.zh = "填了巡中移交，移交日期 {transferred_on} 却在撤点日期 {onsite_end} 之后"
wrong.en = "marked as midway, yet transferred on {transferred_on}, after leaving the site on {onsite_end}"
mend.zh = "核对是否巡中移交"
mend.en = "correct the mark or the day"
reader.zh = "巡中移交数可能偏多。"
reader.en = "Clues transferred midway may read too many."
why.zh = "巡中移交指驻点期间移交"
why.en = "midway means while on site"

[columns]
onsite_end = "inspections.onsite_end"
*/
select c.clue_id as clue_id, c.midway as midway, c.transferred_on as transferred_on, i.onsite_end as onsite_end
from clues c
join inspections i on i.inspection_id = c.inspection_id
where c.midway and c.transferred_on > i.onsite_end
order by c.clue_id
