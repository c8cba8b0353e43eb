/*
row.zh = "截至日已开始的一届；measured_on 是这一届量到哪一天：届满日或截至日，取早者"
row.en = "a term begun by the as-of day; measured_on is the day up to which it is measured: its end or the as-of day, the earlier"
*/
select
    t.term_no as term_no,
    t.started_on as started_on,
    t.planned_years as planned_years,
    case when t.ended_on <= $as_of then t.ended_on end as ended_on,
    case when t.ended_on < $as_of then t.ended_on else $as_of end as measured_on
from terms as t
where t.started_on <= $as_of
