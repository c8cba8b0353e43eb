/*
level = "warns"
rows = "notices"
column = "due_on"
title.zh = "文书期限早于下发"
title.en = "Notice due before issue"
wrong.zh = "期限 {due_on} 早于下发日期 {issued_on}"
wrong.en = "the due date {due_on} is before the issue {issued_on}"
mend.zh = "核对两个日期，改正填错的一个"
mend.en = "compare the two dates and correct the wrong one"
reader.zh = "一下发就逾期，逾期提醒偏多。"
reader.en = "It is overdue when issued: warnings read too many."
why.zh = "文书先下发，再到期、办结"
why.en = "a notice is issued, then due and completed"
*/
select n.notice_id as notice_id, n.issued_on as issued_on, n.due_on as due_on
from notices n
where n.due_on < n.issued_on
order by n.notice_id
