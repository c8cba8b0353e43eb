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
window = { days = 30, final = true }
undated = "left_out"

[[caveats]]
zh = "每个问题都给足 30 天，各年度才可比；截至日的完成率越近越低，只因为时间未到。"
en = "Every finding is given the same 30 days, so that years compare; the plain completion rate is lower for recent years only because their time has not run."

[[caveats]]
zh = "完成日期早于发现日期的，不算在 30 天内完成。"
en = "A completion dated before the finding is not one within the 30 days."

[[caveats]]
zh = "已完成而完成日期不详的问题，是否在 30 天内无从知道，不计在内。"
en = "A finding done on a day that nobody knows is left out: whether it was within the 30 days cannot be told."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with findings_timed as (
    select
        finding_id, found_on, org_id, inspection_id, round_id,
        category, finding_scope, nature, channel, responsible,
        case when date_diff('day', found_on, $as_of) >= 30 then 1 else 0 end as had_30_days,
        case when date_diff('day', found_on, completed_on) between 0 and 30 then 1 else 0 end as is_done_within_30_days,
        is_undated
    from known_findings
)

select
    finding_id, found_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    had_30_days * is_done_within_30_days as numerator, had_30_days * (1 - is_undated) as denominator,
    1 - had_30_days as pending, had_30_days * is_undated as undated
from findings_timed
