/*
title.zh = "听取汇报次数"
title.en = "Meetings that heard reports"
question.zh = "召开了多少次会议听取巡察汇报？"
question.en = "How many meetings heard inspection reports?"
counted.zh = "截至日前召开的听取汇报会议"
counted.en = "meetings held by the as-of day"
dated.zh = "召开日期"
dated.en = "date of the meeting"
unit.zh = "次"
unit.en = "meetings"
better = "neither"
privacy = "internal"
rows = "meetings"
section = "rectification"

[dimensions]
meeting_kind = "meeting_kind"
*/
select
    meeting_id, held_on as dated_on, org_id, inspection_id, round_id, meeting_kind,
    1 as numerator
from known_meetings
