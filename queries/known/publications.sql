/*
row.zh = "截至日已作出的一次公开"
row.en = "a publication made by the as-of day"
*/
select
    p.publication_id as publication_id,
    i.org_id as org_id,
    p.inspection_id as inspection_id,
    i.round_id as round_id,
    p.kind as publication_kind,
    p.channel as publication_channel,
    p.spoken_by_head as spoken_by_head,
    p.published_on as published_on
from publications as p
left join inspections as i on i.inspection_id = p.inspection_id
where p.published_on <= $as_of
