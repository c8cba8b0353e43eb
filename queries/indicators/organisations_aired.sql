/*
title.zh = "公开晾晒单位数"
title.en = "Organisations aired"
question.zh = "多少个单位向社会公开了整改情况？"
question.en = "How many organisations aired their rectification to the public?"
counted.zh = "截至日前向社会公开整改情况的党组织，各组内去重"
counted.en = "organisations aired to the public by the as-of day; each once within each group"
dated.zh = "公开日期"
dated.en = "date of publication"
unit.zh = "个"
unit.en = "organisations"
better = "neither"
privacy = "public"
rows = "publications"
section = "rectification"
distinct = "org_id"

[[caveats]]
zh = "去重计数，各组之和不等于合计。"
en = "A distinct count: groups do not add up to the total."

[dimensions]
publication_channel = "channel"
*/
select
    publication_id, published_on as dated_on, org_id, inspection_id, round_id, publication_channel,
    1 as numerator
from known_publications
where publication_kind = 'society'
