/*
level = "warns"
rows = "findings"
column = "found_on"
title.zh = "问题清单：日期晚于截至日"
title.en = "Findings: a date after the as-of day"
wrong.zh = "发现日期 {found_on}、完成日期 {completed_on}、销号日期 {closed_off_on}、反弹日期 {reopened_on} 中有晚于截至日的"
wrong.en = "one of found on {found_on}, completed on {completed_on}, verified and closed off on {closed_off_on}, reopened on {reopened_on} is after the as-of day"
mend.zh = "核对日期和截至日；确是以后的事可以接受"
mend.en = "correct the day or the as-of day, or accept what lies ahead"
reader.zh = "截至日以后的事还没有发生，不计入数字。"
reader.en = "What is dated later has not happened and is not counted."
why.zh = "截至日之后的日期一律按尚未发生计"
why.en = "dates after the as-of day have not happened"
*/
select x.finding_id as finding_id, x.found_on as found_on, x.completed_on as completed_on,
    x.closed_off_on as closed_off_on, x.reopened_on as reopened_on,
    case when x.found_on > $as_of then 'found_on' when x.completed_on > $as_of then 'completed_on'
        when x.closed_off_on > $as_of then 'closed_off_on' else 'reopened_on' end as at_column
from findings x
where x.found_on > $as_of or x.completed_on > $as_of or x.closed_off_on > $as_of or x.reopened_on > $as_of
order by x.finding_id
