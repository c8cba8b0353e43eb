/*
title.zh = "三十日内整改完成率"
title.en = "Completion rate within 30 days"
question.zh = "发现满三十日的问题，有多少在三十日内整改完成？"
question.en = "Of the findings made at least 30 days ago, how many were rectified within 30 days?"
counted.zh = "发现后 30 天内完成的问题（当天完成计入）"
counted.en = "findings completed within 30 days of being found, the same day among them"
out_of.zh = "截至日发现已满 30 天的问题"
out_of.en = "findings found at least 30 days before the as-of day"
pending = "outside"
pending_words.zh = "发现未满 30 天的问题，无论完成与否"
pending_words.en = "findings younger than 30 days, completed or not"
dated.zh = "发现日期"
dated.en = "date found"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "public"
rows = "findings"
section = "rectification"

[[caveats]]
zh = "每个问题都给足 30 天，各年度才可比；截至日的完成率越近越低，只因为时间未到。"
en = "Every finding is given the same 30 days, so that years compare; the plain completion rate is lower for recent years only because their time has not run."

[[caveats]]
zh = "完成日期早于发现日期的，不算在 30 天内完成。"
en = "A completion dated before the finding is not one within the 30 days."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with findings_made as (
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
        case when date_diff('day', f.found_on, $as_of) >= 30 then 1 else 0 end as had_30_days,
        case
            when f.completion = 'done'
                and f.completed_on <= $as_of
                and date_diff('day', f.found_on, f.completed_on) >= 0
                and date_diff('day', f.found_on, f.completed_on) <= 30 then 1
            else 0
        end as is_done_within_30_days
    from findings as f
    left join inspections as i on i.inspection_id = f.inspection_id
    where f.found_on <= $as_of
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
    case when had_30_days = 1 then is_done_within_30_days else 0 end as numerator,
    had_30_days as denominator,
    1 - had_30_days as pending
from findings_made
