/*
title.zh = "整改进度（反馈后天数）"
title.en = "Pace of rectification, by days since feedback"
question.zh = "各轮反馈的问题，反馈后多少天整改完成、多少天销号？"
question.en = "How many days after feedback were the findings of each round rectified, and closed off?"
privacy = "internal"
section = "rectification"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
round_id = { zh = "轮次", en = "round", type = "round" }
ending = { zh = "终点", en = "until", type = "text" }
days = { zh = "反馈后天数", en = "days since feedback", type = "int", of = "none" }
watched = { zh = "反馈至截至日天数", en = "days from the feedback to the as-of day", type = "int", of = "none" }
reached = { zh = "已达到", en = "reached", type = "bool" }
findings = { zh = "问题", en = "findings", type = "int", of = { ending = { done = "completion_rate.denominator", closed_off = "closed_off_rate.denominator" } } }

[[caveats]]
zh = "终点 done 为单位报整改完成，closed_off 为巡察办销号。已达到的，天数到那一天；没达到的，天数到截至日，是“至今未完成”。反馈之前已完成的按0天计。完成日期不详的没有天数，不进曲线，只列个数。"
en = "Until done: reported rectified; until closed off: verified by the office. Reached, the days run to that day; not reached, to the as-of day. What was done before the feedback counts as day 0. What is done on an unknown day has no days: it is in no curve, only counted."

[[caveats]]
zh = "时段按反馈日期。"
en = "The period is of the feedback."
*/
with findings_fed_back as (
    select
        c.finding_id as finding_id,
        c.round_id as round_id,
        c.dated_on as fed_back_on,
        f.completed_on as done_on,
        f.closed_off_on as closed_off_on,
        c.numerator as is_done,
        f.is_undated as is_undated
    from indicator_completion_rate as c
    join known_findings as f on f.finding_id = c.finding_id
    where c.dated_on between $from_date and $to_date
),

endings as (
    select
        d.round_id as round_id,
        'done' as ending,
        d.fed_back_on as fed_back_on,
        d.done_on as reached_on,
        d.is_done as is_reached,
        d.is_undated as is_undated
    from findings_fed_back as d
    union all
    select
        k.round_id as round_id,
        'closed_off' as ending,
        k.fed_back_on as fed_back_on,
        k.closed_off_on as reached_on,
        case when k.closed_off_on is not null then 1 else 0 end as is_reached,
        0 as is_undated
    from findings_fed_back as k
),

endings_timed as (
    -- what was done before the feedback counts as day 0
    select
        e.round_id as round_id,
        e.ending as ending,
        case
            when e.is_undated = 1 then null
            when e.reached_on < e.fed_back_on then 0
            else date_diff('day', e.fed_back_on, coalesce(e.reached_on, $as_of))
        end as days,
        date_diff('day', e.fed_back_on, $as_of) as watched,
        e.is_reached as is_reached
    from endings as e
),

endings_counted as (
    select
        e.round_id as round_id,
        e.ending as ending,
        e.days as days,
        e.watched as watched,
        e.is_reached as is_reached,
        count(*) as findings
    from endings_timed as e
    group by e.round_id, e.ending, e.days, e.watched, e.is_reached
)

select
    r.term_no as term_no,
    c.round_id as round_id,
    c.ending as ending,
    c.days as days,
    c.watched as watched,
    case when c.is_reached = 1 then true else false end as reached,
    c.findings as findings
from endings_counted as c
left join rounds as r on r.round_id = c.round_id
order by coalesce(r.term_no, 0), coalesce(r.seq, 0), coalesce(c.round_id, ''), c.ending,
    case when c.days is null then 1 else 0 end, c.days, c.watched, c.is_reached
