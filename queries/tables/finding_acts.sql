/*
title.zh = "一个问题的整改往来"
title.en = "What was done under each finding"
question.zh = "每个问题之下采取了哪些措施，立了哪些制度，哪次会议听取，何时公开？"
question.en = "Which measures and rules came of each finding, which meeting heard of it, when was it aired?"
privacy = "internal"
section = "rectification"

[columns]
finding_id = { zh = "问题编号", en = "finding id", type = "text" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
act = { zh = "事项", en = "what", type = "text" }
thing_id = { zh = "编号", en = "id", type = "text" }
on_day = { zh = "日期", en = "day", type = "date" }
due_on = { zh = "期限", en = "due", type = "date" }
measure_kind = { zh = "措施类型", en = "kind of measure", type = "code", codes = "measure_kind" }
rule_kind = { zh = "制度类型", en = "kind of rule", type = "code", codes = "rule_kind" }
meeting_kind = { zh = "会议类型", en = "kind of meeting", type = "code", codes = "meeting_kind" }
publication_kind = { zh = "公开范围", en = "scope", type = "code", codes = "publication_kind" }
title = { zh = "名称", en = "title", type = "text" }

[[caveats]]
zh = "措施、制度按所属问题；会议是听取该轮次的会议，公开是该次巡察整改的公开，都只列发现问题当日及以后的。没有日期的措施尚未完成。"
en = "Measures and rules belong to the finding; a meeting heard its round, a publication aired its inspection, both from the day it was found on. A measure without a day is not done."
*/
with acts as (
    select
        m.finding_id as finding_id,
        'act_measure' as act,
        m.measure_id as thing_id,
        m.done_on as on_day,
        m.due_on as due_on,
        m.measure_kind as measure_kind,
        cast(null as varchar) as rule_kind,
        cast(null as varchar) as meeting_kind,
        cast(null as varchar) as publication_kind,
        cast(null as varchar) as title
    from known_measures as m
    union all
    select r.finding_id, 'act_rule', r.rule_id, r.issued_on, null, null, r.rule_kind, null, null, r.title
    from known_rules_made as r
    union all
    select f.finding_id, 'act_meeting', s.meeting_id, s.held_on, null, null, null, s.meeting_kind, null, null
    from known_findings as f
    join known_meetings as s on s.round_id = f.round_id
    where s.held_on >= f.found_on
    union all
    select f.finding_id, 'act_aired', p.publication_id, p.published_on, null, null, null, null, p.publication_kind, null
    from known_findings as f
    join known_publications as p on p.inspection_id = f.inspection_id
    where p.published_on >= f.found_on
)

select
    f.finding_id as finding_id,
    f.org_id as org_id,
    o.name as org_name,
    f.round_id as round_id,
    a.act as act,
    a.thing_id as thing_id,
    a.on_day as on_day,
    a.due_on as due_on,
    a.measure_kind as measure_kind,
    a.rule_kind as rule_kind,
    a.meeting_kind as meeting_kind,
    a.publication_kind as publication_kind,
    a.title as title
from acts as a
join known_findings as f on f.finding_id = a.finding_id
left join organisations as o on o.org_id = f.org_id
order by f.finding_id, case when a.on_day is null then 1 else 0 end, a.on_day, a.act, a.thing_id
