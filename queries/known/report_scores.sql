/*
row.zh = "截至日已评出的一位评委对一份报告的打分；评选年度结束时评出"
row.en = "one judge's score of one report, known by the as-of day; awards stand at the end of their year"
*/
select
    s.award_year as award_year,
    s.inspection_id as inspection_id,
    s.judge as judge,
    i.org_id as org_id,
    i.round_id as round_id,
    i.team as team,
    cast(cast(s.award_year as varchar) || '-12-31' as date) as awarded_on,
    s.score as score,
    s.awarded as awarded
from report_scores as s
left join inspections as i on i.inspection_id = s.inspection_id
where cast(cast(s.award_year as varchar) || '-12-31' as date) <= $as_of
