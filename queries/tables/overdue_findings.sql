/*
title.zh = "逾期未完成问题清单"
title.en = "Overdue findings"
question.zh = "哪些问题过了整改期限还没有完成？"
question.en = "Which findings are past their due date and not done?"
privacy = "internal"
section = "rectification"

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
nature = { zh = "整改性质", en = "rectification nature", type = "code", codes = "rectify_nature" }
responsible = { zh = "责任主体", en = "who is responsible", type = "code", codes = "responsible" }
due_on = { zh = "整改期限", en = "due date", type = "date" }
days_overdue = { zh = "逾期天数", en = "days overdue", type = "int", of = "none" }
completion = { zh = "完成情况", en = "completion", type = "code", codes = "completion" }

[[caveats]]
zh = "时段按整改期限；期限当天不算逾期。完成情况以台账所报为准，完成日期在截至日之后的显示为整改中。"
en = "The period is of the due date; the day itself is not yet overdue. Completion is as reported; what is completed after the as-of day shows as in progress."
*/
select
    d.finding_id as finding_id,
    d.org_id as org_id,
    o.name as org_name,
    d.round_id as round_id,
    d.category as category,
    f.aspect as aspect,
    d.nature as nature,
    d.responsible as responsible,
    d.dated_on as due_on,
    date_diff('day', d.dated_on, $as_of) as days_overdue,
    f.completion as completion
from indicator_overdue_rate as d
join known_findings as f on f.finding_id = d.finding_id
left join organisations as o on o.org_id = d.org_id
where d.numerator = 1
    and d.dated_on between $from_date and $to_date
order by d.dated_on, d.finding_id
