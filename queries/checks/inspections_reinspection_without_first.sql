/*
level = "warns"
rows = "inspections"
column = "kind"
affects = ["reinspection_rate"]
title.zh = "“回头看”之前没有巡察"
title.en = "Re-inspection without a first one"
wrong.zh = "{onsite_start} “回头看”，此前台账里没有对这个党组织的巡察"
wrong.en = "a re-inspection on {onsite_start}, and no inspection of this organisation before it"
mend.zh = "补报上一次巡察（前身的巡察除外），或改正巡察类型"
mend.en = "add the first one (unless it was its predecessor's), or correct the kind"
reader.zh = "“回头看”占比的分母缺了上一次巡察。"
reader.en = "The share of re-inspections lacks the first inspection."
why.zh = "“回头看”是对已巡察党组织的再巡察"
why.en = "a re-inspection follows an inspection"
*/
with first_inspection as (
    select i.org_id as org_id, min(i.onsite_start) as first_on
    from inspections i
    where i.kind <> 'reinspection'
    group by i.org_id
)
select i.inspection_id as inspection_id, i.org_id as org_id, i.kind as kind, i.onsite_start as onsite_start
from inspections i
left join organisations o on o.org_id = i.org_id
left join first_inspection f on f.org_id = i.org_id
left join first_inspection p on p.org_id = o.predecessor_id
where i.kind = 'reinspection'
    and (f.first_on is null or f.first_on >= i.onsite_start)
    and (p.first_on is null or p.first_on >= i.onsite_start)
order by i.inspection_id
