/*
level = "warns"
rows = "findings"
column = "closed_off_on"
affects = ["closed_off_rate", "completion_rate"]
title.zh = "未完成而已销号"
title.en = "Closed off without being done"
wrong.zh = "{closed_off_on} 已销号，完成情况却是{completion}"
wrong.en = "closed off on {closed_off_on}, yet “{completion}”"
mend.zh = "核对完成情况和销号日期"
mend.en = "correct the completion or the closing-off"
reader.zh = "销号率会高于整改完成率。"
reader.en = "The closed-off rate may exceed completion."
why.zh = "完成之后由巡察办核实销号"
why.en = "the office closes off what is completed"
*/
select f.finding_id as finding_id, f.completion as completion, f.closed_off_on as closed_off_on
from findings f
left join known_completions d on d.completion = f.completion
where d.completion is null and f.closed_off_on is not null
order by f.finding_id
