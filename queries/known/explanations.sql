/*
row.zh = "截至日已作的一次说明"
row.en = "an explanation given by the as-of day"
*/
select
    e.inspection_id as inspection_id,
    e.kind as kind,
    i.org_id as org_id,
    i.round_id as round_id,
    e.held_on as held_on
from explanations as e
left join inspections as i on i.inspection_id = e.inspection_id
where e.held_on <= $as_of
