/*
level = "warns"
rows = "clue_reviews"
column = "reviewed_on"
affects = ["clue_review_rate"]
title.zh = "评查早于办结"
title.en = "Review before the conclusion"
wrong.zh = "评查日期 {reviewed_on} 早于线索的办结日期 {concluded_on}"
wrong.en = "reviewed on {reviewed_on}, before the clue was concluded on {concluded_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "评查率按办结日期归年度，日期不对会归错。"
reader.en = "The review rate goes by conclusion and may stand in the wrong year."
why.zh = "先查否办结，后集中评查"
why.en = "an unsubstantiated clue is concluded, then reviewed"

[columns]
concluded_on = "clues.concluded_on"
*/
select v.review_id as review_id, v.clue_id as clue_id, v.reviewed_on as reviewed_on, c.concluded_on as concluded_on
from clue_reviews v
join clues c on c.clue_id = v.clue_id
where v.reviewed_on < c.concluded_on
order by v.review_id
