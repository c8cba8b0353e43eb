/*
row.zh = "截至日已发生的一件队伍建设事项；巡察机构自己的人，不属于任何被巡察单位"
row.en = "a staff event held by the as-of day; the office's own people belong to no organisation"
*/
select
    e.event_id as event_id,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    e.kind as staff_event_kind,
    e.held_on as held_on,
    e.persons as persons
from staff_events as e
where e.held_on <= $as_of
