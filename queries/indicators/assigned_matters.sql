/*
title.zh = "交办事项数"
title.en = "Assigned matters"
question.zh = "会议点人点事交办了多少项？"
question.en = "How many matters were assigned at meetings?"
counted.zh = "截至日前交办的事项"
counted.en = "matters assigned by the as-of day"
dated.zh = "会议召开日期"
dated.en = "date of the meeting"
unit.zh = "项"
unit.en = "matters"
better = "neither"
privacy = "internal"
rows = "assigned_matters"
section = "rectification"

[dimensions]
matter_kind = "matter_kind"
meeting_kind = "meeting_kind"
*/
select
    matter_id, assigned_on as dated_on, org_id, inspection_id, round_id, matter_kind, meeting_kind,
    1 as numerator
from known_assigned_matters
