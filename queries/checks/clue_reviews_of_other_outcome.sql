/*
level = "warns"
rows = "clue_reviews"
column = "clue_id"
affects = ["clue_review_changed_rate"]
title.zh = "评查的不是查否线索"
title.en = "Review of a clue that was not unsubstantiated"
wrong.zh = "评查的线索结论是{outcome}，不是查否"
wrong.en = "the clue reviewed is “{outcome}”, not unsubstantiated"
mend.zh = "核对线索编号；其他结论也评查的可以接受"
mend.en = "correct the clue, or accept it if others are reviewed too"
reader.zh = "不进查否评查率，但进评查改判率。"
reader.en = "It is not in the review rate, but in the share of changed outcomes."
why.zh = "查否线索集中评查以查否的为对象"
why.en = "the review is of unsubstantiated clues"

[columns]
outcome = "clues.outcome"
*/
select v.review_id as review_id, v.clue_id as clue_id, c.outcome as outcome
from clue_reviews v
join clues c on c.clue_id = v.clue_id
where c.outcome <> 'unsubstantiated'
order by v.review_id
