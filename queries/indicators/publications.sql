/*
title.zh = "公开次数"
title.en = "Publications"
question.zh = "整改情况公开了多少次？"
question.en = "How many times was rectification published?"
counted.zh = "截至日前的公开"
counted.en = "publications by the as-of day"
dated.zh = "公开日期"
dated.en = "date of publication"
unit.zh = "次"
unit.en = "publications"
better = "neither"
privacy = "public"
rows = "publications"
section = "rectification"

[dimensions]
publication_kind = "publication_kind"
publication_channel = "channel"
*/
select
    publication_id, published_on as dated_on, org_id, inspection_id, round_id, publication_kind, publication_channel,
    1 as numerator
from known_publications
