/*
level = "warns"
rows = "inspections"
column = "org_id"
title.zh = "村（社区）巡察里有乡镇或县直"
title.en = "Township or county organisation in a village round"
wrong.zh = "这一轮是村（社区）巡察，被巡察党组织是{org_class}"
wrong.en = "its round inspects villages, the organisation is a {org_class}"
mend.zh = "核对轮次编号；乡镇村一体巡察确有此情可以接受"
mend.en = "correct the round, or accept it where townships are inspected with their villages"
reader.zh = "按类型比较时，乡镇或县直混在村里。"
reader.en = "Compared by kind, it stands among villages."
why.zh = "村（社区）巡察的对象是村"
why.en = "a village round inspects villages"

[columns]
org_class = "organisations.org_class"
*/
select i.inspection_id as inspection_id, i.round_id as round_id, i.org_id as org_id, o.org_class as org_class
from inspections i
join rounds r on r.round_id = i.round_id
join organisations o on o.org_id = i.org_id
where r.kind = 'village' and o.org_class <> 'village'
order by i.inspection_id
