/*
title.zh = "主要负责人公开晾晒单位数"
title.en = "Organisations aired by their head"
question.zh = "多少个单位由主要负责人公开“晾晒”整改情况？"
question.en = "How many organisations were aired to the public by their own head?"
counted.zh = "截至日前由主要负责人向社会公开整改情况的党组织，各组内去重"
counted.en = "organisations aired to the public by their head by the as-of day; each once within each group"
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
where publication_kind = 'society' and spoken_by_head
