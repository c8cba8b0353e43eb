/*
row.zh = "截至日已下发的一份文书；此后的办结尚未发生"
row.en = "a notice issued by the as-of day; a completion of a later day has not come"
*/
select
    n.notice_id as notice_id,
    n.org_id as org_id,
    n.inspection_id as inspection_id,
    i.round_id as round_id,
    n.kind as notice_kind,
    n.batch as batch,
    n.problem_kind as problem_kind,
    n.issued_on as issued_on,
    n.due_on as due_on,
    case when n.completed_on <= $as_of then n.completed_on end as completed_on,
    case when n.completed_on <= $as_of then 1 else 0 end as is_done,
    coalesce(n.matters_solved, 0) as matters_solved,
    coalesce(n.beneficiaries, 0) as beneficiaries
from notices as n
left join inspections as i on i.inspection_id = n.inspection_id
where n.issued_on <= $as_of
