/*
level = "warns"
rows = "report_scores"
column = "awarded"
affects = ["reports_awarded"]
title.zh = "同一报告获奖与否填得不一致"
title.en = "One report awarded and not"
wrong.zh = "{award_year} 年任务 {inspection_id} 的报告，{scores} 位评委中有 {awards} 位填了获奖"
wrong.en = "of {scores} judges of the report of {inspection_id} in {award_year}, {awards} say it was awarded"
mend.zh = "同一报告各行的“获奖”填成一样"
mend.en = "make all its rows say the same"
reader.zh = "获奖报告数可能偏多。"
reader.en = "Reports awarded may read too many."
why.zh = "一份报告在一年里要么获奖要么没有"
why.en = "a report is awarded in a year or it is not"

[columns]
scores = { zh = "评委数", en = "judges", type = "int" }
awards = { zh = "填获奖的", en = "say awarded", type = "int" }
*/
with judged as (
    select s.award_year as award_year, s.inspection_id as inspection_id, count(*) as scores,
        sum(case when s.awarded then 1 else 0 end) as awards
    from report_scores s
    group by s.award_year, s.inspection_id
)
select s.award_year as award_year, s.inspection_id as inspection_id, s.judge as judge, s.awarded as awarded,
    j.scores as scores, j.awards as awards
from report_scores s
join judged j on j.award_year = s.award_year and j.inspection_id = s.inspection_id
where j.awards > 0 and j.awards < j.scores
order by s.award_year, s.inspection_id, s.judge
