/*
title.zh = "反弹率"
title.en = "Reopened rate"
question.zh = "整改完成的问题，又反弹的有多少？"
question.en = "Of the findings rectified, how many came back?"
counted.zh = "完成之后、截至日之前反弹的问题"
counted.en = "findings reopened after their completion, by the as-of day"
out_of.zh = "截至日已完成的问题"
out_of.en = "findings completed by the as-of day"
pending = "none"
dated.zh = "完成日期"
dated.en = "date of completion"
unit.zh = "%"
unit.en = "%"
better = "lower"
privacy = "internal"
rows = "findings"
section = "rectification"
immature_days = 365

[[caveats]]
zh = "反弹多由“回头看”发现，未“回头看”的单位无从得知，比率偏低。"
en = "Mostly found by re-inspections: where there was none, nothing is known, so the rate is low by nature."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with findings_completed as (
    select
        f.finding_id as finding_id,
        f.completed_on as dated_on,
        i.org_id as org_id,
        f.inspection_id as inspection_id,
        i.round_id as round_id,
        f.category as category,
        f.scope as finding_scope,
        f.nature as nature,
        f.channel as channel,
        f.responsible as responsible,
        case
            when f.reopened_on <= $as_of and f.reopened_on > f.completed_on then 1
            else 0
        end as is_reopened
    from findings as f
    left join inspections as i on i.inspection_id = f.inspection_id
    where f.completion = 'done'
        and f.completed_on <= $as_of
        and f.found_on <= $as_of
)

select
    finding_id as finding_id,
    dated_on as dated_on,
    org_id as org_id,
    inspection_id as inspection_id,
    round_id as round_id,
    category as category,
    finding_scope as finding_scope,
    nature as nature,
    channel as channel,
    responsible as responsible,
    is_reopened as numerator,
    1 as denominator,
    0 as pending
from findings_completed
