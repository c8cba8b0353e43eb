/*
level = "warns"
rows = "rules_made"
column = "finding_id"
affects = ["rules_made"]
title.zh = "制度所填问题属于别的任务"
title.en = "Rule of another inspection's finding"
wrong.zh = "任务是 {inspection_id}，所填问题 {finding_id} 却属于 {finding_inspection_id}"
wrong.en = "its inspection is {inspection_id}, yet finding {finding_id} is of {finding_inspection_id}"
mend.zh = "核对问题编号和任务编号"
mend.en = "correct the finding or the inspection"
reader.zh = "制度归在另一次巡察名下。"
reader.en = "The rule stands with another inspection."
why.zh = "制度和它整改的问题同属一次巡察"
why.en = "a rule and its finding are of one inspection"

[columns]
finding_inspection_id = "findings.inspection_id"
*/
select l.rule_id as rule_id, l.inspection_id as inspection_id, l.finding_id as finding_id,
    f.inspection_id as finding_inspection_id
from rules_made l
join findings f on f.finding_id = l.finding_id
where f.inspection_id <> l.inspection_id
order by l.rule_id
