/*
level = "warns"
rows = "findings"
column = "completed_on"
affects = ["on_time_rate", "completion_within_month", "reopened_rate", "findings_resolved"]
title.zh = "已完成而日期不详"
title.en = "Done on an unknown day"
wrong.zh = "完成情况是{completion}，标明完成日期不详"
wrong.en = "it is reported as “{completion}”, its day marked as unknown"
mend.zh = "查到整改报告或销号材料的，补填日期并删去标记；确实查不到的可以接受"
mend.en = "where the report or the papers of closing-off are found, give the date and take the mark out; else accept it"
reader.zh = "整改完成率、逾期率照计；进度曲线、按期完成率、三十日内完成率、反弹率和按完成日期的件数要用日期，不计这些问题，另列个数。"
reader.en = "Completion and overdue count it; the curves, on time, completion within 30 days, reopened and the counts by day of completion need the day: it is left out there, and counted beside."
why.zh = "完成与否不靠日期，时间口径靠日期；日期宁缺不编"
why.en = "whether it is done needs no day, a time does; better none than an invented one"
*/
select f.finding_id as finding_id, f.completion as completion, f.completed_on as completed_on, f.found_on as found_on
from findings f
join known_completions d on d.completion = f.completion
where f.completed_undated and f.completed_on is null
order by f.finding_id
