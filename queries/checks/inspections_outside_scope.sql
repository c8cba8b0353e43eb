/*
level = "warns"
rows = "inspections"
column = "onsite_start"
affects = ["coverage_rate"]
title.zh = "巡察时不在应巡范围"
title.en = "Inspected outside its scope"
wrong.zh = "{onsite_start} 进驻，该党组织的应巡范围是 {in_scope_from} 至 {in_scope_to}"
wrong.en = "on site from {onsite_start}; the organisation is in scope from {in_scope_from} to {in_scope_to}"
mend.zh = "核对党组织编号（是否已并入后继）和应巡起止日期"
mend.en = "correct the organisation (has it been merged before?) or its scope"
reader.zh = "撤并以后的巡察不增加覆盖。"
reader.en = "An inspection after the end of scope adds nothing to coverage."
why.zh = "巡察对象是当时在应巡范围内的党组织"
why.en = "what is inspected is in scope at that time"

[columns]
in_scope_from = "organisations.in_scope_from"
in_scope_to = "organisations.in_scope_to"
*/
select i.inspection_id as inspection_id, i.org_id as org_id, i.onsite_start as onsite_start,
    o.in_scope_from as in_scope_from, o.in_scope_to as in_scope_to
from inspections i
join organisations o on o.org_id = i.org_id
where i.onsite_start < o.in_scope_from or i.onsite_start > o.in_scope_to
order by i.inspection_id
