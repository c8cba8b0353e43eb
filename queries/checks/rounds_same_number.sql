/*
level = "warns"
rows = "rounds"
column = "seq"
title.zh = "同一届有两个同号轮次"
title.en = "Two rounds of a term with one number"
wrong.zh = "本届有 {same} 个第 {seq} 轮"
wrong.en = "its term has {same} rounds numbered {seq}"
mend.zh = "核对轮次序号"
mend.en = "correct the round number"
reader.zh = "同号的轮次在图表上难以分清先后。"
reader.en = "Rounds of one number cannot be told apart in charts."
why.zh = "轮次序号在一届内不重复"
why.en = "a round's number is its own within the term"

[columns]
same = { zh = "同号轮次数", en = "rounds of that number", type = "int" }
*/
with numbered as (
    select r.term_no as term_no, r.seq as seq, count(*) as same
    from rounds r
    group by r.term_no, r.seq
)
select r.round_id as round_id, r.term_no as term_no, r.seq as seq, n.same as same
from rounds r
join numbered n on n.term_no = r.term_no and n.seq = r.seq
where n.same > 1
order by r.round_id
