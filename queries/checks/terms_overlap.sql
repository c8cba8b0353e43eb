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
select t.term_no as term_no, t.started_on as started_on, b.term_no as before_term_no, b.ended_on as before_ended_on
from terms t
join terms b on b.started_on < t.started_on
left join terms m on m.started_on > b.started_on and m.started_on < t.started_on
where m.term_no is null and (b.ended_on is null or b.ended_on > t.started_on)
order by t.term_no, b.term_no
