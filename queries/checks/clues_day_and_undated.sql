/*
level = "refuses"
rows = "clues"
column = "concluded_undated"
affects = ["clue_verification_within_year", "clue_verification_by_conclusion"]
title.zh = "既有办结日期又标日期不详"
title.en = "A date of conclusion, and its day called unknown"
wrong.zh = "办结日期填了 {concluded_on}，“办结日期不详”又填了是"
wrong.en = "it was concluded on {concluded_on}, and the day is marked as unknown"
mend.zh = "日期可靠的删去“办结日期不详”，日期是编的或估的删去日期"
mend.en = "take the mark out where the date is true, the date where it was invented or guessed"
reader.zh = "有日期的按日期计，日期若是估的，曲线就不可靠。"
reader.en = "The date is counted by; if it was guessed the curves cannot be relied on."
why.zh = "台账约定：日期和日期不详只能有一个"
why.en = "the contract of the ledgers: a date or the mark that it is unknown, not both"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.concluded_on as concluded_on, c.concluded_undated as concluded_undated
from clues c
where c.concluded_undated and c.concluded_on is not null
order by c.clue_id
