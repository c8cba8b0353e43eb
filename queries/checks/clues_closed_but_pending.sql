/*
level = "warns"
rows = "clues"
column = "outcome"
affects = ["clue_conclusion_rate"]
title.zh = "予以了结而未结"
title.en = "Closed, but pending"
wrong.zh = "处置方式是予以了结（{disposed_on}），核查结论却是未结"
wrong.en = "the disposal is closed ({disposed_on}), yet the outcome is pending"
mend.zh = "填写核查结论和办结日期"
mend.en = "give the outcome and its day"
reader.zh = "办结率可能偏低。"
reader.en = "The conclusion rate may read too low."
why.zh = "予以了结即办结"
why.en = "closing a clue concludes it"
*/
select c.clue_id as clue_id, c.disposal as disposal, c.disposed_on as disposed_on, c.outcome as outcome
from clues c
where c.disposal = 'closed' and c.outcome = 'pending'
order by c.clue_id
