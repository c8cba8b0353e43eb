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
    p.publication_id as publication_id,
    p.published_on as dated_on,
    i.org_id as org_id,
    p.inspection_id as inspection_id,
    i.round_id as round_id,
    p.kind as publication_kind,
    p.channel as publication_channel,
    1 as numerator
from publications as p
left join inspections as i on i.inspection_id = p.inspection_id
where p.published_on <= $as_of
