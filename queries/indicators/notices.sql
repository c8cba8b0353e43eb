/*
title.zh = "下发文书份数"
title.en = "Notices issued"
question.zh = "下发了多少份文书？"
question.en = "How many notices were issued?"
counted.zh = "截至日前下发的文书"
counted.en = "notices issued by the as-of day"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "份"
unit.en = "notices"
better = "neither"
privacy = "internal"
rows = "notices"
section = "rectification"

[dimensions]
notice_kind = "notice_kind"
batch = ""
*/
select
    n.notice_id as notice_id,
    n.issued_on as dated_on,
    n.org_id as org_id,
    n.inspection_id as inspection_id,
    i.round_id as round_id,
    n.kind as notice_kind,
    n.batch as batch,
    1 as numerator
from notices as n
left join inspections as i on i.inspection_id = n.inspection_id
where n.issued_on <= $as_of
