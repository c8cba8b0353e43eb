/*
level = "warns"
rows = "recoveries"
column = "case_id"
affects = ["recovered_wan"]
title.zh = "挽损和案例不是同一党组织"
title.en = "Recovery of another organisation's case"
wrong.zh = "党组织是 {org_id}，所填案例 {case_id} 属于 {case_org_id}"
wrong.en = "its organisation is {org_id}, yet case {case_id} is of {case_org_id}"
mend.zh = "核对案例编号和党组织编号"
mend.en = "correct the case or the organisation"
reader.zh = "金额和案例归在不同单位。"
reader.en = "The sum and the case stand with different units."
why.zh = "挽损和它所属的案例同属一个党组织"
why.en = "a sum and its case are of one organisation"

[columns]
case_org_id = "cases.org_id"
*/
select x.recovery_id as recovery_id, x.org_id as org_id, x.case_id as case_id, c.org_id as case_org_id
from recoveries x
join cases c on c.case_id = x.case_id
where x.org_id <> c.org_id
order by x.recovery_id
