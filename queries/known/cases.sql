/*
row.zh = "截至日已发生的一个典型案例"
row.en = "a case that occurred by the as-of day"
*/
select
    k.case_id as case_id,
    k.org_id as org_id,
    k.inspection_id as inspection_id,
    i.round_id as round_id,
    k.kind as case_kind,
    k.title as title,
    k.occurred_on as occurred_on
from cases as k
left join inspections as i on i.inspection_id = k.inspection_id
where k.occurred_on <= $as_of
