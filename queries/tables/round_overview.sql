/*
title.zh = "逐轮一览"
title.en = "Round by round"
question.zh = "每一轮巡察了多少、发现了什么，到截至日办到什么程度？"
question.en = "What did each round inspect and find, and how far has it been dealt with by the as-of day?"
privacy = "internal"
section = "coverage"

[columns]
term_no = { zh = "届次", en = "term", type = "term" }
seq = { zh = "轮次序号", en = "number in the term", type = "int" }
round_id = { zh = "轮次", en = "round", type = "round" }
round_name = { zh = "轮次名称", en = "name", type = "text" }
round_kind = { zh = "巡察类型", en = "kind", type = "code", codes = "inspection_kind" }
started_on = { zh = "进驻日期", en = "start on site", type = "date" }
ended_on = { zh = "撤点日期", en = "end on site", type = "date" }
organisations = { zh = "巡察党组织", en = "organisations", type = "int" }
findings = { zh = "发现问题", en = "findings", type = "int" }
fed_back = { zh = "已反馈问题", en = "fed back", type = "int" }
done = { zh = "整改完成", en = "done", type = "int" }
closed_off = { zh = "已销号", en = "closed off", type = "int" }
overdue = { zh = "逾期未完成", en = "overdue", type = "int" }
clues = { zh = "移交线索", en = "clues", type = "int" }
concluded = { zh = "已办结线索", en = "clues concluded", type = "int" }
substantiated = { zh = "查实线索", en = "clues verified", type = "int" }
pending = { zh = "未办结线索", en = "clues pending", type = "int" }

[[caveats]]
zh = "整改完成、已销号都在已反馈问题中计；逾期指期限早于截至日而未完成，不论是否已反馈。"
en = "Done and closed off are counted among the findings fed back; overdue is due before the as-of day and not done, fed back or not."

[[caveats]]
zh = "查实含部分查实。一个党组织在一轮中只计一次。"
en = "Verified includes partly substantiated. An organisation counts once in a round."
*/
with inspections_begun as (
    select
        i.inspection_id as inspection_id,
        i.round_id as round_id,
        i.org_id as org_id,
        case when i.feedback_on <= $as_of then 1 else 0 end as is_fed_back
    from inspections as i
    where i.onsite_start <= $as_of
),

organisations_by_round as (
    select
        i.round_id as round_id,
        count(distinct i.org_id) as organisations
    from inspections_begun as i
    group by i.round_id
),

findings_stated as (
    select
        i.round_id as round_id,
        i.is_fed_back as is_fed_back,
        case when f.completion = 'done' and f.completed_on <= $as_of then 1 else 0 end as is_done,
        case when f.closed_off_on <= $as_of then 1 else 0 end as is_closed_off,
        case when f.due_on < $as_of then 1 else 0 end as is_due
    from findings as f
    join inspections_begun as i on i.inspection_id = f.inspection_id
    where f.found_on <= $as_of
),

findings_by_round as (
    select
        f.round_id as round_id,
        count(*) as findings,
        count(case when f.is_fed_back = 1 then 1 end) as fed_back,
        count(case when f.is_fed_back = 1 and f.is_done = 1 then 1 end) as done,
        count(case when f.is_fed_back = 1 and f.is_closed_off = 1 then 1 end) as closed_off,
        count(case when f.is_due = 1 and f.is_done = 0 then 1 end) as overdue
    from findings_stated as f
    group by f.round_id
),

clues_stated as (
    select
        i.round_id as round_id,
        case
            when c.concluded_on <= $as_of
                and c.outcome in ('substantiated', 'partly', 'unsubstantiated', 'unable') then c.outcome
            else 'pending'
        end as outcome
    from clues as c
    join inspections_begun as i on i.inspection_id = c.inspection_id
    where c.transferred_on <= $as_of
),

clues_by_round as (
    select
        c.round_id as round_id,
        count(*) as clues,
        count(case when c.outcome <> 'pending' then 1 end) as concluded,
        count(case when c.outcome in ('substantiated', 'partly') then 1 end) as substantiated,
        count(case when c.outcome = 'pending' then 1 end) as pending
    from clues_stated as c
    group by c.round_id
)

select
    r.term_no as term_no,
    r.seq as seq,
    r.round_id as round_id,
    r.name as round_name,
    r.kind as round_kind,
    r.started_on as started_on,
    case when r.ended_on <= $as_of then r.ended_on end as ended_on,
    coalesce(o.organisations, 0) as organisations,
    coalesce(f.findings, 0) as findings,
    coalesce(f.fed_back, 0) as fed_back,
    coalesce(f.done, 0) as done,
    coalesce(f.closed_off, 0) as closed_off,
    coalesce(f.overdue, 0) as overdue,
    coalesce(c.clues, 0) as clues,
    coalesce(c.concluded, 0) as concluded,
    coalesce(c.substantiated, 0) as substantiated,
    coalesce(c.pending, 0) as pending
from rounds as r
left join organisations_by_round as o on o.round_id = r.round_id
left join findings_by_round as f on f.round_id = r.round_id
left join clues_by_round as c on c.round_id = r.round_id
where r.started_on <= $as_of
order by r.term_no, r.seq, r.round_id
