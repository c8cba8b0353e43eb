/*
level = "warns"
rows = "rounds"
column = "started_on"
affects = ["coverage_rate", "reinspection_rate"]
title.zh = "轮次不在所属届次内"
title.en = "Round outside its term"
wrong.zh = "进驻日期 {started_on} 不在该届内（{term_started_on} 至 {term_ended_on}）"
wrong.en = "it starts on {started_on}, outside its term ({term_started_on} to {term_ended_on})"
mend.zh = "核对届次和进驻日期"
mend.en = "correct the term or the start"
reader.zh = "覆盖率按轮次的届次计，届次填错，两届的覆盖率都不对。"
reader.en = "Coverage goes by the round's term: with a wrong one, that of two terms is wrong."
why.zh = "轮次属于进驻时在任的一届"
why.en = "a round belongs to the term in which it starts"

[columns]
term_started_on = "terms.started_on"
term_ended_on = "terms.ended_on"
*/
select r.round_id as round_id, r.term_no as term_no, r.started_on as started_on,
    t.started_on as term_started_on, t.ended_on as term_ended_on
from rounds r
join terms t on t.term_no = r.term_no
where r.started_on < t.started_on or r.started_on > t.ended_on
order by r.round_id
