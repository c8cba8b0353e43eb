/*
title.zh = "逐轮一览"
title.en = "Round by round"
question.zh = "每一轮巡察了多少、发现了什么，到截至日办到什么程度？"
question.en = "What did each round inspect and find, and how far has it been dealt with by the as-of day?"
privacy = "internal"
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
seq = { zh = "轮次序号", en = "number in the term", type = "int", of = "none" }
round_id = { zh = "轮次", en = "round", type = "round" }
round_name = { zh = "轮次名称", en = "name", type = "text" }
round_kind = { zh = "巡察类型", en = "kind", type = "code", codes = "inspection_kind" }
started_on = { zh = "进驻日期", en = "start on site", type = "date" }
ended_on = { zh = "撤点日期", en = "end on site", type = "date" }
organisations = { zh = "巡察党组织", en = "organisations", type = "int", of = "organisations_inspected.numerator" }
findings = { zh = "发现问题", en = "findings", type = "int", of = "findings.numerator" }
fed_back = { zh = "已反馈问题", en = "fed back", type = "int", of = "completion_rate.denominator" }
done = { zh = "整改完成", en = "done", type = "int", of = "completion_rate.numerator" }
closed_off = { zh = "已销号", en = "closed off", type = "int", of = "closed_off_rate.numerator" }
overdue = { zh = "逾期未完成", en = "overdue", type = "int", of = "overdue_rate.numerator" }
clues = { zh = "移交线索", en = "clues", type = "int", of = "clues.numerator" }
concluded = { zh = "已办结线索", en = "clues concluded", type = "int", of = "clue_verification_rate.denominator" }
substantiated = { zh = "查实线索", en = "clues verified", type = "int", of = "clue_verification_rate.numerator" }
pending = { zh = "未办结线索", en = "clues pending", type = "int", of = "clue_verification_rate.pending" }

[[caveats]]
zh = "整改完成、已销号都在已反馈问题中计；逾期指期限早于截至日而未完成，不论是否已反馈。"
en = "Done and closed off are counted among the findings fed back; overdue is due before the as-of day and not done, fed back or not."

[[caveats]]
zh = "部分查实是否算查实，按本单位的规定。一个党组织在一轮中只计一次。"
en = "Whether partly substantiated is verified is the office's ruling. An organisation counts once in a round."
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

feedback_by_round as (
    select
        c.round_id as round_id,
        count(*) as fed_back,
        count(case when c.numerator = 1 then 1 end) as done
    from indicator_completion_rate as c
    group by c.round_id
),

closing_off_by_round as (
    select
        c.round_id as round_id,
        count(case when c.numerator = 1 then 1 end) as closed_off
    from indicator_closed_off_rate as c
    group by c.round_id
),

overdue_by_round as (
    select
        d.round_id as round_id,
        count(case when d.numerator = 1 then 1 end) as overdue
    from indicator_overdue_rate as d
    group by d.round_id
),

clues_by_round as (
    select
        v.round_id as round_id,
        count(*) as clues,
        count(case when v.denominator = 1 then 1 end) as concluded,
        count(case when v.numerator = 1 then 1 end) as substantiated,
        count(case when v.pending = 1 then 1 end) as pending
    from indicator_clue_verification_rate as v
    group by v.round_id
)

select
    r.term_no as term_no,
    r.seq as seq,
    r.round_id as round_id,
    r.name as round_name,
    r.round_kind as round_kind,
    r.started_on as started_on,
    r.ended_on as ended_on,
    coalesce(o.organisations, 0) as organisations,
    coalesce(f.findings, 0) as findings,
    coalesce(b.fed_back, 0) as fed_back,
    coalesce(b.done, 0) as done,
    coalesce(s.closed_off, 0) as closed_off,
    coalesce(d.overdue, 0) as overdue,
    coalesce(c.clues, 0) as clues,
    coalesce(c.concluded, 0) as concluded,
    coalesce(c.substantiated, 0) as substantiated,
    coalesce(c.pending, 0) as pending
from known_rounds as r
left join organisations_by_round as o on o.round_id = r.round_id
left join findings_by_round as f on f.round_id = r.round_id
left join feedback_by_round as b on b.round_id = r.round_id
left join closing_off_by_round as s on s.round_id = r.round_id
left join overdue_by_round as d on d.round_id = r.round_id
left join clues_by_round as c on c.round_id = r.round_id
order by r.term_no, r.seq, r.round_id
