/*
title.zh = "上次整改结果经“回头看”检验"
title.en = "What the last inspection's promises became"
question.zh = "上次巡察的问题，报了完成、销了号的，“回头看”时又发现多少？"
question.en = "Of the last inspection's findings, how many that were reported done or closed off did the re-inspection find again?"
privacy = "internal"
section = "coverage"
filters = ["org", "org_class", "sector", "parent", "village_class"]

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
earlier_round_id = { zh = "上次轮次", en = "last round", type = "round" }
category = { zh = "问题分类", en = "category", type = "code", codes = "category" }
aspect = { zh = "问题方面", en = "aspect", type = "text" }
reported_done = { zh = "“回头看”前已报完成", en = "reported done before", type = "bool" }
closed_off = { zh = "“回头看”前已销号", en = "closed off before", type = "bool" }
found_again = { zh = "又被发现", en = "found again", type = "bool" }
found_as = { zh = "回头看结果", en = "found as", type = "code", codes = "reinspection_outcome" }
inspection_id = { zh = "“回头看”任务编号", en = "re-inspection", type = "text" }
again_round_id = { zh = "“回头看”轮次", en = "round of the re-inspection", type = "round" }
onsite_start = { zh = "“回头看”进驻日期", en = "re-inspection starts", type = "date" }

[[caveats]]
zh = "上次：该党组织在“回头看”进驻之前最近一次进驻的巡察。又被发现：台账注明“回头看”的问题是它的重复，或它的反弹日期在驻点期间。“回头看”没有提到的，不等于改好了，所以又被发现的是下限。"
en = "Last: the organisation's latest inspection begun before the re-inspection. Found again: the ledger names it as what a finding of the re-inspection repeats, or its reopening falls into the stay. What a re-inspection does not mention is not thereby done, so what was found again is a lower bound."

[[caveats]]
zh = "已报完成、已销号：日期在进驻之前；驻点期间反弹的，此前必已报过完成。台账只留最近一次完成日期，“回头看”之后重新完成又没有记反弹的，算此前未报完成。完成日期不详的为空。"
en = "Done and closed off are of a day before the stay; what came back during it had been reported done. The ledger keeps the latest completion only: what was done again after the re-inspection, no reopening recorded, counts as not done before. Empty where the day of completion is unknown."

[[caveats]]
zh = "上次巡察可能属于另一轮、另一届，所以不按轮次、届次筛选；时段按“回头看”进驻日期。"
en = "The last inspection may belong to another round or term, so nothing is narrowed by round or term; the period is of the start of the re-inspection."
*/
with re_inspections as (
    select
        i.inspection_id as inspection_id,
        i.round_id as round_id,
        i.org_id as org_id,
        i.onsite_start as onsite_start,
        coalesce(i.onsite_end, $as_of) as stayed_until
    from known_inspections as i
    where i.inspection_kind = 'reinspection'
        and i.onsite_start between $from_date and $to_date
),

inspections_before as (
    select
        n.inspection_id as inspection_id,
        n.round_id as again_round_id,
        n.onsite_start as onsite_start,
        n.stayed_until as stayed_until,
        i.inspection_id as earlier_inspection_id,
        row_number() over (
            partition by n.inspection_id
            order by i.onsite_start desc, i.inspection_id desc
        ) as place
    from re_inspections as n
    join known_inspections as i on i.org_id = n.org_id
    where i.onsite_start < n.onsite_start
),

findings_repeated as (
    select
        f.inspection_id as inspection_id,
        f.repeat_of as finding_id,
        sum(case when f.reinspection_outcome = 'reopened' then 1 else 0 end) as came_back,
        sum(case when f.reinspection_outcome = 'not_rectified' then 1 else 0 end) as never_done
    from known_findings as f
    where f.repeat_of is not null
    group by f.inspection_id, f.repeat_of
),

findings_before as (
    select
        e.finding_id as finding_id,
        e.org_id as org_id,
        e.round_id as earlier_round_id,
        e.category as category,
        e.aspect as aspect,
        e.is_undated as is_undated,
        e.completed_on as completed_on,
        e.closed_off_on as closed_off_on,
        b.inspection_id as inspection_id,
        b.again_round_id as again_round_id,
        b.onsite_start as onsite_start,
        case when e.reopened_on between b.onsite_start and b.stayed_until then 1 else 0 end as reopened
    from inspections_before as b
    join known_findings as e on e.inspection_id = b.earlier_inspection_id
    where b.place = 1
)

select
    e.finding_id as finding_id,
    e.org_id as org_id,
    o.name as org_name,
    o.org_class as org_class,
    e.earlier_round_id as earlier_round_id,
    e.category as category,
    e.aspect as aspect,
    case
        when e.reopened = 1 or e.completed_on < e.onsite_start then true
        when e.is_undated = 1 then null
        else false
    end as reported_done,
    case when e.closed_off_on < e.onsite_start then true else false end as closed_off,
    case when e.reopened = 1 or r.finding_id is not null then true else false end as found_again,
    case
        when e.reopened = 1 or r.came_back > 0 then 'reopened'
        when r.never_done > 0 then 'not_rectified'
    end as found_as,
    e.inspection_id as inspection_id,
    e.again_round_id as again_round_id,
    e.onsite_start as onsite_start
from findings_before as e
left join organisations as o on o.org_id = e.org_id
left join findings_repeated as r on r.inspection_id = e.inspection_id and r.finding_id = e.finding_id
order by e.onsite_start desc, e.inspection_id, e.finding_id
