/*
title.zh = "届次"
title.en = "Terms"
question.zh = "台账里有哪几届，从哪天到哪天，规划几年全覆盖？"
question.en = "Which terms do the ledgers hold, from when to when, and in how many years is each to cover everything?"
privacy = "public"
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
name = { zh = "名称", en = "name", type = "text" }
started_on = { zh = "起始日期", en = "start date", type = "date" }
ended_on = { zh = "届满日期", en = "end date", type = "date" }
planned_years = { zh = "规划年数", en = "planned years", type = "int", of = "none" }

[[caveats]]
zh = "截至日之后才开始的届次还不存在；截至日之后的届满日期尚未到来，不显示。"
en = "A term that starts after the as-of day does not exist yet; an end after it has not come and is not shown."
*/
select
    t.term_no as term_no,
    t.name as name,
    t.started_on as started_on,
    t.ended_on as ended_on,
    t.planned_years as planned_years
from known_terms as t
order by t.term_no
