/*
title.zh = "逐单位覆盖情况"
title.en = "Coverage, one by one"
question.zh = "本届应巡的党组织哪些已巡、哪些未巡，上一次巡察是什么时候？"
question.en = "Which organisations has the running term covered and which not, and when was each last inspected?"
privacy = "internal"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
parent_id = { zh = "所属乡镇", en = "parent township", type = "org" }
sector = { zh = "领域", en = "sector", type = "code", codes = "sector" }
village_class = { zh = "村类别", en = "village class", type = "code", codes = "village_class" }
covered = { zh = "计入本届全覆盖", en = "covered", type = "bool" }
last_round_id = { zh = "上次巡察轮次", en = "last round", type = "round" }
last_onsite_start = { zh = "上次进驻日期", en = "last on site", type = "date" }
days_since = { zh = "距今天数", en = "days since", type = "int", of = "none" }

[[caveats]]
zh = "上次巡察不限届次和类型，本届的“回头看”等不计入全覆盖的巡察也列出；按届次、轮次筛选时只在所选范围内查找。"
en = "The last inspection may be of any term and kind, also one that does not count toward coverage; under a filter by term or round only what is chosen is searched."
*/
with running_term as (
    select max(t.term_no) as term_no
    from known_terms as t
),

inspections_latest_first as (
    select
        i.org_id as org_id,
        i.round_id as round_id,
        i.onsite_start as onsite_start,
        row_number() over (partition by i.org_id order by i.onsite_start desc, i.inspection_id desc) as place
    from known_inspections as i
)

select
    c.term_no as term_no,
    o.org_id as org_id,
    o.name as org_name,
    o.org_class as org_class,
    o.parent_id as parent_id,
    o.sector as sector,
    o.village_class as village_class,
    c.numerator = 1 as covered,
    l.round_id as last_round_id,
    l.onsite_start as last_onsite_start,
    date_diff('day', l.onsite_start, $as_of) as days_since
from indicator_coverage_rate as c
join running_term as t on t.term_no = c.term_no
join organisations as o on o.org_id = c.org_id
left join inspections_latest_first as l on l.org_id = c.org_id and l.place = 1
where c.denominator = 1
order by
    c.numerator,
    case when o.org_class = 'township' then 1 when o.org_class = 'county' then 2 else 3 end,
    coalesce(o.sort_order, 2147483647),
    o.org_id
