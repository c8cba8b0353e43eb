/*
title.zh = "交办办结率"
title.en = "Completion rate of assigned matters"
question.zh = "会议点人点事交办的事项，办结了多少？"
question.en = "Of the matters assigned at meetings, how many have been completed?"
counted.zh = "截至日已办结的交办事项"
counted.en = "assigned matters completed by the as-of day"
out_of.zh = "截至日前交办的事项"
out_of.en = "matters assigned by the as-of day"
pending = "inside"
pending_words.zh = "未办结的交办事项，含在分母内"
pending_words.en = "matters not completed, part of the denominator"
dated.zh = "会议召开日期"
dated.en = "date of the meeting"
unit.zh = "%"
unit.en = "%"
better = "higher"
privacy = "internal"
rows = "assigned_matters"
section = "rectification"
window = { due = "due_on", days = 90, reached = "completed_on" }

[dimensions]
matter_kind = "matter_kind"
meeting_kind = "meeting_kind"
*/
select
    matter_id, assigned_on as dated_on, due_on, completed_on, org_id, inspection_id, round_id, matter_kind, meeting_kind,
    is_done as numerator, 1 as denominator, 1 - is_done as pending
from known_assigned_matters
