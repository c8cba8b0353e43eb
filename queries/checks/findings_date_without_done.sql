/*
level = "warns"
rows = "findings"
column = "completion"
affects = ["completion_rate", "on_time_rate"]
title.zh = "有完成日期而未填已完成"
title.en = "A completion date but not done"
wrong.zh = "完成日期 {completed_on} 已填，完成情况却是{completion}"
wrong.en = "it has a completion date {completed_on}, yet is “{completion}”"
mend.zh = "已完成的改为已完成，没完成的删去日期"
mend.en = "make it completed, or take the date out"
reader.zh = "不是“已完成”就不算完成，整改完成率可能偏低。"
reader.en = "Only what is marked completed counts: completion may read too low."
why.zh = "完成以完成情况“已完成”为准（本单位规定基本完成也算的，从其规定）"
why.en = "done means marked completed (or mostly done, where the office rules so)"
*/
select f.finding_id as finding_id, f.completion as completion, f.completed_on as completed_on
from findings f
left join known_completions d on d.completion = f.completion
where d.completion is null and f.completed_on is not null
order by f.finding_id
