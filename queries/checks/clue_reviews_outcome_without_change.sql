/*
level = "warns"
rows = "clue_reviews"
column = "conclusion"
affects = ["clue_review_changed_rate"]
title.zh = "没有改变却有新结论"
title.en = "A new outcome without a change"
wrong.zh = "评查结论是{conclusion}，改变后结论却填了{new_outcome}"
wrong.en = "the review is “{conclusion}”, yet gives the new outcome “{new_outcome}”"
mend.zh = "核对评查结论，或删去改变后结论"
mend.en = "correct the conclusion, or take the new outcome out"
reader.zh = "评查改判率可能偏低。"
reader.en = "The share of changed outcomes may read too low."
why.zh = "只有改变结论的才有改变后结论"
why.en = "only a changed outcome has a new one"
*/
select v.review_id as review_id, v.conclusion as conclusion, v.new_outcome as new_outcome
from clue_reviews v
where v.conclusion <> 'changed' and v.new_outcome is not null
order by v.review_id
