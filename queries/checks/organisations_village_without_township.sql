/*
level = "refuses"
rows = "organisations"
column = "parent_id"
affects = ["coverage_rate"]
title.zh = "村没有所属乡镇"
title.en = "Village without its township"
wrong.zh = "村（社区）党组织没有填所属乡镇编号"
wrong.en = "a village names no township"
mend.zh = "填写所属乡镇的党组织编号"
mend.en = "give the id of its township"
reader.zh = "按乡镇汇总时，这个村不知归谁。"
reader.en = "Summed up by township, this village belongs to nobody."
why.zh = "台账约定：村必须有所属乡镇"
why.en = "the contract of the ledgers: required for a village"
*/
select o.org_id as org_id, o.name as name, o.parent_id as parent_id
from organisations o
where o.org_class = 'village' and o.parent_id is null
order by o.org_id
