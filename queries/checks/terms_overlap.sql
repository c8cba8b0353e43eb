/*
level = "warns"
rows = "terms"
column = "started_on"
affects = ["coverage_rate"]
title.zh = "两届时间重叠"
title.en = "Terms overlap"
wrong.zh = "起始日期 {started_on} 时，第 {before_term_no} 届还没有届满（届满日期 {before_ended_on}）"
wrong.en = "it starts on {started_on} while term {before_term_no} still runs (ends {before_ended_on})"
mend.zh = "补填或改正上一届的届满日期"
mend.en = "give or correct the end of the term before"
reader.zh = "重叠的日子里，没有轮次的记录按后一届计。"
reader.en = "On the days that overlap, what has no round counts for the later term."
why.zh = "同一天只有一届县委在任"
why.en = "one term runs at a time"

[columns]
before_term_no = { zh = "上一届", en = "term before", type = "int" }
before_ended_on = { zh = "上一届届满日期", en = "end of the term before", type = "date" }
*/
with following as (
    select t.term_no as term_no, t.started_on as started_on,
        lag(t.term_no) over (order by t.started_on, t.term_no) as before_term_no,
        lag(t.ended_on) over (order by t.started_on, t.term_no) as before_ended_on
    from terms t
)
select f.term_no as term_no, f.started_on as started_on, f.before_term_no as before_term_no,
    f.before_ended_on as before_ended_on
from following f
where f.before_term_no is not null and (f.before_ended_on is null or f.before_ended_on > f.started_on)
order by f.term_no
