/*
row.zh = "截至日已抽中的一个已销号问题；此后的核验尚未发生"
row.en = "a closed finding drawn by the as-of day; a visit of a later day has not been made"
*/
select
    v.sample_id as sample_id,
    v.finding_id as finding_id,
    i.org_id as org_id,
    f.inspection_id as inspection_id,
    i.round_id as round_id,
    v.drawn_on as drawn_on,
    case when v.verified_on <= $as_of then v.verified_on end as verified_on,
    case when v.verified_on <= $as_of then v.found end as found,
    v.drawn_class as drawn_class,
    v.class_closed as class_closed,
    v.class_drawn as class_drawn
from verifications as v
left join findings as f on f.finding_id = v.finding_id
left join inspections as i on i.inspection_id = f.inspection_id
where v.drawn_on <= $as_of
