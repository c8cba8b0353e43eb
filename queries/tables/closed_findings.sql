/*
title.zh = "已销号问题"
title.en = "Closed findings"
question.zh = "截至日已反馈并销号的是哪些问题？"
question.en = "Which findings fed back have been closed off by the as-of day?"
privacy = "internal"
filters = ["term", "round", "org", "org_class", "sector", "parent", "village_class", "team", "kind"]
section = "rectification"

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
responsible = { zh = "责任主体", en = "who is responsible", type = "code", codes = "responsible" }
completed_on = { zh = "完成日期", en = "completed on", type = "date" }
closed_off_on = { zh = "销号日期", en = "closed off on", type = "date" }
*/
select
    f.finding_id as finding_id,
    f.org_id as org_id,
    o.name as org_name,
    o.org_class as org_class,
    f.category as category,
    f.responsible as responsible,
    f.completed_on as completed_on,
    f.closed_off_on as closed_off_on
from known_findings as f
left join organisations as o on o.org_id = f.org_id
where f.closed_off_on is not null and f.feedback_on is not null
order by f.finding_id
