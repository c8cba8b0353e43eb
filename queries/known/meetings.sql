/*
row.zh = "截至日已召开的一次会议"
row.en = "a meeting held by the as-of day"
*/
select
    s.meeting_id as meeting_id,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    s.round_id as round_id,
    s.kind as meeting_kind,
    s.held_on as held_on
from meetings as s
where s.held_on <= $as_of
