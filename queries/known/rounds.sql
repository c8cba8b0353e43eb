/*
row.zh = "截至日已开始的一轮；此后的结束尚未发生"
row.en = "a round begun by the as-of day; an end of a later day has not come"
*/
select
    r.round_id as round_id,
    r.term_no as term_no,
    r.seq as seq,
    r.name as name,
    r.kind as round_kind,
    r.started_on as started_on,
    case when r.ended_on <= $as_of then r.ended_on end as ended_on
from rounds as r
where r.started_on <= $as_of
