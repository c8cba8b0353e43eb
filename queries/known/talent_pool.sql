/*
row.zh = "截至日已入库的一次在库；此后的出库尚未发生"
row.en = "a stay in the pool begun by the as-of day; a leaving of a later day has not come"
*/
select
    t.person_code as person_code,
    t.joined_on as joined_on,
    cast(null as varchar) as org_id,
    cast(null as varchar) as inspection_id,
    cast(null as varchar) as round_id,
    t.specialty as specialty,
    case when t.left_on <= $as_of then t.left_on end as left_on,
    case when t.left_on <= $as_of then t.left_reason end as left_reason
from talent_pool as t
where t.joined_on <= $as_of
