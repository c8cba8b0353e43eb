/*
row.zh = "截至日已作出的一次问责处理"
row.en = "a decision made by the as-of day"
*/
select
    a.action_id as action_id,
    a.org_id as org_id,
    a.inspection_id as inspection_id,
    i.round_id as round_id,
    a.clue_id as clue_id,
    a.matter_id as matter_id,
    a.notice_id as notice_id,
    a.person_code as person_code,
    a.measure as measure,
    a.form as form,
    a.subject_level as subject_level,
    a.decided_on as decided_on
from accountability as a
left join inspections as i on i.inspection_id = a.inspection_id
where a.decided_on <= $as_of
