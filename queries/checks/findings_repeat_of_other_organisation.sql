/*
level = "warns"
rows = "findings"
column = "repeat_of"
title.zh = "重复的是别家的问题"
title.en = "Repeat of another organisation's finding"
wrong.zh = "重复问题 {repeat_of} 属于另一个党组织 {first_org_id}"
wrong.en = "it repeats {repeat_of}, which is of another organisation {first_org_id}"
mend.zh = "核对重复问题的编号"
mend.en = "correct the finding it repeats"
reader.zh = "重复发生的问题数不可靠。"
reader.en = "Repeated findings cannot be relied on."
why.zh = "重复指同一党组织（或其前身）的问题再次发生"
why.en = "a repeat is of the same organisation or its predecessor"

[columns]
org_id = "inspections.org_id"
first_org_id = "inspections.org_id"
*/
select f.finding_id as finding_id, f.repeat_of as repeat_of, i.org_id as org_id, j.org_id as first_org_id
from findings f
join findings p on p.finding_id = f.repeat_of
join inspections i on i.inspection_id = f.inspection_id
join inspections j on j.inspection_id = p.inspection_id
join organisations o on o.org_id = i.org_id
where j.org_id <> i.org_id and (o.predecessor_id is null or o.predecessor_id <> j.org_id)
order by f.finding_id
