/*
level = "refuses"
rows = "clues"
column = "outcome"
affects = ["clue_verification_rate", "clue_conclusion_rate"]
title.zh = "未结而有办结日期"
title.en = "Pending with a date of conclusion"
wrong.zh = "核查结论是未结，办结日期却填了 {concluded_on}"
wrong.en = "the outcome is pending, yet it was concluded on {concluded_on}"
mend.zh = "填写核查结论，或删去办结日期"
mend.en = "give the outcome, or take the date out"
reader.zh = "办结的线索算成未结，办结率偏低。"
reader.en = "A concluded clue counts as pending: the conclusion rate reads too low."
why.zh = "台账约定：未结的没有办结日期"
why.en = "the contract of the ledgers: a pending clue has no date of conclusion"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.concluded_on as concluded_on
from clues c
where c.outcome = 'pending' and c.concluded_on is not null
order by c.clue_id
