/*
level = "warns"
rows = "meetings"
column = "held_on"
affects = ["meetings", "assigned_matter_rate"]
title.zh = "听取汇报早于轮次进驻"
title.en = "Session before its round"
wrong.zh = "召开日期 {held_on} 早于所听轮次的进驻日期 {started_on}"
wrong.en = "held on {held_on}, before the round it heard began on {started_on}"
mend.zh = "核对召开日期和轮次编号"
mend.en = "correct the day or the round"
reader.zh = "会议按召开日期归年度，可能归错。"
reader.en = "Sessions are dated by it and may stand in the wrong year."
why.zh = "巡察工作流程各环节的先后次序"
why.en = "the order of the stages of an inspection"

[columns]
started_on = "rounds.started_on"
*/
select m.meeting_id as meeting_id, m.round_id as round_id, m.held_on as held_on, r.started_on as started_on
from meetings m
join rounds r on r.round_id = m.round_id
where m.held_on < r.started_on
order by m.meeting_id
