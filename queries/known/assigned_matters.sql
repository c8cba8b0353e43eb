/*
row.zh = "截至日已交办的一件事项（会议召开即交办）；此后的办结尚未发生"
row.en = "a matter assigned by the as-of day (on the day of its meeting); a completion of a later day has not come"
*/
select
    m.matter_id as matter_id,
    m.org_id as org_id,
    cast(null as varchar) as inspection_id,
    s.round_id as round_id,
    m.kind as matter_kind,
    s.kind as meeting_kind,
    s.held_on as assigned_on,
    m.due_on as due_on,
    case when m.completed_on <= $as_of then m.completed_on end as completed_on,
    case when m.completed_on <= $as_of then 1 else 0 end as is_done
from assigned_matters as m
join meetings as s on s.meeting_id = m.meeting_id
where s.held_on <= $as_of
