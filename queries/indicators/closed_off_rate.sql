/*
title.zh = "销号率"
title.en = "Closed-off rate"
question.zh = "反馈的问题，经巡察办核实销号了多少？"
question.en = "Of the findings fed back, how many has the office verified and closed off?"
counted.zh = "截至日已销号的问题"
counted.en = "findings closed off by the office by the as-of day"
out_of.zh = "截至日前已反馈的问题"
out_of.en = "findings fed back by the as-of day"
pending = "none"
dated.zh = "反馈日期"
dated.en = "date of feedback"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "findings"
section = "rectification"
immature_days = 365

[[caveats]]
zh = "单位报已完成而未经核实的，不算销号。"
en = "What an organisation reports as completed but the office has not verified is not closed off."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with findings_fed_back as (
    select
        f.finding_id as finding_id,
        i.feedback_on as dated_on,
        i.org_id as org_id,
        f.inspection_id as inspection_id,
        i.round_id as round_id,
        f.category as category,
        f.scope as finding_scope,
        f.nature as nature,
        f.channel as channel,
        f.responsible as responsible,
        case when f.closed_off_on <= $as_of then 1 else 0 end as is_closed_off
    from findings as f
    left join inspections as i on i.inspection_id = f.inspection_id
    where i.feedback_on <= $as_of
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
    is_closed_off as numerator,
    1 as denominator,
    0 as pending
from findings_fed_back
