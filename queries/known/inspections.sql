/*
row.zh = "截至日已进驻的巡察任务；此后的撤点、反馈尚未发生"
row.en = "an inspection begun by the as-of day; leaving and feedback of a later day have not come"
*/
select
    i.inspection_id as inspection_id,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team as team,
    i.team_level as team_level,
    i.kind as inspection_kind,
    i.counts_toward_coverage as counts_toward_coverage,
    i.onsite_start as onsite_start,
    case when i.onsite_end <= $as_of then i.onsite_end end as onsite_end,
    case when i.feedback_on <= $as_of then i.feedback_on end as feedback_on,
    coalesce(i.talks, 0) as talks,
    coalesce(i.questionnaires, 0) as questionnaires,
    coalesce(i.documents, 0) as documents,
    coalesce(i.visits, 0) as visits,
    coalesce(i.petitions, 0) as petitions
from inspections as i
where i.onsite_start <= $as_of
