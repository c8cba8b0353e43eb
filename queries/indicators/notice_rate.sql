/*
title.zh = "文书办结率"
title.en = "Completion rate of notices"
question.zh = "下发的文书，办结了多少？"
question.en = "Of the notices issued, how many have been completed?"
counted.zh = "截至日已办结的文书"
counted.en = "notices completed by the as-of day"
out_of.zh = "截至日前下发的文书"
out_of.en = "notices issued by the as-of day"
pending = "none"
dated.zh = "下发日期"
dated.en = "date of issue"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "notices"
section = "rectification"
window = { due = "due_on", days = 90, reached = "completed_on" }

[[caveats]]
zh = "联合下发给多个单位的，每个单位计一份。"
en = "A notice issued jointly to several organisations counts once for each."

[dimensions]
notice_kind = "notice_kind"
*/
select
    notice_id, issued_on as dated_on, due_on, completed_on, org_id, inspection_id, round_id, notice_kind,
    is_done as numerator, 1 as denominator, 0 as pending
from known_notices
