/*
row.zh = "截至日已评查的一次评查，连同所评查线索的去向；线索此后才移交的，尚无处置"
row.en = "a review made by the as-of day, with what its clue is about; a clue transferred later has no disposal yet"
*/
select
    v.review_id as review_id,
    v.clue_id as clue_id,
    i.org_id as org_id,
    c.inspection_id as inspection_id,
    i.round_id as round_id,
    c.handler as handler,
    c.subject_level as subject_level,
    c.discipline as discipline,
    k.disposal as disposal,
    v.reviewed_on as reviewed_on,
    v.problem as review_problem,
    v.conclusion as review_conclusion,
    v.new_outcome as new_outcome,
    case when v.conclusion = 'changed' then 1 else 0 end as is_changed
from clue_reviews as v
left join clues as c on c.clue_id = v.clue_id
left join known_clues as k on k.clue_id = v.clue_id
left join inspections as i on i.inspection_id = c.inspection_id
where v.reviewed_on <= $as_of
