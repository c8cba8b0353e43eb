/*
level = "refuses"
rows = "findings"
column = "completed_on"
affects = ["completion_rate", "on_time_rate", "overdue_rate"]
title.zh = "已完成而没有完成日期"
title.en = "Done without a date"
wrong.zh = "完成情况是{completion}，完成日期是空的"
wrong.en = "it is reported as “{completion}” without a date"
mend.zh = "填写完成日期，以整改报告或销号材料的日期为准；确实查不到的，在“完成日期不详”填“是”，不要编一个日期；还没有完成的，改正完成情况"
mend.en = "give the date, that of the report or of the papers of closing-off; where nobody knows it, say yes under completion date unknown and invent none; if it is not done, correct the completion"
reader.zh = "没有日期的完成不算完成，整改完成率偏低。"
reader.en = "Done without a date is not counted: completion reads too low."
why.zh = "台账约定：已完成必须有完成日期，或标明日期不详（本单位规定基本完成也算的，从其规定）"
why.en = "the contract of the ledgers: a done finding has a date, or the mark that its day is unknown (mostly done too, where the office rules so)"
*/
select f.finding_id as finding_id, f.completion as completion, f.completed_on as completed_on
from findings f
join known_completions d on d.completion = f.completion
where f.completed_on is null and not coalesce(f.completed_undated, false)
order by f.finding_id
