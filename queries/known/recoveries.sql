/*
row.zh = "截至日已挽回的一笔损失"
row.en = "a sum recovered by the as-of day"
*/
select
    r.recovery_id as recovery_id,
    r.org_id as org_id,
    r.inspection_id as inspection_id,
    i.round_id as round_id,
    r.case_id as case_id,
    k.kind as case_kind,
    r.recovered_on as recovered_on,
    r.amount_wan as amount_wan,
    coalesce(r.returned_wan, cast(0 as decimal(18, 6))) as returned_wan,
    coalesce(r.returned_people, 0) as returned_people
from recoveries as r
left join inspections as i on i.inspection_id = r.inspection_id
left join cases as k on k.case_id = r.case_id
where r.recovered_on <= $as_of
