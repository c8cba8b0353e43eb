/*
level = "refuses"
rows = "clues"
column = "outcome"
affects = ["clue_verification_rate", "clue_conclusion_rate"]
title.zh = "未结而标办结日期不详"
title.en = "Pending, and the day of conclusion called unknown"
wrong.zh = "核查结论是未结，“办结日期不详”却填了是"
wrong.en = "the outcome is pending, yet the day of its conclusion is marked as unknown"
mend.zh = "填写核查结论，或删去“办结日期不详”"
mend.en = "give the outcome, or take the mark out"
reader.zh = "办结的线索算成未结，办结率偏低。"
reader.en = "A concluded clue counts as pending: the conclusion rate reads too low."
why.zh = "台账约定：未结的没有办结日期，也谈不上日期不详"
why.en = "the contract of the ledgers: a pending clue has no day of conclusion, known or unknown"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.concluded_undated as concluded_undated
from clues c
where c.outcome = 'pending' and c.concluded_undated
order by c.clue_id
