/*
title.zh = "一件线索的评查和处理"
title.en = "Reviews and decisions on each clue"
question.zh = "每件线索何时评查、结论怎样，有谁因此受到什么处理？"
question.en = "When was each clue reviewed and with what conclusion, and which decisions followed from it?"
privacy = "internal"
section = "clues"

[columns]
clue_id = { zh = "线索", en = "clue", type = "int", of = "none" }
org_id = { zh = "党组织编号", en = "organisation id", type = "org" }
org_name = { zh = "党组织名称", en = "organisation", type = "text" }
round_id = { zh = "轮次", en = "round", type = "round" }
act = { zh = "事项", en = "what", type = "text" }
thing_id = { zh = "编号", en = "id", type = "text" }
on_day = { zh = "日期", en = "day", type = "date" }
review_conclusion = { zh = "评查结论", en = "conclusion of the review", type = "code", codes = "review_conclusion" }
review_problem = { zh = "评查问题", en = "problem found", type = "code", codes = "review_problem" }
new_outcome = { zh = "改变后结论", en = "new outcome", type = "code", codes = "outcome" }
measure = { zh = "处理方式", en = "measure", type = "code", codes = "sanction" }
form = { zh = "四种形态", en = "which of the four forms", type = "code", codes = "four_forms" }
subject_level = { zh = "对象层级", en = "level of the person", type = "code", codes = "subject_level" }

[[caveats]]
zh = "处理是台账注明由该线索而来的问责处理，一人两项处理列两行；评查不改变线索自己的核查结论。"
en = "A decision is one that the ledger says followed from the clue; two decisions on one person are two rows. A review never changes the clue's own outcome."
*/
with acts as (
    select
        v.clue_id as clue_id,
        'act_review' as act,
        v.review_id as thing_id,
        v.reviewed_on as on_day,
        v.review_conclusion as review_conclusion,
        v.review_problem as review_problem,
        v.new_outcome as new_outcome,
        cast(null as varchar) as measure,
        cast(null as varchar) as form,
        cast(null as varchar) as subject_level
    from known_clue_reviews as v
    union all
    select a.clue_id, 'act_decision', a.action_id, a.decided_on, null, null, null, a.measure, a.form, a.subject_level
    from known_accountability as a
    where a.clue_id is not null
)

select
    a.clue_id as clue_id,
    c.org_id as org_id,
    o.name as org_name,
    c.round_id as round_id,
    a.act as act,
    a.thing_id as thing_id,
    a.on_day as on_day,
    a.review_conclusion as review_conclusion,
    a.review_problem as review_problem,
    a.new_outcome as new_outcome,
    a.measure as measure,
    a.form as form,
    a.subject_level as subject_level
from acts as a
join known_clues as c on c.clue_id = a.clue_id
left join organisations as o on o.org_id = c.org_id
order by a.clue_id, a.on_day, a.act, a.thing_id
