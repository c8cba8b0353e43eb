/*
level = "warns"
rows = "clue_reviews"
column = "new_outcome"
title.zh = "改变结论而没有新结论"
title.en = "Changed without a new outcome"
wrong.zh = "评查结论是改变结论，改变后结论是空的"
wrong.en = "the review changed the outcome without saying to what"
mend.zh = "填写改变后结论"
mend.en = "give the new outcome"
reader.zh = "看不出改成了什么。"
reader.en = "What it was changed to cannot be seen."
why.zh = "改变结论的写明改变后结论"
why.en = "a changed outcome is named"
*/
select v.review_id as review_id, v.conclusion as conclusion, v.new_outcome as new_outcome
from clue_reviews v
where v.conclusion = 'changed' and v.new_outcome is null
order by v.review_id
