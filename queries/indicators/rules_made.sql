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
    rule_id, issued_on as dated_on, org_id, inspection_id, round_id, rule_kind,
    1 as numerator
from known_rules_made
