/*
title.zh = "建章立制项数"
title.en = "Rules made"
question.zh = "新建和修订了多少项制度？"
question.en = "How many rules were made or revised?"
counted.zh = "截至日前印发的新建、修订制度"
counted.en = "rules made or revised, issued by the as-of day"
dated.zh = "印发日期"
dated.en = "date of issue"
unit.zh = "项"
unit.en = "rules"
better = "neither"
privacy = "public"
rows = "rules_made"
section = "rectification"

[dimensions]
rule_kind = "rule_kind"
*/
select
    l.rule_id as rule_id,
    l.issued_on as dated_on,
    i.org_id as org_id,
    l.inspection_id as inspection_id,
    i.round_id as round_id,
    l.kind as rule_kind,
    1 as numerator
from rules_made as l
left join inspections as i on i.inspection_id = l.inspection_id
where l.issued_on <= $as_of
