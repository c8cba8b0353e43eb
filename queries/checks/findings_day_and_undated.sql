/*
level = "refuses"
rows = "findings"
column = "completed_undated"
affects = ["on_time_rate", "completion_within_month"]
title.zh = "既有完成日期又标日期不详"
title.en = "A completion date, and its day called unknown"
wrong.zh = "完成日期填了 {completed_on}，“完成日期不详”又填了是"
wrong.en = "it was completed on {completed_on}, and the day is marked as unknown"
mend.zh = "日期可靠的删去“完成日期不详”，日期是编的或估的删去日期"
mend.en = "take the mark out where the date is true, the date where it was invented or guessed"
reader.zh = "有日期的按日期计，日期若是估的，按期完成率和进度曲线就不可靠。"
reader.en = "The date is counted by; if it was guessed, on time and the curves cannot be relied on."
why.zh = "台账约定：日期和日期不详只能有一个"
why.en = "the contract of the ledgers: a date or the mark that it is unknown, not both"
*/
select f.finding_id as finding_id, f.completion as completion, f.completed_on as completed_on,
    f.completed_undated as completed_undated
from findings f
where f.completed_undated and f.completed_on is not null
order by f.finding_id
