/*
level = "refuses"
rows = "report_scores"
column = "score"
affects = ["reports_awarded"]
title.zh = "报告得分不在 0 到 100 之间"
title.en = "Score not between 0 and 100"
wrong.zh = "得分填的是 {score}"
wrong.en = "the score is {score}"
mend.zh = "改成百分制的得分"
mend.en = "give a score out of 100"
reader.zh = "优秀报告的名次不可靠。"
reader.en = "The ranking of reports cannot be relied on."
why.zh = "台账约定：得分 0–100"
why.en = "the contract of the ledgers: score 0-100"
*/
select s.award_year as award_year, s.inspection_id as inspection_id, s.judge as judge, s.score as score
from report_scores s
where s.score < 0 or s.score > 100
order by s.award_year, s.inspection_id, s.judge
