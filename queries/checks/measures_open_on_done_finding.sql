/*
level = "warns"
rows = "measures"
column = "done_on"
affects = ["completion_rate"]
title.zh = "问题已完成而措施未完成"
title.en = "Open measure of a done finding"
wrong.zh = "所属问题 {finding_id} 已完成（完成日期：{completed_on}），这条措施没有完成日期"
wrong.en = "its finding {finding_id} is completed (on: {completed_on}), this measure has no date"
mend.zh = "补填措施完成日期，或改正问题的完成情况"
mend.en = "give the day it was done, or correct the finding"
reader.zh = "问题可能还没有整改完，整改完成率可能偏高。"
reader.en = "The finding may not be done: completion may read too high."
why.zh = "措施全部落实，问题才算完成"
why.en = "a finding is done when its measures are"

[columns]
completed_on = "findings.completed_on"
*/
select m.measure_id as measure_id, m.finding_id as finding_id, m.done_on as done_on, f.completed_on as completed_on
from measures m
join findings f on f.finding_id = m.finding_id
join known_completions d on d.completion = f.completion
where m.done_on is null
order by m.measure_id
