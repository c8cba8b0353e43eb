/*
level = "refuses"
rows = "clues"
column = "concluded_on"
affects = ["clue_verification_rate", "clue_conclusion_rate"]
title.zh = "有结论而没有办结日期"
title.en = "An outcome without a date"
wrong.zh = "核查结论是{outcome}，办结日期是空的"
wrong.en = "the outcome is “{outcome}”, without a date"
mend.zh = "填写办结日期，以了结文书落款的日期为准；确实查不到的，在“办结日期不详”填“是”，不要编一个日期；还没有办结的，核查结论改为未结"
mend.en = "give the date, that of the paper which concluded it; where nobody knows it, say yes under conclusion date unknown and invent none; if it is not concluded, make the outcome pending"
reader.zh = "没有日期的结论算未结，办结率和查实率都少算。"
reader.en = "Without a date it counts as pending: conclusion and verification read too low."
why.zh = "台账约定：除未结外必须有办结日期，或标明日期不详"
why.en = "the contract of the ledgers: required unless the outcome is pending or its day marked as unknown"
*/
select c.clue_id as clue_id, c.outcome as outcome, c.concluded_on as concluded_on
from clues c
where c.outcome <> 'pending' and c.concluded_on is null and not coalesce(c.concluded_undated, false)
order by c.clue_id
