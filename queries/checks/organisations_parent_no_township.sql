/*
level = "refuses"
rows = "organisations"
column = "parent_id"
affects = ["coverage_rate"]
title.zh = "村的上级不是乡镇"
title.en = "A village's parent is no township"
wrong.zh = "所属乡镇编号 {parent_id} 是“{parent_name}”，类别为{parent_class}"
wrong.en = "its parent {parent_id} is “{parent_name}”, a {parent_class}"
mend.zh = "改填所属乡镇的党组织编号，或改正上级的类别"
mend.en = "give the id of its township, or correct the parent's class"
reader.zh = "按乡镇汇总时，这个村不知归谁。"
reader.en = "Summed up by township, this village belongs to nobody."
why.zh = "台账约定：村的上级是乡镇"
why.en = "the contract of the ledgers: the parent of a village is a township"

[columns]
parent_name = { zh = "上级名称", en = "name of the parent", type = "text" }
parent_class = "organisations.org_class"
*/
select o.org_id as org_id, o.name as name, o.parent_id as parent_id, p.name as parent_name, p.org_class as parent_class
from organisations o
join organisations p on p.org_id = o.parent_id
where o.org_class = 'village' and p.org_class <> 'township'
order by o.org_id
