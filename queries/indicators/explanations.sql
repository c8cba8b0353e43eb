/*
title.zh = "作说明次数"
title.en = "Explanations"
question.zh = "有多少单位次作说明或清单式汇报？"
question.en = "How many explanations or list-style reports were given?"
counted.zh = "截至日前的作说明和清单式汇报"
counted.en = "explanations and list-style reports given by the as-of day"
dated.zh = "作说明日期"
dated.en = "date of the explanation"
unit.zh = "次"
unit.en = "explanations"
better = "neither"
privacy = "internal"
rows = "explanations"
section = "rectification"

[dimensions]
explanation_kind = "explanation_kind"
*/
select
    inspection_id, kind, held_on as dated_on, org_id, round_id, kind as explanation_kind,
    1 as numerator
from known_explanations
