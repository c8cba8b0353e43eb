/*
row.zh = "截至日已开始的一届；measured_on 是这一届量到哪一天：届满日或截至日，取早者；planned_share 是规划年数匀速推算、每年按 365 天计，到那一天应完成的份额"
row.en = "a term begun by the as-of day; measured_on is the day up to which it is measured: its end or the as-of day, the earlier; planned_share is what a straight line over its planned years of 365 days asks for by then"
*/
with terms_begun as (
    select
        t.term_no as term_no,
        t.name as name,
        t.started_on as started_on,
        t.planned_years as planned_years,
        t.planned_years * cast(365 as double) as planned_days,
        case when t.ended_on <= $as_of then t.ended_on end as ended_on,
        case when t.ended_on < $as_of then t.ended_on else $as_of end as measured_on
    from terms as t
    where t.started_on <= $as_of
)

select
    t.term_no as term_no,
    t.name as name,
    t.started_on as started_on,
    t.planned_years as planned_years,
    t.planned_days as planned_days,
    t.ended_on as ended_on,
    t.measured_on as measured_on,
    case
        when t.planned_days = 0 then null
        when date_diff('day', t.started_on, t.measured_on) >= t.planned_days then cast(1 as double)
        else date_diff('day', t.started_on, t.measured_on) / t.planned_days
    end as planned_share
from terms_begun as t
