/*
level = "warns"
rows = "organisations"
column = "parent_id"
title.zh = "所属乡镇已撤并"
title.en = "Village of a township that has ended"
wrong.zh = "仍在应巡范围，所属乡镇 {parent_id} 已于 {parent_in_scope_to} 退出应巡范围"
wrong.en = "it is in scope although its township {parent_id} left on {parent_in_scope_to}"
mend.zh = "改填撤并后所属的乡镇"
mend.en = "give the township it belongs to now"
reader.zh = "按乡镇汇总时，这个村算在已经没有的乡镇名下。"
reader.en = "Summed up by township, it counts under one that is no more."
why.zh = "乡镇撤并，所辖村划归后继乡镇"
why.en = "when a township is merged its villages go with it"

[columns]
parent_in_scope_to = "organisations.in_scope_to"
*/
select o.org_id as org_id, o.name as name, o.parent_id as parent_id, p.in_scope_to as parent_in_scope_to
from organisations o
join organisations p on p.org_id = o.parent_id
where p.in_scope_to < $as_of and (o.in_scope_to is null or o.in_scope_to >= $as_of)
order by o.org_id
