/*
title.zh = "各巡察组发现问题"
title.en = "Findings by team"
question.zh = "各巡察组巡察了多少次，发现了多少问题？"
question.en = "How many inspections did each team make, and how many problems did it find?"
privacy = "internal"
section = "findings"

[rows]
chosen_by = "inspections.onsite_start"
without = { kind = "reinspection" }

[columns]
team_level = { zh = "组别", en = "team level", type = "code", codes = "team_level" }
team = { zh = "巡察组", en = "team", type = "text" }
inspections = { zh = "巡察任务", en = "inspections", type = "int", of = "inspections.numerator" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
findings_per_inspection = { zh = "每次巡察发现", en = "findings per inspection", type = "decimal" }
clues = { zh = "移交线索", en = "clues", type = "int", of = "clues.numerator" }
clues_per_inspection = { zh = "每次巡察线索", en = "clues per inspection", type = "decimal" }

[[caveats]]
zh = "时段按进驻日期，“回头看”不计：它只看老问题。县委组与村级组巡察的对象大小不同，不放在一起比。"
en = "The period is of the start on site; re-inspections are left out, they look at old findings. County and village teams inspect units of different size and are not compared."

[[caveats]]
zh = "各组巡察的单位类别、巡察类型不同，每次巡察发现数不能直接相比：与应有数之比见“发现问题”页，逐次见表 findings_by_inspection。"
en = "Teams inspect different classes by different kinds of inspection, so findings per inspection do not compare: the page Findings holds them against what was to be expected, the table findings_by_inspection has each inspection."

[[caveats]]
zh = "组的名称相同就算同一个组，届与届之间人员可能已经变动。"
en = "Teams of the same name are one team; their members may have changed between terms."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.team_level as team_level,
        i.team as team
    from indicator_inspections as n
    join known_inspections as i on i.inspection_id = n.inspection_id
    where n.dated_on between $from_date and $to_date
        and i.inspection_kind <> 'reinspection'
),

findings_made as (
    select
        f.inspection_id as inspection_id,
        count(*) as findings
    from indicator_findings as f
    group by f.inspection_id
),

clues_made as (
    select
        c.inspection_id as inspection_id,
        count(*) as clues
    from indicator_clues as c
    group by c.inspection_id
),

counted as (
    select
        i.team_level as team_level,
        i.team as team,
        count(*) as inspections,
        sum(coalesce(f.findings, 0)) as findings,
        sum(coalesce(c.clues, 0)) as clues,
        min(i.inspection_id) as first_inspection_id
    from inspections_begun as i
    left join findings_made as f on f.inspection_id = i.inspection_id
    left join clues_made as c on c.inspection_id = i.inspection_id
    group by i.team_level, i.team
)

select
    c.team_level as team_level,
    c.team as team,
    c.inspections as inspections,
    c.findings as findings,
    cast(c.findings as double) / nullif(c.inspections, 0) as findings_per_inspection,
    c.clues as clues,
    cast(c.clues as double) / nullif(c.inspections, 0) as clues_per_inspection
from counted as c
order by c.team_level, c.inspections desc, c.first_inspection_id
