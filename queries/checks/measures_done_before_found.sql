/*
level = "warns"
rows = "measures"
column = "done_on"
title.zh = "措施完成早于问题发现"
title.en = "Measure done before the finding"
wrong.zh = "完成日期 {done_on} 早于所属问题的发现日期 {found_on}"
wrong.en = "done on {done_on}, before its finding of {found_on}"
mend.zh = "核对完成日期和问题编号"
mend.en = "correct the day or the finding"
reader.zh = "整改措施的进度不可靠。"
reader.en = "The progress of measures cannot be relied on."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
found_on = "findings.found_on"
*/
select m.measure_id as measure_id, m.finding_id as finding_id, m.done_on as done_on, f.found_on as found_on
from measures m
join findings f on f.finding_id = m.finding_id
where m.done_on < f.found_on
order by m.measure_id
