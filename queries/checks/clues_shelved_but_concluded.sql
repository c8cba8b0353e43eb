/*
level = "warns"
rows = "clues"
column = "outcome"
affects = ["clue_conclusion_rate", "clue_verification_rate"]
title.zh = "暂存待查而有结论"
title.en = "Shelved, but concluded"
wrong.zh = "处置方式是暂存待查，核查结论却是{outcome}"
wrong.en = "the disposal is shelved, yet the outcome is “{outcome}”"
mend.zh = "后来又核查的改填处置方式，否则结论改为未结"
mend.en = "correct the disposal if it was taken up again, else make it pending"
reader.zh = "办结数可能偏多。"
reader.en = "Concluded clues may read too many."
why.zh = "暂存待查的线索还没有核查"
why.en = "a shelved clue has not been looked into"
*/
select c.clue_id as clue_id, c.disposal as disposal, c.outcome as outcome
from clues c
where c.disposal = 'shelved' and c.outcome <> 'pending'
order by c.clue_id
