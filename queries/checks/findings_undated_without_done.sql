/*
level = "warns"
rows = "findings"
column = "completion"
affects = ["completion_rate"]
title.zh = "标完成日期不详而未填已完成"
title.en = "The completion date called unknown, but not done"
wrong.zh = "“完成日期不详”填了是，完成情况却是{completion}"
wrong.en = "the day of its completion is marked as unknown, yet it is “{completion}”"
mend.zh = "已完成的改为已完成，没完成的删去标记"
mend.en = "make it completed, or take the mark out"
reader.zh = "不是“已完成”就不算完成，整改完成率可能偏低。"
reader.en = "Only what is marked completed counts: completion may read too low."
why.zh = "完成以完成情况“已完成”为准（本单位规定基本完成也算的，从其规定）"
why.en = "done means marked completed (or mostly done, where the office rules so)"
*/
select f.finding_id as finding_id, f.completion as completion, f.completed_undated as completed_undated
from findings f
left join known_completions d on d.completion = f.completion
where d.completion is null and f.completed_undated
order by f.finding_id
