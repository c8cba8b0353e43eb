/*
title.zh = "轮次"
title.en = "Rounds"
question.zh = "每一届到截至日开始了哪几轮巡察？"
question.en = "Which rounds of each term have begun by the as-of day?"
privacy = "internal"
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
seq = { zh = "轮次序号", en = "number in the term", type = "int", of = "none" }
round_id = { zh = "轮次", en = "round", type = "round" }
round_name = { zh = "轮次名称", en = "name", type = "text" }

[[caveats]]
zh = "截至日之后才开始的一轮还不存在。"
en = "A round that starts after the as-of day does not exist yet."
*/
select
    r.term_no as term_no,
    r.seq as seq,
    r.round_id as round_id,
    r.name as round_name
from known_rounds as r
order by r.term_no, r.seq, r.round_id
