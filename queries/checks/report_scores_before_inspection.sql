/*
level = "warns"
rows = "report_scores"
column = "award_year"
affects = ["reports_awarded"]
title.zh = "评选早于巡察"
title.en = "Award before the inspection"
wrong.zh = "评选年度是 {award_year} 年，任务 {inspection_id} {onsite_start} 才进驻"
wrong.en = "the award year is {award_year}, inspection {inspection_id} began on {onsite_start}"
mend.zh = "核对评选年度和任务编号"
mend.en = "correct the year or the inspection"
reader.zh = "获奖报告归错年度。"
reader.en = "The award stands in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
onsite_start = "inspections.onsite_start"
*/
select s.award_year as award_year, s.inspection_id as inspection_id, s.judge as judge, i.onsite_start as onsite_start
from report_scores s
join inspections i on i.inspection_id = s.inspection_id
where s.award_year < cast(extract(year from i.onsite_start) as integer)
order by s.award_year, s.inspection_id, s.judge
