/*
level = "warns"
rows = "notices"
column = "completed_on"
affects = ["notice_rate"]
title.zh = "文书办结早于下发"
title.en = "Notice completed before issue"
wrong.zh = "办结日期 {completed_on} 早于下发日期 {issued_on}"
wrong.en = "the completion {completed_on} is before the issue {issued_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "文书办结用时不可靠。"
reader.en = "Days to the completion cannot be relied on."
why.zh = "文书先下发，再到期、办结"
why.en = "a notice is issued, then due and completed"
*/
select n.notice_id as notice_id, n.issued_on as issued_on, n.completed_on as completed_on
from notices n
where n.completed_on < n.issued_on
order by n.notice_id
