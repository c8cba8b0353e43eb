/*
title.zh = "总结：村级巡察的巡中移交"
title.en = "Summary: clues transferred midway from villages"
question.zh = "哪些村级巡察在巡中移交了线索，查实后处分了多少名村干部？"
question.en = "Which inspections of villages transferred clues midway, and how many village cadres were sanctioned on them?"
privacy = "internal"
section = "clues"

[rows]
chosen_by = "inspections.onsite_start"
only = { org_class = "village" }

[columns]
inspection_id = { zh = "任务编号", en = "inspection id", type = "text" }
term_no = { zh = "届次", en = "term", type = "term" }
round_id = { zh = "轮次", en = "round", type = "round" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
onsite_start = { zh = "进驻日期", en = "start on site", type = "date" }
midway = { zh = "巡中移交线索", en = "clues transferred midway", type = "int", of = "clues_midway.numerator" }
sanctioned = { zh = "处分村干部", en = "village cadres sanctioned", type = "int", of = "none" }

[[caveats]]
zh = "时段按进驻日期，移交和处分不论日期。处分村干部：因其中已查实线索受党纪、政务处分的村干部，按人去重。"
en = "The period is of the start on site; transfer and sanction count whatever their day. Sanctioned: village cadres with a Party or administrative sanction on those of the clues that were verified, each once."
*/
with clues_by_inspection as (
    select
        c.inspection_id as inspection_id,
        count(*) as midway
    from indicator_clues_midway as c
    group by c.inspection_id
),

sanctions_by_inspection as (
    select
        c.inspection_id as inspection_id,
        count(distinct a.person_code) as sanctioned
    from indicator_midway_accountable_persons as p
    join known_accountability as a on a.action_id = p.action_id
    join known_clues as c on c.clue_id = a.clue_id
    where p.measure in ('party', 'admin') and p.subject_level = 'village_cadre'
    group by c.inspection_id
)

select
    n.inspection_id as inspection_id,
    r.term_no as term_no,
    n.round_id as round_id,
    n.org_id as org_id,
    o.name as org_name,
    n.dated_on as onsite_start,
    m.midway as midway,
    coalesce(s.sanctioned, 0) as sanctioned
from indicator_inspections as n
join clues_by_inspection as m on m.inspection_id = n.inspection_id
join organisations as o on o.org_id = n.org_id
left join rounds as r on r.round_id = n.round_id
left join sanctions_by_inspection as s on s.inspection_id = n.inspection_id
where o.org_class = 'village' and n.dated_on between $from_date and $to_date
order by n.dated_on, n.inspection_id
