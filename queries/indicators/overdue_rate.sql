/*
title.zh = "逾期率"
title.en = "Overdue rate"
question.zh = "整改期限已过的问题，还有多少没有完成？"
question.en = "Of the findings past their due date, how many are still not rectified?"
counted.zh = "整改期限已过、截至日仍未完成的问题"
counted.en = "findings past their due date and not completed by the as-of day"
out_of.zh = "整改期限早于截至日的问题"
out_of.en = "findings due before the as-of day"
pending = "none"
dated.zh = "整改期限"
dated.en = "due date"
unit.zh = "%"
unit.en = "%"
better = "lower"
privacy = "public"
rows = "findings"
section = "rectification"
window = { due = "dated_on" }
undated = "left_out"

[[caveats]]
zh = "整改期限空缺的问题不计；期限为截至日当天的尚未到期。"
en = "A finding without a due date is left out; one due on the as-of day itself is not yet past due."

[[caveats]]
zh = "不以反馈为前提。"
en = "Feedback is not required."

[[caveats]]
zh = "“基本完成”是否仍算未完成，按本单位的规定。"
en = "Whether basically completed still counts as not completed is the office's ruling."

[dimensions]
category = "category"
finding_scope = "finding_scope"
nature = "rectify_nature"
channel = "disposition_channel"
responsible = "responsible"
*/
with findings_past_due as (
    -- on a day before its version's nobody knows whether what was done on an unknown day was still open
    select
        finding_id, due_on, org_id, inspection_id, round_id, category, finding_scope, nature, channel, responsible,
        is_done,
        is_undated * (1 - is_done) as is_unknown
    from known_findings
    where is_past_due = 1
)

select
    finding_id, due_on as dated_on, org_id, inspection_id, round_id,
    category, finding_scope, nature, channel, responsible,
    (1 - is_done) * (1 - is_unknown) as numerator, 1 - is_unknown as denominator, 0 as pending, is_unknown as undated
from findings_past_due
