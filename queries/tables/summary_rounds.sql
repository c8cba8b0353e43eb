/*
title.zh = "总结：各轮专题与成效"
title.en = "Summary: rounds, their themes and what came of them"
question.zh = "各轮是什么专题，巡察多少个党组织，发现、解决多少问题，完善多少项制度？"
question.en = "What was each round about, how many organisations did it inspect, and how many findings and rules came of it?"
privacy = "internal"
section = "findings"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
seq = { zh = "轮次序号", en = "number in the term", type = "int", of = "none" }
round_id = { zh = "轮次", en = "round", type = "round" }
round_name = { zh = "轮次名称", en = "name", type = "text" }
round_kind = { zh = "巡察类型", en = "kind", type = "code", codes = "inspection_kind" }
theme = { zh = "专题", en = "theme", type = "text" }
started_on = { zh = "进驻日期", en = "start on site", type = "date" }
organisations = { zh = "巡察党组织", en = "organisations", type = "int", of = "organisations_inspected.numerator" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
resolved = { zh = "其中已解决", en = "of them resolved", type = "int", of = "none" }
rules_made = { zh = "建章立制", en = "rules made", type = "int", of = "rules_made.numerator" }

[[caveats]]
zh = "已解决：截至日完成情况为“已完成”，不论是否已反馈，完成日期不详的也算；因此可能多于已反馈问题中的整改完成数。"
en = "Resolved: done by the as-of day, fed back or not, and also where the day is unknown; it can be more than what is done of the findings fed back."

[[caveats]]
zh = "一轮所发现的问题、完善的制度，不论日期都计在这一轮。"
en = "What a round found and the rules made after it count for that round, whatever their own day."
*/
with organisations_by_round as (
    select
        i.round_id as round_id,
        count(distinct i.org_id) as organisations
    from indicator_organisations_inspected as i
    group by i.round_id
),

findings_by_round as (
    select
        f.round_id as round_id,
        count(*) as findings
    from indicator_findings as f
    group by f.round_id
),

findings_done_by_round as (
    select
        f.round_id as round_id,
        sum(f.is_done) as resolved
    from known_findings as f
    group by f.round_id
),

rules_by_round as (
    select
        l.round_id as round_id,
        count(*) as rules_made
    from indicator_rules_made as l
    group by l.round_id
)

select
    r.term_no as term_no,
    r.seq as seq,
    r.round_id as round_id,
    r.name as round_name,
    r.round_kind as round_kind,
    n.theme as theme,
    r.started_on as started_on,
    coalesce(o.organisations, 0) as organisations,
    coalesce(f.findings, 0) as findings,
    coalesce(d.resolved, 0) as resolved,
    coalesce(l.rules_made, 0) as rules_made
from known_rounds as r
join rounds as n on n.round_id = r.round_id
left join organisations_by_round as o on o.round_id = r.round_id
left join findings_by_round as f on f.round_id = r.round_id
left join findings_done_by_round as d on d.round_id = r.round_id
left join rules_by_round as l on l.round_id = r.round_id
order by r.term_no, r.seq, r.round_id
