/*
title.zh = "各轮各组新覆盖情况"
title.en = "What each team newly covered in each round"
question.zh = "本届每一轮每个巡察组新覆盖了几个党组织，驻点几天？"
question.en = "How many organisations did each team newly cover in each round of a term, and how many days was it on site?"
privacy = "internal"
filters = ["term", "org", "org_class", "sector", "parent", "village_class"]
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
round_id = { zh = "轮次", en = "round", type = "round" }
team = { zh = "巡察组", en = "team", type = "text" }
org_class = { zh = "党组织类别", en = "class", type = "code", codes = "org_class" }
started_on = { zh = "进驻日期", en = "on site from", type = "date" }
covered = { zh = "新覆盖党组织", en = "newly covered", type = "int", of = "none" }
team_covered = { zh = "该组本轮合计", en = "by the team in all classes", type = "int", of = "none" }
team_days = { zh = "驻点天数", en = "days on site", type = "int", of = "none" }

[[caveats]]
zh = "只看计入全覆盖的巡察中使一个党组织在本届首次被覆盖的那一次；驻点天数从该组本轮最早进驻到最晚撤点，首尾都算，还有没撤点的则为空。"
en = "Only the inspection by which an organisation was first covered in the term; the days run from the team's first arrival to its last departure in the round, both counted, and are empty while one is still on site."
*/
with coverings as (
    -- the first inspection that counts, of an organisation that the coverage rate has as covered
    select
        c.term_no as term_no,
        i.org_id as org_id,
        o.org_class as org_class,
        i.inspection_id as inspection_id,
        i.round_id as round_id,
        i.team as team,
        i.onsite_start as onsite_start,
        i.onsite_end as onsite_end,
        row_number() over (partition by c.term_no, i.org_id order by i.onsite_start, i.inspection_id) as place
    from indicator_coverage_rate as c
    join organisations as o on o.org_id = c.org_id
    join rounds as r on r.term_no = c.term_no
    join known_inspections as i on i.round_id = r.round_id and i.org_id = c.org_id
    where c.numerator = 1 and i.counts_toward_coverage
        and (o.in_scope_to is null or o.in_scope_to >= i.onsite_start)
),

stays as (
    select
        c.term_no as term_no,
        c.round_id as round_id,
        c.team as team,
        count(*) as covered,
        min(c.inspection_id) as first_inspection_id,
        min(c.onsite_start) as arrived_on,
        case when count(c.onsite_end) = count(*) then max(c.onsite_end) end as left_on
    from coverings as c
    where c.place = 1
    group by c.term_no, c.round_id, c.team
),

classes as (
    select
        c.term_no as term_no,
        c.round_id as round_id,
        c.team as team,
        c.org_class as org_class,
        count(*) as covered
    from coverings as c
    where c.place = 1
    group by c.term_no, c.round_id, c.team, c.org_class
)

select
    c.term_no as term_no,
    c.round_id as round_id,
    c.team as team,
    c.org_class as org_class,
    s.arrived_on as started_on,
    c.covered as covered,
    s.covered as team_covered,
    date_diff('day', s.arrived_on, s.left_on) + 1 as team_days
from classes as c
join stays as s on s.term_no = c.term_no and s.round_id = c.round_id and s.team = c.team
order by
    c.term_no,
    c.round_id,
    s.first_inspection_id,
    case when c.org_class = 'township' then 1 when c.org_class = 'county' then 2 else 3 end
