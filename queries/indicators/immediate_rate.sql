/*
title.zh = "立行立改完成率"
title.en = "Immediate rectification rate"
question.zh = "要求立行立改的问题，完成了多少？"
question.en = "Of the findings to be rectified at once, how many have been?"
counted.zh = "截至日已完成的立行立改问题"
counted.en = "immediate findings completed by the as-of day"
out_of.zh = "截至日前发现的立行立改问题"
out_of.en = "findings of nature immediate found by the as-of day"
pending = "none"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "findings"
section = "rectification"
immature_days = 365

[[caveats]]
zh = "不以反馈为前提。"
en = "Feedback is not required."

[[caveats]]
zh = "按问题清单的整改性质计，与立行立改通知书不是一回事。"
en = "By the nature of the finding; immediate-rectification notices are counted elsewhere."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with immediate_findings as (
    select
        f.finding_id as finding_id,
        f.found_on as dated_on,
        i.org_id as org_id,
        f.inspection_id as inspection_id,
        i.round_id as round_id,
        f.category as category,
        f.scope as finding_scope,
        f.nature as nature,
        f.channel as channel,
        f.responsible as responsible,
        case when f.completion = 'done' and f.completed_on <= $as_of then 1 else 0 end as is_done
    from findings as f
    left join inspections as i on i.inspection_id = f.inspection_id
    where f.nature = 'immediate'
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
    is_done as numerator,
    1 as denominator,
    0 as pending
from immediate_findings
